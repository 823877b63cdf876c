package io.jenkins.plugins.deploymentledger.audit.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.ExtensionList;
import hudson.cli.CLICommandInvoker;
import hudson.cli.CLICommandInvoker.Result;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.IndexUpkeep;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.apache.commons.io.FileUtils;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlFileInput;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What readers find of the time before the trail, and who brings it in. */
@WithJenkins
class ArchivesTest {

    private static final String LOG = """
            Nov 24, 2016 9:00:00,123 AM /job/web/configSubmit by ana from 203.0.113.7
            Nov 24, 2016 9:01:00,000 AM /createItem (<script>alert(1)</script>) by ben from 203.0.113.8
            """;

    @TempDir
    private Path temp;

    private JenkinsRule j;

    @BeforeEach
    void grant(JenkinsRule rule) {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(AuditPermissions.VIEW)
                .everywhere()
                .to("reader", "keeper")
                .grant(AuditPermissions.CONFIGURE)
                .everywhere()
                .to("keeper", "blind"));
        TestTrail.end();
    }

    private HtmlPage page(String user, String path) throws Exception {
        JenkinsRule.WebClient client =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login(user);
        return client.goTo("audit-trail/" + path);
    }

    private Result run(String user, String log, String... arguments) {
        return new CLICommandInvoker(j, "audit-import")
                .asUser(user)
                .withStdin(new ByteArrayInputStream(log.getBytes(UTF_8)))
                .invokeWithArgs(arguments);
    }

    @Test
    void aLogIsUploadedListedAndSearched() throws Exception {
        assertFalse(page("reader", "catalogue").asXml().contains("audit-trail/archives"));
        Path file = temp.resolve("audit.log");
        Files.writeString(file, LOG);
        long mark = TestTrail.end();
        HtmlForm form = page("keeper", "archives").getFormByName("import");
        ((HtmlFileInput) form.getInputByName("file")).setFiles(file.toFile());
        form.getInputByName("zone").setValue("UTC");
        HtmlPage imported = j.submit(form);
        assertTrue(imported.asNormalizedText().contains("/job/web/configSubmit"), imported::asNormalizedText);
        assertTrue(imported.asNormalizedText().contains("not proved"), imported::asNormalizedText);
        AuditEntry recorded = TestTrail.since(mark, "audit.imported").get(0);
        assertEquals("keeper", recorded.operatedBy().id());
        assertEquals("audit.log", recorded.target().name());
        String sha256 = recorded.target().id();

        HtmlPage list = page("reader", "archives");
        assertTrue(list.asNormalizedText().contains(sha256));
        assertEquals(
                List.of(),
                list.getForms().stream()
                        .filter(one -> one.getNameAttribute().equals("import"))
                        .toList());
        HtmlPage followed = ((HtmlAnchor) list.querySelector("#audit-archives a")).click();
        assertTrue(followed.asNormalizedText().contains("/createItem"), followed::asNormalizedText);
        HtmlPage found = page("reader", "archives?archive=" + sha256 + "&ip=203.0.113.8&from=2016-11-24&to=2016-11-24");
        assertTrue(found.asNormalizedText().contains("/createItem"), found::asNormalizedText);
        assertFalse(found.asNormalizedText().contains("configSubmit"), found::asNormalizedText);
        assertTrue(found.asNormalizedText().contains("<script>alert(1)</script>"), found::asNormalizedText);
        HtmlPage wrong = page("reader", "archives?archive=" + sha256 + "&ip=nonsense");
        assertTrue(wrong.asNormalizedText().contains("ip: "), wrong::asNormalizedText);
        assertTrue(page("reader", "catalogue").asXml().contains("audit-trail/archives"));

        Path kept = j.jenkins.getRootDir().toPath().resolve("audit-trail-imports/" + sha256 + ".log");
        assertEquals(LOG, Files.readString(kept));
        Files.writeString(kept, "x", StandardOpenOption.APPEND);
        HtmlPage changed = page("reader", "archives?archive=" + sha256);
        assertTrue(changed.asNormalizedText().contains("SHA-256 differs"), changed::asNormalizedText);
    }

    @Test
    void theCommandImportsAndSaysWhatItCannot() throws Exception {
        long mark = TestTrail.end();
        Result added = run("keeper", LOG, "--name", "audit.log.0", "--zone", "Europe/Paris");
        assertEquals(0, added.returnCode(), added::stderr);
        assertEquals(
                "2016-11-24T08:00:00.123Z",
                TestTrail.since(mark, "audit.imported").get(0).details().get("earliest"));
        assertEquals(3, run("keeper", LOG, "--name", "again").returnCode());
        assertEquals(3, run("keeper", "no log\n", "--name", "none").returnCode());
        assertEquals(
                3, run("keeper", LOG + LOG, "--name", "a", "--zone", "Mars").returnCode());
        for (String language : List.of("xx", "english please", "fr-!")) {
            Result wrong = run("keeper", LOG + LOG, "--name", "a", "--language", language);
            assertEquals(3, wrong.returnCode(), wrong::stderr);
            assertTrue(wrong.stderr().contains("--language: There is no such language."), wrong::stderr);
        }
        assertEquals(2, run("keeper", LOG + LOG).returnCode());
        assertEquals(6, run("blind", LOG + LOG, "--name", "a").returnCode(), "Who may not view may not import");
        assertEquals(6, run("reader", LOG + LOG, "--name", "a").returnCode());
        assertEquals(1, ImportedLogs.all().size());
    }

    @Test
    void whatLeftTheTrailIsReadInTheArchive() throws Exception {
        Path home = j.jenkins.getRootDir().toPath();
        retire(home.resolve("elsewhere"), RetainedEntries.directory());
        HtmlPage list = page("reader", "archives");
        assertTrue(list.asNormalizedText().contains("provable"), list::asNormalizedText);
        HtmlPage found = page("reader", "archives?archive=retained&targetId=job7&limit=5");
        assertTrue(found.asNormalizedText().contains("Job 7"), found::asNormalizedText);
        assertFalse(found.asNormalizedText().contains("Job 8"), found::asNormalizedText);
    }

    @Test
    void whatLeftTheTrailIsStillProvedOnItsPage() throws Exception {
        Ledger ledger = Recorder.find().orElseThrow().trail().ledger().orElseThrow();
        AuditEvent event = AuditEvent.of(EventType.of("item.created"))
                .by("ana", "Ana")
                .on("job", "kept", "Kept")
                .detail("request", "r-1")
                .build();
        long first = ledger.append(event).join().sequence();
        List<CompletableFuture<?>> written = new ArrayList<>();
        for (int i = 0; i <= WriterOptions.DEFAULTS.segments().entries(); i++) {
            written.add(ledger.append(event));
            if (written.size() == 5_000) {
                written.forEach(CompletableFuture::join);
                written.clear();
            }
        }
        written.forEach(CompletableFuture::join);
        ExtensionList.lookupSingleton(IndexUpkeep.class).doRun();
        Await.until("the index of the segment is made before anybody reads", () -> hasIndex(ledger));
        assertTrue(ledger.retain(Instant.now().plusSeconds(60), RetainedEntries.directory()) > first);
        HtmlPage list = page("reader", "archives?archive=retained&targetId=kept&limit=5");
        HtmlPage entry = ((HtmlAnchor) list.querySelector(".audit-table .audit-time a")).click();
        assertTrue(entry.asNormalizedText().contains("Proved: it is one of the"), entry::asNormalizedText);
        assertTrue(page("reader", "entry/" + first + "/").asNormalizedText().contains("Proved: it is one of the"));
        JsonNode json = new ObjectMapper()
                .readTree(j.createWebClient()
                        .login("reader")
                        .goTo("audit-trail/events/" + first, "application/json")
                        .getWebResponse()
                        .getContentAsString());
        assertTrue(json.path("proof").path("verified").asBoolean(), json::toPrettyString);
        long oldest = firstOf(ledger);
        assertTrue(leadsTo(oldest, oldest - 1), "The one before is in the archive");
        assertFalse(leadsTo(0, -1), "There is none before the first");
        FileUtils.deleteDirectory(RetainedEntries.directory().toFile());
        assertFalse(leadsTo(oldest, oldest - 1), "The one before is gone for good");
        assertTrue(leadsTo(oldest + 1, oldest));
    }

    private static boolean hasIndex(Ledger ledger) throws IOException {
        try (Stream<Path> files = Files.list(ledger.directory().segments())) {
            return files.anyMatch(file -> file.toString().endsWith(".idx"));
        }
    }

    private static long firstOf(Ledger ledger) throws IOException {
        try (LedgerReader reader = ledger.reader()) {
            return reader.firstSequence();
        }
    }

    private boolean leadsTo(long entry, long other) throws Exception {
        return page("reader", "entry/" + entry + "/").asXml().contains("entry/" + other + "/\"");
    }

    @Test
    void severalValuesOfOneFieldWidenAndWhatIsNotUnderstoodIsRefused() throws Exception {
        String log = run("keeper", LOG, "--name", "audit.log").stdout();
        String archive =
                "archives?archive=" + log.substring(log.lastIndexOf(' ')).trim();
        HtmlPage both = page("reader", archive + "&actorId=ana&actorId=ben");
        assertTrue(both.asNormalizedText().contains("configSubmit"), both::asNormalizedText);
        assertTrue(both.asNormalizedText().contains("/createItem"), both::asNormalizedText);
        assertEquals(
                2,
                both.querySelectorAll("input[type=checkbox][name=actorId][checked]")
                        .size());
        for (String wrong : List.of("archives?actor=ana", "archives?archve=retained", archive + "&actr=ana")) {
            HtmlPage page = page("reader", wrong);
            assertEquals(400, page.getWebResponse().getStatusCode(), wrong);
            assertTrue(page.asNormalizedText().contains("There is no such parameter"), page::asNormalizedText);
        }
        HtmlPage twice = page("reader", archive + "&archive=retained");
        assertEquals(400, twice.getWebResponse().getStatusCode());
        assertTrue(twice.asNormalizedText().contains("archive: It is given several times."), twice::asNormalizedText);
    }

    @Test
    void whoMayImportFindsTheWayAlsoWhereThereIsNoArchive() throws Exception {
        HtmlPage settings = page("keeper", "settings");
        HtmlPage archives = settings.getAnchorByText("Import a log").click();
        assertTrue(archives.getFormByName("import").isDisplayed());
    }

    private static void retire(Path directory, Path archive) throws IOException {
        LedgerOptions small = LedgerOptions.DEFAULTS.withWriting(
                WriterOptions.DEFAULTS.withSegments(10, 1 << 20, Duration.ofDays(30)));
        try (Ledger ledger = Ledger.open(directory, small)) {
            for (int i = 0; i < 30; i++) {
                ledger.append(AuditEvent.of(EventType.of("item.created"))
                        .by("ana", "Ana")
                        .on("job", "job" + i, "Job " + i)
                        .build());
            }
            ledger.checkpoint();
            assertTrue(ledger.retain(Instant.now().plusSeconds(60), archive) > 0);
        }
    }

    @Test
    void theSettingDecidesWhetherWhatLeavesIsKept() {
        assertEquals(null, ArchiveSettings.get().destination());
        ArchiveSettings.get().setKeepRetained(true);
        assertEquals(RetainedEntries.directory(), ArchiveSettings.get().destination());
        assertTrue(Recorder.find().orElseThrow().trail().isWritable());
    }
}
