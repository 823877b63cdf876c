package io.jenkins.plugins.deploymentledger.audit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How far an export is: who can see it, and what there is to see while it goes on and when it ended well or badly. */
@WithJenkins
class ExportProgressTest {

    private static final String ID = "export-of-the-test";
    private static final String EXPORT = "export.csv?targetId=exported&progress=" + ID;
    private static final String PROGRESS = "export.progress?id=" + ID;

    /** In rows of some 1,500 bytes that is more than sockets and buffers hold. */
    private static final int ENTRIES = 20_000;

    private JenkinsRule j;
    private TrailClient client;

    @BeforeEach
    void logIn(JenkinsRule rule) throws IOException {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        client = new TrailClient(j.getURL(), "admin");
        TestTrail.end();
    }

    private static void fill(int entries, String detail) {
        Ledger ledger = Recorder.find().orElseThrow().trail().ledger().orElseThrow();
        List<CompletableFuture<?>> written = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            written.add(ledger.append(AuditEvent.of(EventType.of("item.deleted"))
                    .by("ana", "Ana Lopez")
                    .on("job", "exported", "Exported")
                    .detail("note", detail)
                    .build()));
        }
        written.forEach(CompletableFuture::join);
    }

    private JsonNode progress() throws IOException {
        return new ObjectMapper().readTree(client.ask(PROGRESS).body());
    }

    private String state() throws IOException {
        return progress().path("state").asText();
    }

    @Test
    void whileItGoesOnItIsSeenByWhoBeganItAndNobodyElse() throws Exception {
        fill(ENTRIES, "x".repeat(1_000));
        long mark = TestTrail.end();
        assertEquals(404, client.ask(PROGRESS).statusCode(), "Nothing was begun yet");
        try (InputStream rows = client.open(EXPORT)) {
            // Nobody takes the rows, so that it cannot come to its end.
            Await.until("rows are written", () -> progress().path("rows").asLong() > 0);
            JsonNode progress = progress();
            assertEquals("running", progress.path("state").asText());
            assertEquals(ENTRIES, progress.path("expected").asLong());
            assertTrue(progress.path("rows").asLong() < ENTRIES, progress::toString);
            assertEquals(
                    404,
                    new TrailClient(j.getURL(), "ben").ask(PROGRESS).statusCode(),
                    "Others do not learn of it, even with the id");
            assertEquals(
                    1 + ENTRIES,
                    new String(rows.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith("\"20") || line.startsWith("\"Time"))
                            .count());
        }
        Await.until("it is complete", () -> state().equals("complete"));
        assertEquals(ENTRIES, progress().path("rows").asLong());
        assertEquals(1, TestTrail.since(mark, "audit.exported").size(), "It is recorded once");
    }

    @Test
    void oneThatBreaksOffSaysSo() throws Exception {
        fill(4_000, "");
        assertEquals(4_001, client.get("export.csv?targetId=exported").lines().count());
        TestTrail.damageTheMiddle();
        assertThrows(IOException.class, () -> client.ask(EXPORT));
        Await.until("it is broken", () -> state().equals("broken"));
        assertTrue(progress().path("rows").asLong() < 4_000);
    }

    @Test
    void onlyTheLatestOfAReaderAreRemembered() throws Exception {
        fill(1, "");
        client.get(EXPORT);
        assertEquals("complete", state());
        for (int i = 0; i < 10; i++) {
            client.get("export.csv?targetId=exported&progress=another-" + i);
        }
        assertEquals(404, client.ask(PROGRESS).statusCode());
        assertEquals(200, client.ask("export.progress?id=another-9").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export.csv?progress=short",
                "export.csv?progress=..%2F..%2Fetc%2Fpasswd",
                "export.csv.zip?progress=twice-given&progress=twice-given",
                "export.progress?id=",
                "export.progress?id=export-of-the-test&idd=1"
            })
    void whatIsNoIdIsRefusedByTheNameOfItsField(String path) throws Exception {
        assertEquals(400, client.ask(path).statusCode());
        String field = new ObjectMapper()
                .readTree(client.ask(path).body())
                .path("field")
                .asText();
        assertTrue(path.matches(".*[?&]" + field + "=.*"), field);
    }

    @Test
    void withoutJavaScriptItIsAPageOfPlainDownloads() throws Exception {
        fill(3, "");
        try (JenkinsRule.WebClient browser = j.createWebClient()) {
            browser.getOptions().setJavaScriptEnabled(false);
            browser.login("admin");
            HtmlPage trail = browser.goTo("audit-trail/?targetId=exported");
            HtmlPage export = trail.getHtmlElementById("audit-export").click();
            assertTrue(export.asNormalizedText().contains("3 entries of the period"), export::asNormalizedText);
            Page rows = export.getAnchorByText("CSV").click();
            assertEquals(4, rows.getWebResponse().getContentAsString().lines().count());
        }
        assertEquals(400, client.ask("export?actr=ana").statusCode());
        assertTrue(client.ask("export?before=7").body().contains("An export has all entries"));
    }
}
