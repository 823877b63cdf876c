package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.User;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.flood.Floods;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.audit.settings.Durability;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.security.ApiTokenProperty;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.scriptsecurity.scripts.languages.GroovyLanguage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the trail says of single actions: who, from where, with what outcome, and what changed. */
@WithJenkins
class AuditTrailTest {

    private static final String JOB =
            "<project><description>%s</description><builders/><publishers/><buildWrappers/></project>";

    private JenkinsRule j;
    private AuditClient admin;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        realm.createAccount("admin", "admin-password");
        j.jenkins.setSecurityRealm(realm);
        FullControlOnceLoggedInAuthorizationStrategy strategy = new FullControlOnceLoggedInAuthorizationStrategy();
        strategy.setAllowAnonymousRead(false);
        j.jenkins.setAuthorizationStrategy(strategy);
        String token =
                User.getById("admin", false).getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue;
        admin = new AuditClient(j.getURL(), "admin", token);
    }

    private static AuditEntry only(long mark, Event event) throws Exception {
        List<AuditEntry> entries = TestTrail.since(mark, event.type().name());
        assertEquals(1, entries.size(), () -> event.type() + ": " + entries);
        return entries.get(0);
    }

    @Test
    void aLoginAndALogoutAreRecordedWithTheAddress() throws Exception {
        long mark = TestTrail.end();
        JenkinsRule.WebClient browser = j.createWebClient();
        browser.login("admin", "admin-password");
        AuditEntry login = only(mark, Event.AUTH_LOGIN);
        assertEquals("admin", login.operatedBy().id());
        assertEquals("127.0.0.1", login.addresses().client());
        assertFalse(login.addresses().verified());
        browser.withThrowExceptionOnFailingStatusCode(false).goTo("logout");
        assertEquals("admin", only(mark, Event.AUTH_LOGOUT).operatedBy().id());
    }

    @Test
    void aFailedLoginDoesNotKeepWhatMayBeAPassword() throws Exception {
        long mark = TestTrail.end();
        AuditClient wrong = new AuditClient(j.getURL(), "hunter2-typed-as-name", "nothing");
        assertEquals(401, wrong.get("api/json"));
        AuditEntry failed = only(mark, Event.AUTH_FAILED);
        assertEquals(Outcome.DENIED, failed.outcome());
        assertEquals("unknown", failed.operatedBy().id());
        assertEquals(List.of("203.0.113.7", "10.0.0.2"), failed.addresses().chain());
        assertFalse(failed.toString().contains("hunter2"));
        AuditClient known = new AuditClient(j.getURL(), "admin", "wrong");
        mark = TestTrail.end();
        assertEquals(401, known.get("api/json"));
        assertEquals("admin", only(mark, Event.AUTH_FAILED).operatedBy().id());
    }

    @Test
    void requestsWithATokenAreCounted() throws Exception {
        long mark = TestTrail.end();
        for (int i = 0; i < 10; i++) {
            assertEquals(200, admin.get("api/json"));
        }
        assertEquals(1, TestTrail.since(mark, "auth.api").size());
        Floods.flushAll();
        List<AuditEntry> entries = TestTrail.since(mark, "auth.api");
        assertEquals(2, entries.size());
        assertEquals("9", entries.get(1).details().get("count"));
    }

    @Test
    void whatIsDeniedIsRecorded() throws Exception {
        j.createFreeStyleProject("secret");
        AuditClient anonymous = new AuditClient(j.getURL(), null, null);
        long mark = TestTrail.end();
        assertEquals(403, anonymous.post("quietDown"));
        assertDenied(only(mark, Event.AUTH_DENIED));
        j.jenkins.setCrumbIssuer(null);
        mark = TestTrail.end();
        assertEquals(403, anonymous.post("quietDown"));
        assertDenied(only(mark, Event.AUTH_DENIED));
        assertFalse(j.jenkins.isQuietingDown());
    }

    private static void assertDenied(AuditEntry denied) {
        assertEquals("anonymous", denied.operatedBy().id());
        assertEquals(List.of("203.0.113.7", "10.0.0.2"), denied.addresses().chain());
        assertEquals(Outcome.DENIED, denied.outcome());
        assertEquals("403", denied.details().get("status"));
        assertEquals("/quietDown", denied.details().get("path"));
    }

    /** Core refuses a request without a crumb before any plugin's filter sees it; an API token needs none. */
    @Test
    void aRequestWithoutACrumbIsRecordedAndOneWithItIsNot() throws Exception {
        JenkinsRule.WebClient browser = j.createWebClient().login("admin", "admin-password");
        browser.setThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(new URL(j.getURL(), "quietDown"), HttpMethod.POST);
        long mark = TestTrail.end();
        assertEquals(403, browser.getPage(request).getWebResponse().getStatusCode());
        AuditEntry denied = only(mark, Event.AUTH_DENIED);
        assertEquals("admin", denied.operatedBy().id());
        assertEquals("no valid crumb", denied.details().get("because"));
        mark = TestTrail.end();
        browser.getPage(browser.addCrumb(request));
        assertEquals(List.of(), TestTrail.since(mark, "auth.denied"));
        only(mark, Event.SYSTEM_QUIETDOWN);
    }

    @Test
    void aSaveThatChangesNothingLeavesNoChange() throws Exception {
        assertEquals(200, admin.postXml("createItem?name=a", JOB.formatted("one")));
        assertEquals(200, admin.postXml("job/a/config.xml", JOB.formatted("two")));
        long mark = TestTrail.end();
        assertEquals(200, admin.postXml("job/a/config.xml", JOB.formatted("two")));
        Await.until("The request is accounted for", () -> !TestTrail.since(mark, "http.unchanged")
                .isEmpty());
        assertEquals("a", only(mark, Event.HTTP_UNCHANGED).target().id());
        assertEquals(
                List.of("http.unchanged"),
                TestTrail.since(mark).stream()
                        .filter(entry -> !entry.event().category().name().equals("auth"))
                        .map(entry -> entry.event().name())
                        .toList());
    }

    @Test
    void aChangeTellsBeforeAndAfter() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("a");
        job.setDescription("one");
        long mark = TestTrail.end();
        assertEquals(302, admin.post("job/a/submitDescription", "description", "two"));
        Difference difference = DifferenceJson.read(
                only(mark, Event.ITEM_CONFIG_UPDATED).details().get("diff"));
        assertEquals(1, difference.changes().size());
        assertEquals("/project/description", difference.changes().get(0).path());
        assertEquals("one", difference.changes().get(0).before());
        assertEquals("two", difference.changes().get(0).after());
    }

    @Test
    void oneSubmissionIsOneActionWithItsEffects() throws Exception {
        JenkinsRule.WebClient browser = j.createWebClient().login("admin", "admin-password");
        HtmlPage page = browser.goTo("configure");
        HtmlForm form = page.getFormByName("config");
        form.getTextAreaByName("system_message").setText("hello");
        form.getInputByName("_.adminAddress").setValue("admin@example.com");
        long mark = TestTrail.end();
        j.submit(form);
        List<AuditEntry> effects = TestTrail.since(mark).stream()
                .filter(entry -> entry.event().category().name().equals("system"))
                .toList();
        Set<String> requests = new HashSet<>();
        effects.forEach(entry -> requests.add(entry.details().get("request")));
        assertTrue(effects.size() >= 2, effects::toString);
        assertEquals(1, requests.size());
        assertTrue(effects.stream().allMatch(entry -> entry.operatedBy().id().equals("admin")));
    }

    /** The same thread, as one of a pool that serves request after request. */
    @Test
    void whatMovesBetweenFoldersOfAnEarlierRenameIsRecorded() throws Exception {
        Folder renamed = j.jenkins.createProject(Folder.class, "old");
        renamed.createProject(FreeStyleProject.class, "goes-along");
        long mark = TestTrail.end();
        renamed.renameTo("new");
        assertEquals(
                List.of("item.renamed", "item.left"),
                TestTrail.since(mark).stream()
                        .map(entry -> entry.event().name())
                        .toList());
        Folder again = j.jenkins.createProject(Folder.class, "old");
        FreeStyleProject job = again.createProject(FreeStyleProject.class, "job");
        mark = TestTrail.end();
        Items.move(job, renamed);
        assertEquals("new/job", only(mark, Event.ITEM_MOVED).target().id());
    }

    @Test
    void whatChangedOnDiskIsRecordedWhenItIsReadAnew() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("edited");
        job.setDescription("before");
        TestTrail.end();
        Path config = job.getConfigFile().getFile().toPath();
        Files.writeString(config, Files.readString(config).replace("before", "after the fact"));
        long mark = TestTrail.end();
        assertEquals(302, admin.post("reload"));
        Await.until(
                "Jenkins has read its files",
                () -> j.jenkins.getServletContext().getAttribute("app") == j.jenkins);
        AuditEntry changed = TestTrail.since(mark, "drift.changed").stream()
                .filter(entry -> entry.target().id().equals("edited"))
                .findFirst()
                .orElseThrow();
        assertTrue(changed.details().get("diff").contains("after the fact"), changed::toString);
        assertEquals("reload", changed.details().get("phase"));
        assertEquals("admin", changed.operatedBy().id());
    }

    /** What changed on the disk is not put down to whoever saves the job next. */
    @Test
    void whatChangedOnDiskIsRecordedWhenItsJobIsReadAnew() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("edited");
        job.setDescription("before");
        TestTrail.end();
        Path config = job.getConfigFile().getFile().toPath();
        Files.writeString(config, Files.readString(config).replace("before", "after the fact"));
        long mark = TestTrail.end();
        assertEquals(200, admin.post("job/edited/reload"));
        AuditEntry changed = only(mark, Event.DRIFT_CHANGED);
        assertTrue(changed.details().get("diff").contains("after the fact"), changed::toString);
        assertEquals("reload", changed.details().get("phase"));
        assertEquals("edited", only(mark, Event.ITEM_RELOADED).target().id());
        mark = TestTrail.end();
        assertEquals(302, admin.post("job/edited/submitDescription", "description", "of the administrator"));
        Difference difference = DifferenceJson.read(
                only(mark, Event.ITEM_CONFIG_UPDATED).details().get("diff"));
        assertEquals("after the fact", difference.changes().get(0).before());
        Files.writeString(config, Files.readString(config).replace("of the administrator", "once more"));
        mark = TestTrail.end();
        assertEquals(0, admin.cli("", "reload-job", "edited"));
        assertTrue(only(mark, Event.DRIFT_CHANGED).details().get("diff").contains("once more"));
    }

    /** A cookie stands for the password, days later. */
    @Test
    void aSessionThatBeginsWithARememberedLoginIsALogin() throws Exception {
        JenkinsRule.WebClient browser = j.createWebClient();
        HtmlForm form = browser.goTo("login").getFormByName("login");
        form.getInputByName("j_username").setValue("admin");
        form.getInputByName("j_password").setValue("admin-password");
        form.getInputByName("remember_me").setChecked(true);
        long mark = TestTrail.end();
        j.submit(form);
        only(mark, Event.AUTH_LOGIN);
        browser.getCookieManager().getCookies().stream()
                .filter(cookie -> !cookie.getName().equals("remember-me"))
                .forEach(browser.getCookieManager()::removeCookie);
        mark = TestTrail.end();
        browser.goTo("me/api/xml", "application/xml");
        browser.goTo("me/api/xml", "application/xml");
        AuditEntry login = only(mark, Event.AUTH_LOGIN);
        assertEquals("admin", login.operatedBy().id());
        assertEquals("remember-me", login.details().get("by"));
        assertEquals("127.0.0.1", login.addresses().client());
    }

    /** The script of a pipeline runs on a thread of its own, as Jenkins itself. */
    @Test
    void whatAPipelineChangesWasAskedForByWhoStartedIt() throws Exception {
        j.createFreeStyleProject("changed");
        WorkflowJob job = j.createProject(WorkflowJob.class, "changing");
        String script = "jenkins.model.Jenkins.get().getItem('changed').setDescription('by a pipeline')";
        job.setDefinition(new CpsFlowDefinition(script, false));
        ScriptApproval.get().preapprove(script, GroovyLanguage.get());
        long mark = TestTrail.end();
        j.assertBuildStatusSuccess(job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("admin"))));
        AuditEntry changed = TestTrail.since(mark, "item.config.updated").stream()
                .filter(entry -> entry.target().id().equals("changed"))
                .findFirst()
                .orElseThrow();
        assertEquals("admin", changed.operatedBy().id());
        assertEquals("SYSTEM", changed.effective().id());
        assertEquals("build changing#1", changed.details().get("via"));
    }

    @Test
    void aVerificationIsOneEntry() throws Exception {
        long mark = TestTrail.end();
        assertEquals(302, admin.post("audit-trail/verify"));
        Await.until("The verification is recorded", () -> !TestTrail.since(mark, "audit.verified")
                .isEmpty());
        assertEquals("admin", only(mark, Event.AUDIT_VERIFIED).operatedBy().id());
        assertEquals(List.of(), TestTrail.since(mark, "http.unchanged"));
    }

    @Test
    void whoAskedSurvivesSystem() throws Exception {
        j.createFreeStyleProject("doomed");
        long mark = TestTrail.end();
        String script = "def c = hudson.security.ACL.as2(hudson.security.ACL.SYSTEM2);"
                + " try { jenkins.model.Jenkins.get().getItem('doomed').delete() } finally { c.close() }";
        assertEquals(200, admin.post("scriptText", "script", script));
        AuditEntry deleted = only(mark, Event.ITEM_DELETED);
        assertEquals("admin", deleted.operatedBy().id());
        assertEquals("SYSTEM", deleted.effective().id());
        AuditEntry ran = only(mark, Event.SCRIPT_CONSOLE);
        assertEquals(deleted.details().get("request"), ran.details().get("request"));
        assertFalse(ran.toString().contains("doomed"));
    }

    @Test
    void anAutomaticBuildIsOperatedByItsTrigger() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("timed");
        long mark = TestTrail.end();
        j.assertBuildStatusSuccess(job.scheduleBuild2(0, new TimerTrigger.TimerTriggerCause()));
        AuditEntry started = only(mark, Event.BUILD_STARTED);
        assertEquals("Timer trigger", started.operatedBy().name());
        assertEquals("timed#1", started.target().id());
        mark = TestTrail.end();
        j.assertBuildStatusSuccess(job.scheduleBuild2(0, new Cause.UpstreamCause(job.getBuildByNumber(1))));
        started = only(mark, Event.BUILD_STARTED);
        assertEquals("Timer trigger", started.operatedBy().name());
        assertEquals(
                "UpstreamCause timed#1 (TimerTriggerCause)",
                started.details().get("causes"),
                "The way to the first one");
    }

    @Test
    void aUserDeletedByAScriptIsFound() throws Exception {
        User bob = User.getById("bob", true);
        bob.save();
        long mark = TestTrail.end();
        assertEquals(200, admin.post("scriptText", "script", "hudson.model.User.getById('bob', false).delete()"));
        AuditEntry deleted = only(mark, Event.USER_DELETED);
        assertEquals("bob", deleted.target().id());
        assertEquals("admin", deleted.operatedBy().id());
    }

    @Test
    void permissionsAndRealmHaveTheirOwnEvents() throws Exception {
        long mark = TestTrail.end();
        String script = "def j = jenkins.model.Jenkins.get(); def s = j.authorizationStrategy;"
                + " s.setAllowAnonymousRead(true); j.save()";
        assertEquals(200, admin.post("scriptText", "script", script));
        AuditEntry changed = only(mark, Event.PERMISSION_STRATEGY_CHANGED);
        assertTrue(changed.details().get("diff").contains("denyAnonymousReadAccess"), changed::toString);
        assertEquals(List.of(), TestTrail.since(mark, "system.config.updated"));
    }

    @Test
    void theStrictModeRefusesChangesWhileTheLedgerCannotBeWritten() throws Exception {
        AuditSettings.get().setDurability(Durability.STRICT);
        assertEquals(302, admin.post("quietDown"));
        Recorder.find().orElseThrow().trail().close();
        assertEquals(503, admin.post("cancelQuietDown"));
        assertTrue(j.jenkins.isQuietingDown());
        assertEquals(200, admin.get("api/json"));
        AuditSettings.get().setDurability(Durability.DURABLE);
        assertEquals(302, admin.post("cancelQuietDown"));
    }

    @Test
    void otherPluginsCanRecord() throws Exception {
        long mark = TestTrail.end();
        AuditTrail.record(AuditTrail.begin(Event.SYSTEM_MAINTENANCE).on("backup", "b1", "Backup 1"));
        assertEquals("b1", only(mark, Event.SYSTEM_MAINTENANCE).target().id());
        assertEquals("SYSTEM", only(mark, Event.SYSTEM_MAINTENANCE).operatedBy().id());
        assertEquals(
                Jenkins.VERSION,
                TestTrail.since(0, "system.started").get(0).details().get("version"));
    }
}
