package io.jenkins.plugins.deploymentledger.security;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.FilePath;
import hudson.model.Item;
import hudson.util.RemotingDiagnostics;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who gets to the audit trail: its own permissions alone decide, and Overall/Administer, which implies them. */
@WithJenkins
class AuditAccessTest {

    private static final List<String> ROLES =
            List.of("reader", "configurer", "manager", "viewer", "auditor", "administrator");

    private static final List<Integer> VIEW = List.of(403, 403, 403, 200, 200, 200);
    private static final List<Integer> EXPORT = List.of(403, 403, 403, 403, 200, 200);

    private static final Map<String, List<Integer>> GET = new TreeMap<>(Map.ofEntries(
            Map.entry("", VIEW),
            Map.entry("rows", VIEW),
            Map.entry("catalogue", VIEW),
            Map.entry("coverage", VIEW),
            Map.entry("archives", VIEW),
            Map.entry("integrity", VIEW),
            Map.entry("status", VIEW),
            Map.entry("entry/0/", VIEW),
            Map.entry("entry/0/part", VIEW),
            Map.entry("events", VIEW),
            Map.entry("events/0", VIEW),
            Map.entry("events/newer?after=0", VIEW),
            Map.entry("events/suggest?kind=actor&text=a", VIEW),
            Map.entry("events/catalogue", VIEW),
            Map.entry("checkpoint", VIEW),
            Map.entry("ledger.pub", VIEW),
            Map.entry("export.csv", EXPORT),
            Map.entry("export.jsonl", EXPORT),
            Map.entry("export.csv.zip", EXPORT),
            Map.entry("export.jsonl.zip", EXPORT)));

    private JenkinsRule j;
    private boolean manageWasEnabled;

    @BeforeEach
    void grant(JenkinsRule rule) {
        j = rule;
        manageWasEnabled = Jenkins.MANAGE.getEnabled();
        Jenkins.MANAGE.setEnabled(true);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "configurer", "manager", "viewer", "auditor")
                .grant(Item.READ, Item.EXTENDED_READ, Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(Jenkins.MANAGE, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("manager")
                .grant(AuditPermissions.VIEW)
                .everywhere()
                .to("viewer", "auditor")
                .grant(AuditPermissions.EXPORT)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("administrator"));
        TestTrail.end();
    }

    @AfterEach
    void restore() {
        Jenkins.MANAGE.setEnabled(manageWasEnabled);
    }

    private static int ask(JenkinsRule.WebClient client, URL root, HttpMethod verb, String path) throws Exception {
        WebRequest request = new WebRequest(new URL(root, "audit-trail/" + path), verb);
        if (verb == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    @Test
    void everyUrlAnswersEveryRoleAsTheTableSays() throws Exception {
        List<Executable> checks = new ArrayList<>();
        for (int i = 0; i < ROLES.size(); i++) {
            String role = ROLES.get(i);
            JenkinsRule.WebClient client = j.createWebClient()
                    .withThrowExceptionOnFailingStatusCode(false)
                    .login(role);
            client.getOptions().setJavaScriptEnabled(false);
            for (Map.Entry<String, List<Integer>> row : GET.entrySet()) {
                int expected = row.getValue().get(i);
                int actual = ask(client, j.getURL(), HttpMethod.GET, row.getKey());
                checks.add(() -> assertEquals(expected, actual, row.getKey() + " as " + role));
            }
            int expected = VIEW.get(i);
            int verify = ask(client, j.getURL(), HttpMethod.POST, "verify");
            checks.add(() -> assertEquals(expected, verify, "verify as " + role));
            // Only who may configure gets as far as to be told that there is no file.
            int refused = role.equals("administrator") ? 400 : 403;
            int imported = ask(client, j.getURL(), HttpMethod.POST, "import");
            checks.add(() -> assertEquals(refused, imported, "import as " + role));
        }
        HttpClient anonymous = HttpClient.newHttpClient();
        for (String path : GET.keySet()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(j.getURL() + "audit-trail/" + path))
                    .build();
            int actual = anonymous
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            checks.add(() -> assertEquals(403, actual, path + " as anonymous"));
        }
        assertAll(checks);
    }

    @Test
    void linksAreShownToThoseWhoMayFollowThem() throws Exception {
        for (String role : List.of("manager", "auditor")) {
            JenkinsRule.WebClient client = j.createWebClient().login(role);
            client.getOptions().setJavaScriptEnabled(false);
            boolean shown =
                    client.goTo("").getWebResponse().getContentAsString().contains("audit-trail");
            assertEquals(role.equals("auditor"), shown, "The link for " + role);
        }
        JenkinsRule.WebClient viewer = j.createWebClient().login("viewer");
        viewer.getOptions().setJavaScriptEnabled(false);
        assertFalse(
                viewer.goTo("audit-trail/")
                        .getWebResponse()
                        .getContentAsString()
                        .contains("export.csv"),
                "Who may not export is not offered it");
        JenkinsRule.WebClient administrator = j.createWebClient().login("administrator");
        administrator.getOptions().setJavaScriptEnabled(false);
        assertTrue(
                administrator
                        .goTo("manage")
                        .getWebResponse()
                        .getContentAsString()
                        .contains("audit-trail"),
                "Manage Jenkins leads to it");
    }

    @Test
    void aKeptScriptIsShownToThoseAloneWhoMayRunOne() throws Exception {
        long mark = TestTrail.end();
        RemotingDiagnostics.executeGroovy("println 'marked-line'", FilePath.localChannel);
        AuditEntry ran = TestTrail.since(mark, "script.console").get(0);
        assertEquals("(built-in)", ran.target().name());
        for (String role : List.of("viewer", "auditor", "administrator")) {
            JenkinsRule.WebClient client = j.createWebClient().login(role);
            client.getOptions().setJavaScriptEnabled(false);
            for (String page : List.of("", "part")) {
                String shown = client.goTo("audit-trail/entry/" + ran.sequence() + "/" + page, null)
                        .getWebResponse()
                        .getContentAsString();
                assertEquals(role.equals("administrator"), shown.contains("marked-line"), page + " for " + role);
                assertTrue(shown.contains("Script"), role + " is told that there is one");
            }
        }
    }
}
