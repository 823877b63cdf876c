package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.ExtensionList;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.util.PluginServletFilter;
import io.jenkins.plugins.deploymentledger.audit.capture.PluginCapture;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Map;
import jenkins.security.ApiTokenProperty;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The update center tells no one what it has done; the trail finds it out, and knows who wanted it. */
@WithJenkins
class PluginInstallationTest {

    // A plugin stays loaded from one test to the next; so each has names of its own.

    @Test
    void whatWasInstalledIsRecordedOnceWithWhoWantedIt(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        TinyPlugin.offer(j);
        long mark = TestTrail.settled();
        String plugins = "{\"dynamicLoad\":true,\"plugins\":[\"tiny\"]}";
        assertEquals(200, admin.send("POST", "pluginManager/installPlugins", "application/json", plugins));
        TinyPlugin.awaitInstallation(j);
        ExtensionList.lookupSingleton(PluginCapture.class).run();
        ExtensionList.lookupSingleton(PluginCapture.class).run();
        List<AuditEntry> installed = TestTrail.since(mark, "plugin.installed");
        assertEquals(1, installed.size());
        assertEquals("tiny", installed.get(0).target().id());
        assertEquals("admin", installed.get(0).operatedBy().id());
        assertEquals(Outcome.SUCCESS, installed.get(0).outcome());
        assertEquals("1.0", installed.get(0).details().get("version"));
    }

    /** The update center calls the version of an upload zero. */
    @Test
    void whatWasUploadedIsToldByItsVersionAndDigest(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        assertUploaded(j, admin, "1.0", "plugin.installed");
        assertUploaded(j, admin, "2.0", "plugin.updated");
    }

    private static void assertUploaded(JenkinsRule j, AuditClient admin, String version, String event)
            throws Exception {
        long mark = TestTrail.settled();
        byte[] hpi = TinyPlugin.hpi("sent", version);
        assertEquals(302, admin.upload("pluginManager/uploadPlugin", "sent.hpi", hpi));
        TinyPlugin.awaitInstallation(j);
        ExtensionList.lookupSingleton(PluginCapture.class).run();
        assertEquals(List.of("sent by admin"), told(mark, event));
        Map<String, String> details = TestTrail.since(mark, event).get(0).details();
        assertEquals(version, details.get("version"));
        assertEquals(DigestUtils.sha256Hex(hpi), details.get("sha256"));
    }

    /** Jenkins leaves its archive where the next start finds it. */
    @Test
    void whatCouldNotBeLoadedIsToldByItsArchive(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        long mark = TestTrail.settled();
        byte[] hpi = TinyPlugin.hpi("needy", "3.0", "absent:1.0");
        assertEquals(302, admin.upload("pluginManager/uploadPlugin", "needy.hpi", hpi));
        TinyPlugin.awaitTold(j);
        assertEquals(List.of("needy by admin"), told(mark, "plugin.installed"));
        AuditEntry failed = TestTrail.since(mark, "plugin.installed").get(0);
        assertEquals(Outcome.FAILURE, failed.outcome());
        assertEquals("3.0", failed.details().get("version"));
        assertEquals(DigestUtils.sha256Hex(hpi), failed.details().get("sha256"));
        assertEquals("is in its place, for the next start", failed.details().get("archive"));
    }

    private static AuditClient other(JenkinsRule j, AuditClient admin, String name) throws Exception {
        User user = ((HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm()).createAccount(name, name + "-password");
        return admin.as(name, user.getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue);
    }

    private static void install(AuditClient client, String plugin) throws Exception {
        String plugins = "{\"dynamicLoad\":true,\"plugins\":[\"" + plugin + "\"]}";
        assertEquals(200, client.send("POST", "pluginManager/installPlugins", "application/json", plugins));
    }

    private static List<String> told(long mark, String event) throws Exception {
        return TestTrail.since(mark, event).stream()
                .map(entry -> entry.target().id() + " by " + entry.operatedBy().id())
                .toList();
    }

    @Test
    void nobodyWantedWhatAnotherInstalledBefore(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        AuditClient bob = other(j, admin, "bob");
        TinyPlugin.offer(j, List.of("ours", "theirs"));
        assertEquals(0, admin.cli("", "install-plugin", "ours"));
        long mark = TestTrail.settled();
        install(bob, "theirs");
        assertEquals(List.of("theirs by bob"), told(mark, "plugin.install.requested"));
    }

    @Test
    void nobodyWantedWhatAnotherInstallsAtTheSameTime(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        AuditClient bob = other(j, admin, "bob");
        other(j, admin, "ana");
        TinyPlugin.offer(j, List.of("left", "right"));
        Filter meanwhile = (request, response, chain) -> {
            try (ACLContext ana = ACL.as(User.getById("ana", false))) {
                j.jenkins.getUpdateCenter().getPlugin("left").deploy();
            }
            chain.doFilter(request, response);
        };
        PluginServletFilter.addFilter(meanwhile);
        long mark = TestTrail.settled();
        try {
            install(bob, "right");
        } finally {
            PluginServletFilter.removeFilter(meanwhile);
        }
        assertEquals(List.of("right by bob"), told(mark, "plugin.install.requested"));
        TinyPlugin.awaitInstallation(j);
        ExtensionList.lookupSingleton(PluginCapture.class).run();
        assertEquals(List.of("left by ana", "right by bob"), told(mark, "plugin.installed"));
    }

    /** Of such a plugin Jenkins does not keep who asked for it. */
    @Test
    void whoeverAsksForWhatIsInstalledIsRecordedAndInstallsNothing(JenkinsRule j) throws Exception {
        AuditClient admin = Administrators.client(j);
        AuditClient bob = other(j, admin, "bob");
        TinyPlugin.offer(j, List.of("again"));
        install(admin, "again");
        TinyPlugin.awaitInstallation(j);
        ExtensionList.lookupSingleton(PluginCapture.class).run();
        long mark = TestTrail.settled();
        install(bob, "again");
        TinyPlugin.awaitInstallation(j);
        ExtensionList.lookupSingleton(PluginCapture.class).run();
        assertEquals(List.of("again by bob"), told(mark, "plugin.install.requested"));
        assertEquals(List.of(), told(mark, "plugin.installed"));
    }
}
