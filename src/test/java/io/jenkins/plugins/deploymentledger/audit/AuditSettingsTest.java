package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.deploymentledger.audit.anchor.UrlAnchor;
import io.jenkins.plugins.deploymentledger.audit.archive.ArchiveSettings;
import io.jenkins.plugins.deploymentledger.audit.delivery.AuditSinks;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.audit.settings.Durability;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The settings by form and as code: what is set stays, what is wrong is refused by name and changes nothing. */
@WithJenkins
class AuditSettingsTest {

    @TempDir
    private Path directory;

    private JenkinsRule j;

    /** The page shows the settings of every plugin; only these are looked at. */
    @BeforeEach
    void aloneOnThePage(JenkinsRule rule) {
        j = rule;
        ExtensionList<Descriptor> descriptors = j.jenkins.getExtensionList(Descriptor.class);
        for (Descriptor<?> descriptor : List.copyOf(descriptors)) {
            if (descriptor.getClass().getName().startsWith("io.jenkins.plugins.prism.")) {
                descriptors.remove(descriptor);
            }
        }
    }

    @Test
    void theFormKeepsWhatItShows() throws Exception {
        set();
        HtmlPage page = j.createWebClient().goTo("manage/configureSecurity");
        long mark = TestTrail.end();
        j.submit(page.getFormByName("config"));
        assertSet();
        assertEquals(0, TestTrail.since(mark, "audit.config.updated").size(), "Saving what is there is no change");
    }

    @Test
    void theFormChangesTheSettings() throws Exception {
        HtmlForm form = j.createWebClient().goTo("manage/configureSecurity").getFormByName("config");
        form.getInputByName("_.waitMillis").setValue("1234");
        form.getTextAreaByName("_.trustedProxies").setText("10.0.0.0/8");
        long mark = TestTrail.end();
        j.submit(form);
        assertEquals(1234, AuditSettings.get().getWaitMillis());
        assertEquals("10.0.0.0/8", AuditSettings.get().getTrustedProxies());
        assertEquals(1, TestTrail.since(mark, "audit.config.updated").size(), "One submission is one change");
    }

    @Test
    void aWrongValueIsRefusedAsAWhole() throws Exception {
        JenkinsRule.WebClient browser = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = browser.goTo("manage/configureSecurity").getFormByName("config");
        form.getInputByName("_.retentionDays").setValue("90");
        form.getTextAreaByName("_.trustedProxies").setText("not-a-network");
        HtmlPage answer = j.submit(form);
        assertEquals(400, answer.getWebResponse().getStatusCode());
        assertTrue(answer.asNormalizedText().contains("not-a-network"), answer::asNormalizedText);
        assertEquals(0, AuditSettings.get().getRetentionDays());
    }

    private HtmlPage ownPage(String user) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, AuditPermissions.VIEW)
                .everywhere()
                .toEveryone()
                .grant(AuditPermissions.CONFIGURE)
                .everywhere()
                .to("keeper"));
        return j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user)
                .goTo("audit-trail/settings");
    }

    @Test
    void whoMayConfigureTheTrailDoesSoOnItsOwnPageWithoutBeingAnAdministrator() throws Exception {
        HtmlForm form = ownPage("keeper").getFormByName("config");
        form.getInputByName("_.waitMillis").setValue("1234");
        form.getTextAreaByName("_.trustedProxies").setText("10.0.0.0/8");
        form.getInputByName("_.keepRetained").setChecked(true);
        long mark = TestTrail.end();
        HtmlPage answer = j.submit(form);
        assertEquals(200, answer.getWebResponse().getStatusCode(), answer::asNormalizedText);
        assertEquals(
                "1234",
                answer.getFormByName("config").getInputByName("_.waitMillis").getValue());
        assertEquals(1234, AuditSettings.get().getWaitMillis());
        assertEquals("10.0.0.0/8", AuditSettings.get().getTrustedProxies());
        assertTrue(ArchiveSettings.get().isKeepRetained());
        List<AuditEntry> changes = TestTrail.since(mark, "audit.config.updated");
        assertEquals(2, changes.size(), "Each section that changed: " + changes);
        for (AuditEntry change : changes) {
            assertEquals("keeper", change.operatedBy().id());
        }
        assertEquals(List.of(), TestTrail.since(mark, "http.unclassified"));
        assertTrue(changes.toString().contains("1234"), changes::toString);
    }

    @Test
    void aSectionThatIsWrongLeavesTheOthersAsTheyWere() throws Exception {
        AuditSinks.get().setSinks(List.of(new UrlAnchor("https://anchor.example.org/")));
        HtmlForm form = ownPage("keeper").getFormByName("config");
        form.getInputByName("_.waitMillis").setValue("1234");
        form.getInputByName("_.keepRetained").setChecked(true);
        form.getInputByName("_.url").setValue("https://user:password@example.org/");
        HtmlPage answer = j.submit(form);
        assertEquals(400, answer.getWebResponse().getStatusCode());
        assertEquals(2000, AuditSettings.get().getWaitMillis());
        assertFalse(ArchiveSettings.get().isKeepRetained());
        assertEquals(1, AuditSinks.get().getSinks().size());
    }

    @Test
    void whoMayOnlyReadTheTrailNeitherSeesNorChangesItsSettings() throws Exception {
        HtmlPage refused = ownPage("auditor");
        assertEquals(403, refused.getWebResponse().getStatusCode());
        HtmlPage trail = j.createWebClient().login("auditor").goTo("audit-trail/");
        assertFalse(trail.asXml().contains("audit-trail/settings"), "No tab leads there");
    }

    @Test
    void configurationAsCodeReadsAndWritesThem() throws Exception {
        apply("durability: STRICT", "waitMillis: 500", "trustedProxies: 10.0.0.0/8", "proxiesOnlyWay: true");
        apply("retentionDays: 400", "notRecorded: build.started");
        assertSet();
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        String yaml = exported.toString(StandardCharsets.UTF_8);
        for (String line : new String[] {
            "auditTrail:",
            "durability: STRICT",
            "waitMillis: 500",
            "trustedProxies: \"10.0.0.0/8\"",
            "proxiesOnlyWay: true",
            "retentionDays: 400",
            "notRecorded: \"build.started\""
        }) {
            assertTrue(yaml.contains(line), line + " in\n" + yaml);
        }
    }

    @Test
    void configurationAsCodeRefusesWhatIsWrong() {
        Exception refused = assertThrows(ConfiguratorException.class, () -> apply("waitMillis: 60001"));
        assertTrue(messages(refused).contains("waitMillis: "), () -> messages(refused));
        assertEquals(2000, AuditSettings.get().getWaitMillis());
        assertThrows(ConfiguratorException.class, () -> apply("trustedProxies: nowhere"));
        assertThrows(ConfiguratorException.class, () -> apply("retentionDays: -1"));
    }

    private static String messages(Throwable thrown) {
        StringBuilder messages = new StringBuilder();
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            messages.append(at.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private void apply(String... lines) throws Exception {
        Path file = Files.createTempFile(directory, "casc", ".yaml");
        Files.writeString(file, "security:\n  auditTrail:\n    " + String.join("\n    ", lines) + "\n");
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static void set() {
        AuditSettings settings = AuditSettings.get();
        settings.setDurability(Durability.STRICT);
        settings.setWaitMillis(500);
        settings.setTrustedProxies("10.0.0.0/8");
        settings.setProxiesOnlyWay(true);
        settings.setRetentionDays(400);
        settings.setNotRecorded("build.started");
    }

    private static void assertSet() {
        AuditSettings settings = AuditSettings.get();
        assertEquals(Durability.STRICT, settings.getDurability());
        assertEquals(500, settings.getWaitMillis());
        assertEquals("10.0.0.0/8", settings.getTrustedProxies());
        assertTrue(settings.isProxiesOnlyWay());
        assertEquals(400, settings.getRetentionDays());
        assertEquals("build.started", settings.getNotRecorded());
    }
}
