package io.jenkins.plugins.deploymentledger.audit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Items, runs, nodes and users lead to what the trail has on them, for those who may see it. */
@WithJenkins
class ShortcutTest {

    @Test
    void itemsRunsNodesAndUsersLeadToTheirOwnHistory(JenkinsRule j) throws Exception {
        j.buildAndAssertSuccess(j.createFreeStyleProject("built"));
        j.createSlave("node-1", "", null);
        User.getById("ana", true);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("auditor", "reader")
                .grant(AuditPermissions.VIEW)
                .everywhere()
                .to("auditor"));
        TestTrail.end();
        for (String role : List.of("auditor", "reader")) {
            JenkinsRule.WebClient client = j.createWebClient().login(role);
            client.getOptions().setJavaScriptEnabled(false);
            for (String[] page : new String[][] {
                {"job/built/", "targetId=built"},
                {"job/built/1/", "targetId=built%231"},
                {"computer/node-1/", "targetId=node-1"},
                {"user/ana/", "actorId=ana"}
            }) {
                String html = client.goTo(page[0]).getWebResponse().getContentAsString();
                assertEquals(role.equals("auditor"), html.contains(page[1]), page[0] + " as " + role);
            }
            String home = client.goTo("").getWebResponse().getContentAsString();
            assertEquals(
                    role.equals("auditor"),
                    home.contains("/user/auditor/../../audit-trail/?actorId=auditor"),
                    "The menu of the user leads below the root");
        }
    }

    @Test
    void anEntryDoesNotLeadToAnItemThatOneMayNotRead(JenkinsRule j) throws Exception {
        j.buildAndAssertSuccess(j.createFreeStyleProject("built"));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.DISCOVER)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
        for (Target target : List.of(new Target("job", "built", ""), new Target("build", "built#1", ""))) {
            try (ACLContext auditor = ACL.as2(User.getById("auditor", true).impersonate2())) {
                assertNull(TargetUrl.of(target), target.kind());
            }
            try (ACLContext reader = ACL.as2(User.getById("reader", true).impersonate2())) {
                assertTrue(TargetUrl.of(target).startsWith("job/built/"), target.kind());
            }
        }
    }

    @Test
    void whoOpensTheTrailIsRecordedOnceAnHour(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        TestTrail.end();
        TrailClient client = new TrailClient(j.getURL(), "ana");
        long mark = TestTrail.end();
        for (int i = 0; i < 3; i++) {
            assertTrue(client.get("").contains("audit-trail"));
        }
        assertFalse(client.get("rows").isEmpty());
        assertEquals(1, TestTrail.since(mark, "audit.viewed").size());
        TrailClient program = new TrailClient(j.getURL(), "ben");
        assertFalse(program.get("events/catalogue").isEmpty());
        assertFalse(program.get("events").isEmpty());
        assertFalse(program.get("events/1").isEmpty());
        assertEquals(2, TestTrail.since(mark, "audit.viewed").size(), "Reading through REST is reading");
        assertEquals(
                "ana", TestTrail.since(mark, "audit.viewed").get(0).operatedBy().id());
    }
}
