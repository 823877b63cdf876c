package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.Action;
import hudson.model.Computer;
import hudson.model.FreeStyleProject;
import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.slaves.ComputerListener;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.util.Collection;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.TransientActionFactory;
import jenkins.security.ApiTokenProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Entries are on what people know, and tell of nothing that nobody did. */
@WithJenkins
class WhatItWasOnTest {

    private JenkinsRule j;
    private AuditClient admin;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        admin = Administrators.client(j);
    }

    /** Whoever looks at a page that they may not see first, is not to hide it among such looks. */
    @Test
    void whoeverTriesToBeginABuildByALinkIsRecordedWithTheJob() throws Exception {
        j.createFreeStyleProject("guarded");
        MockAuthorizationStrategy few = new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader");
        j.jenkins.setAuthorizationStrategy(few);
        User account =
                ((HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm()).createAccount("reader", "reader-password");
        AuditClient reader =
                admin.as("reader", account.getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue);
        long mark = TestTrail.settled();
        assertEquals(403, reader.get("systemInfo"));
        assertEquals(403, reader.get("systemInfo"));
        for (int i = 0; i < 3; i++) {
            assertEquals(403, reader.get("job/guarded/build?token=guess" + i));
        }
        assertEquals(
                List.of("guarded", "guarded", "guarded"),
                TestTrail.since(mark, "auth.denied").stream()
                        .map(entry -> entry.target().id())
                        .filter("guarded"::equals)
                        .toList());
    }

    /** What a page of a job does that only few may. */
    public static final class Side extends InvisibleAction {

        @Override
        public String getUrlName() {
            return "side";
        }

        @RequirePOST
        public HttpResponse doPause() {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return HttpResponses.ok();
        }
    }

    /** Gives every job that page. */
    @TestExtension
    public static final class Sides extends TransientActionFactory<FreeStyleProject> {

        @Override
        public Class<FreeStyleProject> type() {
            return FreeStyleProject.class;
        }

        @Override
        public Collection<? extends Action> createFor(FreeStyleProject job) {
            return List.of(new Side());
        }
    }

    @Test
    void whatIsDeniedOnAPageOfAJobIsOnTheJob() throws Exception {
        j.createFreeStyleProject("guarded");
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
        User reader =
                ((HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm()).createAccount("reader", "reader-password");
        String token = reader.getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue;
        long mark = TestTrail.settled();

        assertEquals(403, admin.as("reader", token).post("job/guarded/side/pause"));

        AuditEntry denied = TestTrail.since(mark, "auth.denied").get(0);
        assertEquals(
                "job guarded", denied.target().kind() + " " + denied.target().id());
        assertEquals("pause", denied.details().get("action"));
        assertEquals(
                Side.class.getName() + ".pause", denied.details().get("route"), "The page is told, too: " + denied);
    }

    @Test
    void whatIsDeniedOnAPackageOfTheCatalogueIsOnThePackage() throws Exception {
        PackageCatalogue.get()
                .add(new DeploymentPackage(
                        "tools",
                        "1.0 beta",
                        TestDeployments.upload("content"),
                        List.of(new InstallCommand("unix", "exit 0"))));
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ, PackageCatalogue.VIEW)
                .everywhere()
                .to("viewer"));
        String path = "manage/deployment-packages/package/tools/version/1.0%20beta/delete";
        String created = "package " + PackageCatalogue.class.getName() + "/tools 1.0 beta";
        for (String who : List.of("viewer", "stranger")) {
            String token = ((HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm())
                    .createAccount(who, who + "-password")
                    .getProperty(ApiTokenProperty.class)
                    .generateNewToken("test")
                    .plainValue;
            long mark = TestTrail.settled();

            assertEquals(403, admin.as(who, token).post(path));

            assertEquals(List.of(created), targets(mark, "auth.denied"), who);
            mark = TestTrail.settled();
            admin.as(who, token).post(path.replace("tools", "none"));
            assertFalse(targets(mark, "auth.denied").contains(created), "There is no such package");
        }
        assertEquals(List.of(created), targets(0, "package.created"), "As it was called when it was made");
    }

    private static List<String> targets(long mark, String event) throws Exception {
        return TestTrail.since(mark, event).stream()
                .map(entry -> entry.target().kind() + " " + entry.target().id())
                .toList();
    }

    /** Has the recorder come to its end between the save of a node and what the trail is told of it. */
    @TestExtension("thatANodeIsTakenOfflineIsToldOnceHoweverQuickTheRecorderIs")
    public static final class QuickRecorder extends ComputerListener {

        @Override
        public void onTemporarilyOffline(Computer computer, OfflineCause cause) {
            TestTrail.end();
        }

        @Override
        public void onTemporarilyOnline(Computer computer) {
            TestTrail.end();
        }
    }

    @Test
    void thatANodeIsTakenOfflineIsToldOnceHoweverQuickTheRecorderIs() throws Exception {
        j.createSlave("agent", "", null);
        ComputerListener quick = ExtensionList.lookupSingleton(QuickRecorder.class);
        // An extension of a test has no say in the order.
        ExtensionList.lookup(ComputerListener.class).remove(quick);
        ExtensionList.lookup(ComputerListener.class).add(0, quick);
        long mark = TestTrail.settled();

        assertEquals(302, admin.post("computer/agent/toggleOffline", "offlineMessage", "x"));
        assertEquals(302, admin.post("computer/agent/toggleOffline"));

        assertEquals(
                List.of("node.offline", "node.online"),
                TestTrail.since(mark).stream()
                        .map(entry -> entry.event().name())
                        .filter(event -> event.startsWith("node."))
                        .toList());
    }

    @Test
    void thatCoreWritesOutAnEmptyListOfActionsIsNoChangeOfADeployment() throws Exception {
        TestDeployments.create("first", "exit 0", new LabelTarget("none"));
        String xml = admin.exchange("GET", "job/first/config.xml", "text/plain", "")
                .body()
                .replace("<actions/>", "");
        assertFalse(xml.contains("<actions"), xml);
        assertEquals(200, admin.postXml("createItem?name=second", xml));
        // Whoever looks at it has Jenkins make the list, and the next save writes it out.
        assertEquals(200, admin.get("job/second/"));
        long mark = TestTrail.settled();

        assertEquals(302, admin.post("job/second/disable"));

        String now =
                admin.exchange("GET", "job/second/config.xml", "text/plain", "").body();
        assertTrue(now.contains("<actions/>"), now);
        assertEquals(
                List.of("item.disabled"),
                TestTrail.since(mark).stream()
                        .map(entry -> entry.event().name())
                        .filter(event -> !event.equals("auth.api"))
                        .toList());
        mark = TestTrail.settled();
        assertEquals(200, admin.postXml("job/second/config.xml", now.replace("exit 0", "exit 1")));
        assertEquals(1, TestTrail.since(mark, "deployment.configured").size());
    }
}
