package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.Util;
import hudson.model.FreeStyleProject;
import hudson.model.RootAction;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.drift.UserSweep;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.verb.POST;

/** Ways to act without an entry, from another's address or in another's name: none of them works. */
@WithJenkins
class EvasionTest {

    private static final int MEBIBYTE = 1 << 20;

    private JenkinsRule j;
    private AuditClient admin;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        admin = Administrators.client(j);
    }

    private static AuditEntry only(long mark, Event event) throws Exception {
        List<AuditEntry> entries = TestTrail.since(mark, event.type().name());
        assertEquals(1, entries.size(), () -> event.type() + ": " + entries);
        return entries.get(0);
    }

    @Test
    void aLongNameMakesNobodyInvisible() throws Exception {
        j.createFreeStyleProject("a").setDisplayName("D".repeat(70_000));
        User.getById("admin", false).setFullName("N".repeat(33_000));
        long mark = TestTrail.end();
        assertEquals(302, admin.post("job/a/submitDescription", "description", "seen"));
        AuditEntry entry = only(mark, Event.ITEM_CONFIG_UPDATED);
        assertEquals("admin", entry.operatedBy().id());
        assertTrue(entry.operatedBy().name().endsWith("N…"), entry.operatedBy().name());
        assertEquals("a", entry.target().id());
    }

    private int ask(String path, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(j.getURL() + path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .headers(headers)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aHeaderWithoutAnAddressTakesAwayNone() throws Exception {
        long mark = TestTrail.end();
        assertEquals(403, ask("quietDown", "Forwarded", "proto=https"));
        AuditEntry denied = only(mark, Event.AUTH_DENIED);
        assertEquals("127.0.0.1", denied.addresses().client());
        assertTrue(denied.addresses().verified());
        mark = TestTrail.end();
        assertEquals(403, ask("quietDown", "Forwarded", "for=6.6.6.6"));
        denied = only(mark, Event.AUTH_DENIED);
        assertEquals(List.of("6.6.6.6"), denied.addresses().chain());
        assertFalse(denied.addresses().verified());
    }

    @Test
    void aLoginByTheFormIsNeverVerifiedByAHeader() throws Exception {
        AuditSettings settings = AuditSettings.get();
        settings.setTrustedProxies("10.0.0.0/8");
        settings.setProxiesOnlyWay(true);
        long mark = TestTrail.end();
        JenkinsRule.WebClient browser = j.createWebClient();
        browser.addRequestHeader("X-Forwarded-For", "6.6.6.6, 203.0.113.9, 10.0.0.2");
        browser.login("admin", "admin-password");
        assertFalse(only(mark, Event.AUTH_LOGIN).addresses().verified());
    }

    @Test
    void whatHasNoNameIsKnownByItsId() throws Exception {
        long mark = TestTrail.end();
        new Nameless().save();
        AuditEntry entry = only(mark, Event.SYSTEM_CONFIG_UPDATED);
        assertEquals(Nameless.class.getName(), entry.target().name());
    }

    /** Its name is null, as no plugin's should be. */
    public static final class Nameless extends GlobalConfiguration {

        @Override
        public String getDisplayName() {
            return null;
        }

        @Override
        public String getId() {
            return Nameless.class.getName();
        }
    }

    @Test
    void aChangeWhoseShadowIsGoneOrGarbledIsAChange() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("a");
        Path shadow = j.jenkins.getRootDir().toPath().resolve("audit-trail-shadows/jobs/a/config.xml.shadow");
        job.setDescription("one");
        forgetRecent();
        Files.delete(shadow);
        long mark = TestTrail.end();
        assertEquals(302, admin.post("job/a/disable"));
        AuditEntry changed = only(mark, Event.ITEM_CONFIG_UPDATED);
        assertEquals("unknown", changed.details().get("before"));
        assertTrue(changed.details().get("diff").contains("What was before is not known"), changed::toString);
        forgetRecent();
        Files.writeString(shadow, "garbage");
        mark = TestTrail.end();
        assertEquals(302, admin.post("job/a/enable"));
        assertEquals("unknown", only(mark, Event.ITEM_CONFIG_UPDATED).details().get("before"));
        mark = TestTrail.end();
        assertEquals(302, admin.post("job/a/disable"));
        only(mark, Event.ITEM_DISABLED);
    }

    /** What was seen lately is known without its shadow; a deletion makes the trail forget it. */
    private void forgetRecent() throws Exception {
        j.createFreeStyleProject("short-lived").delete();
        TestTrail.end();
    }

    @Test
    void aChangeBehindAFloodOfTextIsAChange() throws Exception {
        String file = "<project><description>%s</description><builders><hudson.tasks.Shell><command>%s</command>"
                + "</hudson.tasks.Shell></builders></project>";
        String text = "x".repeat(5 * MEBIBYTE);
        assertEquals(200, admin.postXml("createItem?name=a", file.formatted(text, "make good")));
        assertEquals(200, admin.postXml("job/a/config.xml", file.formatted(text, "make good")));
        long mark = TestTrail.end();
        assertEquals(200, admin.postXml("job/a/config.xml", file.formatted(text, "make evil")));
        AuditEntry changed = only(mark, Event.ITEM_CONFIG_UPDATED);
        assertTrue(changed.details().get("diff").contains("too large to compare"), changed::toString);
    }

    @Test
    void nobodyIsBlamedForAUserThatIsGoneFromTheDisk() throws Exception {
        User victim = User.getById("victim", true);
        victim.save();
        TestTrail.end();
        Util.deleteRecursive(victim.getUserFolder());
        long mark = TestTrail.end();
        assertEquals(302, admin.post("user/admin/submitDescription", "description", "hello"));
        assertEquals(200, admin.post("scriptText", "script", "println 1"));
        ExtensionList.lookupSingleton(UserSweep.class).run();
        AuditEntry deleted = only(mark, Event.USER_DELETED);
        assertEquals("victim", deleted.target().id());
        assertEquals("unknown", deleted.operatedBy().id());
    }

    @Test
    void aBuildThatHasEndedIsNotAborted() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("a");
        j.buildAndAssertSuccess(job);
        long mark = TestTrail.settled();
        admin.post("job/a/1/stop");
        Await.until("The request is accounted for", () -> !TestTrail.since(mark, "http.unchanged")
                .isEmpty());
        assertEquals(List.of(), TestTrail.since(mark, "build.aborted"));
    }

    @Test
    void whoeverLaunchesAllNodesIsRecorded() throws Exception {
        long mark = TestTrail.end();
        assertEquals(302, admin.post("computer/_launchAll"));
        assertEquals("_launchAll", only(mark, Event.NODE_LAUNCHED).details().get("action"));
        assertEquals(List.of(), TestTrail.since(mark, "http.unclassified"));
    }

    @Test
    void aRequestThatBreaksOffMayHaveChangedSomething() throws Exception {
        long mark = TestTrail.end();
        assertEquals(500, admin.post("breaks/now"));
        AuditEntry broken = only(mark, Event.HTTP_UNCLASSIFIED);
        assertEquals(Outcome.FAILURE, broken.outcome());
        assertEquals("500", broken.details().get("status"));
        assertEquals("admin", broken.operatedBy().id());
    }

    /** Does who knows what, and fails. */
    @TestExtension("aRequestThatBreaksOffMayHaveChangedSomething")
    public static final class Breaks implements RootAction {

        @Override
        public String getIconFileName() {
            return null;
        }

        @Override
        public String getDisplayName() {
            return "Breaks";
        }

        @Override
        public String getUrlName() {
            return "breaks";
        }

        @POST
        public void doNow() {
            throw new IllegalStateException("On purpose, for the test");
        }
    }

    @Test
    void whoTriesOneNameHidesNobodyWhoTriesAnother() throws Exception {
        User.getById("bob", true).save();
        AuditClient bob = new AuditClient(j.getURL(), "bob", "wrong");
        for (int i = 0; i < 25; i++) {
            assertEquals(401, bob.get("api/json"));
        }
        long mark = TestTrail.end();
        assertEquals(401, new AuditClient(j.getURL(), "admin", "wrong").get("api/json"));
        assertEquals("admin", only(mark, Event.AUTH_FAILED).operatedBy().id());
    }

    @Test
    void whoeverHasNoAccountHidesNobodyWhoHasOne() throws Exception {
        AuditClient anonymous = new AuditClient(j.getURL(), null, null);
        for (int i = 0; i < 205; i++) {
            assertEquals(403, anonymous.post("job/" + i + "/doDelete"));
        }
        j.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().to("admin"));
        long mark = TestTrail.end();
        assertEquals(403, admin.post("quietDown"));
        assertEquals("admin", only(mark, Event.AUTH_DENIED).operatedBy().id());
    }
}
