package io.jenkins.plugins.deploymentledger.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.audit.Administrators;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.TinyPlugin;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Which plugins change on the disk, while Jenkins runs or is down, is recorded once, unless Jenkins itself did it. */
@Timeout(600)
class PluginDriftTest {

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private Path plugins;
    private AuditClient admin;

    @BeforeEach
    void start() throws Throwable {
        jenkins.startJenkins();
        plugins = jenkins.getHome().toPath().resolve("plugins");
        admin = new AuditClient(jenkins.getUrl(), "admin", jenkins.runRemotely(PluginDriftTest::secure));
        jenkins.runRemotely(PluginDriftTest::compared);
    }

    @Test
    void whatSomebodyPutsIntoTheDirectoryIsToldOnce() throws Throwable {
        jenkins.stopJenkins();
        Path archive = Files.write(plugins.resolve("tiny.jpi"), TinyPlugin.hpi("tiny", "1.0"));
        assertEquals(List.of("startup tiny (none) > 1.0"), restarted(), "While Jenkins was down");

        // While it runs, of the same version and as old as the other.
        FileTime time = Files.getLastModifiedTime(archive);
        Files.write(archive, TinyPlugin.hpi("tiny", "1.0", "structs:1"));
        assertEquals(List.of("startup tiny (none) > 1.0", "running tiny 1.0 > 1.0"), look());
        assertEquals(2, look().size(), "Told once");
        jenkins.stopJenkins();
        assertEquals(2, restarted().size(), "Told before the restart");

        // Dropped in, and loaded at the next start alone.
        Files.write(plugins.resolve("dropped.jpi"), TinyPlugin.hpi("dropped"));
        assertEquals("running dropped (none) > not loaded", look().get(2));
        // Right before the stop, so that nobody has looked since.
        Files.createFile(plugins.resolve("tiny.jpi.disabled"));
        jenkins.stopJenkins();
        assertEquals("running tiny 1.0 > 1.0, disabled", restarted().get(3));
        assertEquals(4, look().size());

        jenkins.stopJenkins();
        Files.setLastModifiedTime(archive, time);
        assertEquals(4, restarted().size(), "What is in it is what it was");
        jenkins.stopJenkins();
        Files.delete(archive);
        assertEquals("startup tiny 1.0, disabled > (none)", restarted().get(4));
    }

    @Test
    void whatJenkinsDoesIsNoDrift() throws Throwable {
        install();
        assertEquals(List.of(), look());
        admin.upload("pluginManager/uploadPlugin", "tiny2.hpi", TinyPlugin.hpi("tiny2"));
        jenkins.runRemotely(TinyPlugin::awaitInstallation);
        assertEquals(List.of(), look());
        admin.post("pluginManager/plugin/tiny/makeDisabled");
        assertEquals(List.of(), look());
        admin.post("pluginManager/plugin/tiny/makeEnabled");
        assertEquals(List.of(), look());
        // Whatever needs a plugin is disabled with it, and whatever it needs is enabled.
        admin.upload("pluginManager/uploadPlugin", "tiny3.hpi", TinyPlugin.hpi("tiny3", "1.0", "tiny2:1.0"));
        jenkins.runRemotely(TinyPlugin::awaitInstallation);
        assertEquals(0, admin.cli("", "disable-plugin", "tiny2", "-strategy", "all"));
        assertEquals(true, Files.exists(plugins.resolve("tiny3.jpi.disabled")));
        assertEquals(List.of(), look());
        assertEquals(0, admin.cli("", "enable-plugin", "tiny3"));
        assertEquals(false, Files.exists(plugins.resolve("tiny2.jpi.disabled")));
        assertEquals(List.of(), look());
        // Of what comes from an address, nobody knows which plugin it is before it is there.
        Path fetched = Files.write(jenkins.getHome().toPath().resolve("fetched.hpi"), TinyPlugin.hpi("tiny4"));
        assertEquals(0, admin.cli("", "install-plugin", fetched.toUri().toString()));
        assertEquals(List.of(), look());
        // However its address ends.
        Path nameless = Files.write(jenkins.getHome().toPath().resolve("download"), TinyPlugin.hpi("tiny5"));
        assertEquals(0, admin.cli("", "install-plugin", nameless.toUri().toString()));
        assertEquals(List.of(), look());
        assertEquals(
                List.of("tiny4 by admin", "tiny5 by admin"), jenkins.runRemotely(PluginDriftTest::broughtByCommands));
        admin.post("pluginManager/plugin/tiny/doUninstall");
        assertEquals(false, Files.exists(plugins.resolve("tiny.jpi")));
        assertEquals(List.of(), look());
        jenkins.stopJenkins();
        assertEquals(List.of(), restarted());
    }

    @Test
    void whatIsNotAsItWasDownloadedIsTold() throws Throwable {
        install();
        Files.write(plugins.resolve("tiny.jpi"), TinyPlugin.hpi("tiny", "1.0", "structs:1"));
        assertEquals(List.of("running tiny (none) > 1.0"), look());
    }

    /** Whoever updates a plugin usually has Jenkins restart as soon as it is there. */
    @Test
    void whatWasInstalledRightBeforeTheStopIsRecordedWithWhoWantedIt() throws Throwable {
        jenkins.runRemotely((RealJenkinsExtension.Step) TinyPlugin::offerAndHold);
        jenkins.runRemotely((RealJenkinsExtension.Step) TinyPlugin::release);
        install("broken");
        install();
        jenkins.stopJenkins();
        assertEquals(List.of(), restarted());
        assertEquals(
                List.of("broken by admin: FAILURE", "tiny by admin: SUCCESS"),
                jenkins.runRemotely(PluginDriftTest::installed));
    }

    @Test
    void aDownloadThatFailsExplainsNothing() throws Throwable {
        jenkins.runRemotely((RealJenkinsExtension.Step) TinyPlugin::offerAndHold);
        ask("broken");
        Files.write(plugins.resolve("broken.jpi"), TinyPlugin.hpi("broken", "1.0", "structs:1"));
        assertEquals(List.of(), look(), "It may be what is being downloaded");
        jenkins.runRemotely((RealJenkinsExtension.Step) TinyPlugin::release);
        jenkins.runRemotely(TinyPlugin::awaitInstallation);
        assertEquals(List.of("running broken (none) > not loaded"), look());
    }

    private void install() throws Throwable {
        jenkins.runRemotely((RealJenkinsExtension.Step) TinyPlugin::offer);
        install("tiny");
    }

    private void install(String plugin) throws Throwable {
        ask(plugin);
        jenkins.runRemotely(TinyPlugin::awaitInstallation);
    }

    private void ask(String plugin) throws Throwable {
        String plugins = "{\"dynamicLoad\":true,\"plugins\":[\"" + plugin + "\"]}";
        assertEquals(200, admin.send("POST", "pluginManager/installPlugins", "application/json", plugins));
    }

    private List<String> restarted() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(PluginDriftTest::compared);
        return jenkins.runRemotely(PluginDriftTest::told);
    }

    private List<String> look() throws Throwable {
        return jenkins.runRemotely(PluginDriftTest::lookTwice);
    }

    private static String secure(JenkinsRule j) throws Throwable {
        return Administrators.token(j);
    }

    /** Waits until what was found at the start is recorded. */
    private static void compared(JenkinsRule j) throws Throwable {
        FactsDrift drift = ExtensionList.lookupSingleton(FactsDrift.class);
        Await.until("Plugins, secrets and scripts are compared", drift::isCompared);
    }

    /** What is not explained is looked at twice, since an explanation may come a little later. */
    private static ArrayList<String> lookTwice(JenkinsRule j) throws Throwable {
        FactsDrift drift = ExtensionList.lookupSingleton(FactsDrift.class);
        drift.run();
        drift.run();
        return told(j);
    }

    private static ArrayList<String> told(JenkinsRule j) throws Throwable {
        return TestTrail.since(0, "drift.plugin").stream()
                .map(entry -> String.join(
                        " ",
                        entry.details().get("phase"),
                        entry.target().id(),
                        withoutDigest(entry.details().get("before")),
                        ">",
                        withoutDigest(entry.details().get("after"))))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Those of which the entry says which archive it was. */
    private static ArrayList<String> broughtByCommands(JenkinsRule j) throws Throwable {
        return TestTrail.since(0, "plugin.installed").stream()
                .filter(entry -> "install-plugin".equals(entry.details().get("path")))
                .filter(entry -> entry.details().get("sha256").matches("[0-9a-f]{64}"))
                .map(entry -> entry.target().id() + " by " + entry.operatedBy().id())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static ArrayList<String> installed(JenkinsRule j) throws Throwable {
        return TestTrail.since(0, "plugin.installed").stream()
                .map(entry -> entry.target().id() + " by " + entry.operatedBy().id() + ": " + entry.outcome())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String withoutDigest(String value) {
        return value.replaceFirst(", SHA-256 [0-9a-f]{64}$", "");
    }
}
