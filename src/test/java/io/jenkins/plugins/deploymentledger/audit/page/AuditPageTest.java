package io.jenkins.plugins.deploymentledger.audit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.verification.Verifications;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.PluginLog;
import io.jenkins.plugins.deploymentledger.testing.ReaderLanguage;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What somebody sees who reads the trail: rows, an entry, its proof, exports, and errors that say what is wrong. */
@WithJenkins
class AuditPageTest {

    private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e\u0007";

    private TrailClient client;

    @BeforeEach
    void logIn(JenkinsRule j) throws IOException {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        client = new TrailClient(j.getURL(), "admin");
        TestTrail.end();
    }

    private static Ledger ledger() {
        return Recorder.find().orElseThrow().trail().ledger().orElseThrow();
    }

    private static long record(AuditEvent event) {
        return ledger().append(event).join().sequence();
    }

    private static AuditEvent.Builder deleted(String target) {
        return AuditEvent.of(EventType.of("item.deleted"))
                .by("ana", "Ana Lopez")
                .on("job", target, "Job " + target)
                .from(new Addresses("203.0.113.7", List.of("198.51.100.1", "203.0.113.7", "10.0.0.2"), true));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private List<Long> rest(String query) throws IOException {
        List<Long> rows = new ArrayList<>();
        new ObjectMapper()
                .readTree(client.get("events?" + query))
                .path("events")
                .forEach(event -> rows.add(event.path("seq").asLong()));
        return rows;
    }

    @Test
    void thePageOpensOnTheLastSevenDaysAndTheFilterIsInTheUrl() throws Exception {
        record(deleted("old").at(Instant.now().minus(Duration.ofDays(8))).build());
        record(deleted("recent").at(Instant.now().minus(Duration.ofDays(6))).build());
        String page = client.get("?targetId=recent&targetId=old");
        assertTrue(page.contains("Job recent"), page);
        assertFalse(page.contains("Job old"), "It is older than seven days");
        assertTrue(client.get("?targetId=old&last=30d").contains("Job old"));
        assertTrue(client.get("?targetId=nobody").contains("No entry matches"), "An empty page says what to do");
    }

    @Test
    void pagesGoDownAndUpByTheEntryTheyBorderOn() throws Exception {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(0, record(deleted("paged").build()));
        }
        String filter = "targetId=paged&limit=3";
        assertEquals(all.subList(0, 3), rest(filter));
        assertEquals(all.subList(3, 6), rest(filter + "&before=" + all.get(2)));
        assertEquals(all.subList(6, 7), rest(filter + "&before=" + all.get(5)));
        assertEquals(all.subList(3, 6), rest(filter + "&after=" + all.get(6)));
        assertEquals(all.subList(0, 3), rest(filter + "&after=" + all.get(3)));
        assertEquals(List.of(), rest(filter + "&after=" + all.get(0)));
        JsonNode newer = new ObjectMapper().readTree(client.get("events/newer?targetId=paged&after=" + all.get(2)));
        assertEquals(2, newer.path("count").asInt());
    }

    @Test
    void moreNewEntriesThanAreShownAtOnceGoOnAboveThose() throws Exception {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(record(deleted("came").build()));
        }
        String two = client.get("rows?targetId=came&limit=2&after=" + all.get(0));
        assertTrue(two.contains("data-newest=\"" + all.get(2) + '"'), two);
        String rest = client.get("rows?targetId=came&limit=2&after=" + all.get(2));
        assertTrue(rest.contains("data-sequence=\"" + all.get(4) + '"'), rest);
        assertTrue(client.get("rows?targetId=came").contains("data-newest=\"" + (TestTrail.end() - 1) + '"'));
    }

    @Test
    void textsOfOthersAreShownInert() throws Exception {
        long sequence = record(AuditEvent.of(EventType.of("user.deleted"))
                .by("=1+1" + HOSTILE, HOSTILE)
                .runningAs(HOSTILE, HOSTILE)
                .on(HOSTILE, HOSTILE + "x", HOSTILE)
                .from(new Addresses(HOSTILE, List.of(HOSTILE), false))
                .detail(HOSTILE, HOSTILE)
                .detail("diff", HOSTILE)
                .detail("request", HOSTILE)
                .build());
        List<String> pages = List.of(
                "?actor=" + encode(HOSTILE),
                "rows?actor=" + encode(HOSTILE),
                "entry/" + sequence + "/",
                "entry/" + sequence + "/part");
        for (String path : pages) {
            String html = client.get(path);
            assertTrue(html.contains("&lt;script"), "It is shown on " + path);
            assertFalse(html.contains("<script>alert"), path);
            assertFalse(html.contains("<img src=x"), path);
            String shown = html.replaceAll(" value=\"[^\"]*\"", "");
            assertFalse(shown.contains("\u202e"), "The direction of writing is not turned on " + path);
            assertFalse(shown.contains("\u0007"), path);
        }
        String csv = client.get("export.csv?actor=" + encode(HOSTILE));
        assertTrue(csv.contains("\"'=1+1"), "A formula is guarded: " + csv);
        assertFalse(csv.contains("\u202e"), "Nor does it turn the direction of writing: " + csv);
        assertFalse(csv.contains("\u0007"), "or ring a bell: " + csv);
    }

    @Test
    void textsOfOthersDoNotActInTheLog() throws Exception {
        String hostile = HOSTILE + "\nWARNING: forged";
        try (PluginLog log = new PluginLog()) {
            record(AuditEvent.of(EventType.of("user.deleted"))
                    .by(hostile, hostile)
                    .on(hostile, hostile, hostile)
                    .detail("diff", hostile)
                    .build());
            for (String path : List.of("?actor=", "events?", "events?ip=", "export.csv?event=", "archives?archive=")) {
                client.ask(path + encode(hostile), "X-Forwarded-For", "<script>, 203.0.113.7");
            }
            TestTrail.damageTheMiddle();
            Verifications.get().begin();
            Await.until("the damage is logged", () -> log.messages().stream()
                    .anyMatch(message -> message.contains("does not verify")));
            for (String message : log.messages()) {
                assertFalse(message.matches("(?s).*[\\n\u0007\u202e].*"), message);
            }
        }
    }

    @Test
    void anEntryTellsEverythingAndIsProved() throws Exception {
        long first = record(
                deleted("a").detail("request", "r-1").detail("note", "why").build());
        long second = record(deleted("b").detail("request", "r-1").build());
        long other = record(deleted("c").detail("request", "r-2").build());
        String page = client.get("entry/" + first + "/");
        assertTrue(page.contains("why"), "Every detail is shown");
        assertTrue(page.contains("entry/" + second + "/"), "What else the request did");
        assertFalse(page.contains("entry/" + other + "/\" class=\"audit-entry"), "and nothing of another");
        assertTrue(page.contains("client, verified"), page);
        assertTrue(page.contains("trusted proxy"), page);
        assertTrue(page.contains("claimed, not verified"), page);
        assertTrue(page.contains("Proved: it is one of the"), page);
        JsonNode json = new ObjectMapper().readTree(client.get("events/" + first));
        assertEquals("ana", json.path("actorId").asText());
        assertEquals("item", json.path("category").asText());
        assertTrue(json.path("proof").path("verified").asBoolean());
        byte[] note = json.path("proof").path("checkpoint").asText().getBytes(StandardCharsets.UTF_8);
        assertTrue(Checkpoint.open(note, ledger().verifier()).size() > first);
        assertEquals(404, client.ask("events/99999999").statusCode());
        assertEquals(404, client.ask("entry/99999999/").statusCode());
    }

    @Test
    void anEntryOfABuildLeadsToTheBuildsThatLedToIt() throws Exception {
        long sequence = record(deleted("built")
                .detail("causes", "UpstreamCause up stream#7 (UserIdCause)")
                .build());
        String page = client.get("entry/" + sequence + "/");
        assertTrue(page.contains("targetId=up+stream%237\">up stream#7</a> (UserIdCause)"), page);
    }

    @Test
    void textsWithBlanksAroundThemAreFoundByTheLinksOfTheirEntries() throws Exception {
        record(deleted(" a job ").build());
        record(deleted("a job").build());
        String row = client.get("?targetId=" + encode(" a job "));
        assertTrue(row.contains("targetId=+a+job+"), row);
        assertEquals(1, rest("targetId=" + encode(" a job ")).size());
        assertEquals(1, rest("targetId=" + encode("a job")).size());
    }

    @Test
    void whatIsNotUnderstoodIsAnErrorThatNamesTheField() throws Exception {
        for (String path : List.of(
                "events?actr=x",
                "events?ip=1.2",
                "export.csv?last=91d",
                "events?event=user.delted",
                "events/newer?aftr=1",
                "events/suggest?kind=actorId&text=a&limt=1",
                "events/catalogue?category=user",
                "checkpoint?size=1",
                "ledger.pub?key=1",
                "tile/0/000.p/1?size=1",
                "events/0?proof=no")) {
            HttpResponse<String> response = client.ask(path);
            assertEquals(400, response.statusCode(), path);
            JsonNode json = new ObjectMapper().readTree(response.body());
            assertTrue(path.matches(".*[?&]" + json.path("field").asText() + "=.*"), response.body());
            assertFalse(json.path("message").asText().isEmpty(), response.body());
        }
        for (String path : List.of(
                "entry/0/?actr=x",
                "entry/0/part?actr=x",
                "catalogue?actr=x",
                "coverage?actr=x",
                "integrity?actr=x",
                "status?actr=x",
                "settings?actr=x",
                "rows?actr=x",
                "export?actr=x")) {
            HttpResponse<String> response = client.ask(path);
            assertEquals(400, response.statusCode(), path);
            assertTrue(response.body().contains("actr: There is no such parameter."), path + ": " + response.body());
        }
        assertEquals(400, client.ask("export.csv?before=7").statusCode(), "An export is no page");
        HttpResponse<String> page = client.ask("?last=91d");
        assertEquals(400, page.statusCode());
        assertTrue(page.body().contains("longer than 90 days"), page.body());
        String others = client.ask("?ip=1.2&actorId=ana&last=30d").body();
        assertTrue(others.contains("'1.2' is not an IP address"), others);
        assertTrue(others.contains("Operated by (id): ana"), "The other filters need not be written again: " + others);
        assertTrue(others.matches("(?s).*<details [^>]*open=\"true\".*"), "They can be seen: " + others);
    }

    @Test
    void anExportIsRecordedAndOneThatFailsBreaksOffVisibly() throws Exception {
        List<CompletableFuture<?>> written = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            written.add(ledger().append(deleted("exported").build()));
        }
        written.forEach(CompletableFuture::join);
        long mark = TestTrail.end();
        assertEquals(4_001, client.get("export.csv?targetId=exported").lines().count());
        List<AuditEntry> exports = TestTrail.since(mark, "audit.exported");
        assertEquals(1, exports.size());
        assertTrue(exports.get(0).details().get("filters").contains("exported"));
        TestTrail.damageTheMiddle();
        for (String path : List.of("export.csv", "export.jsonl.zip")) {
            mark = TestTrail.end();
            assertThrows(IOException.class, () -> client.ask(path + "?targetId=exported"), "The connection breaks off");
            Await.until("the failure is recorded", AuditPageTest::lastExportFailed);
            assertEquals(2, TestTrail.since(mark, "audit.exported").size(), "That it was begun, and that it broke off");
        }
    }

    private static boolean lastExportFailed() throws IOException {
        List<AuditEntry> exports = TestTrail.since(4_000, "audit.exported");
        return exports.get(exports.size() - 1).outcome() == Outcome.FAILURE;
    }

    @Test
    void verificationIsRecordedAndShown() throws Exception {
        assertTrue(client.get("integrity").contains("Never verified yet"));
        long mark = TestTrail.end();
        Verifications.get().begin();
        Await.until("the verification ends", () -> Verifications.get().running().isEmpty());
        List<AuditEntry> verified = TestTrail.since(mark, "audit.verified");
        assertEquals(1, verified.size());
        assertEquals(Outcome.SUCCESS, verified.get(0).outcome(), verified.toString());
        String page = client.get("integrity");
        assertTrue(page.contains("Everything proved"), page);
        assertTrue(page.matches("(?s).*Size</dt><dd>[0-9.]+ [KMG]i?B<.*"), page);
        assertTrue(client.get("").contains("Everything proved"), "Whoever reads the trail sees whether it proves");
        String note = client.get("checkpoint");
        assertTrue(note.startsWith(ledger().verifier().name() + "\n"), note);
    }

    @Test
    void theTilesOfACheckpointAreThereAlsoWhenTheLedgerHasGrown() throws Exception {
        record(deleted("witnessed").build());
        Await.until("there is a checkpoint with entries", () -> size() > 0);
        long size = size();
        String before = client.get("tile/0/000.p/" + size);
        record(deleted("later").build());
        Await.until("there is a newer checkpoint", () -> size() > size);
        assertEquals(before, client.get("tile/0/000.p/" + size));
        assertEquals(404, client.ask("tile/0/000.p/255").statusCode(), "There are not so many entries");
    }

    private long size() throws IOException {
        return Long.parseLong(client.get("checkpoint").lines().toList().get(1));
    }

    @Test
    void requestsOfUnknownEffectAreCounted() throws Exception {
        assertTrue(client.get("coverage").contains("had a known effect"));
        for (int i = 0; i < 2; i++) {
            record(AuditEvent.of(EventType.of("http.unclassified"))
                    .by("ana", "Ana")
                    .on("request", "Example#doStrange", "/example/strange")
                    .build());
        }
        String page = client.get("coverage");
        assertTrue(page.contains("Example#doStrange"), page);
        assertTrue(page.contains("2 requests"), page);
    }

    @Test
    void frenchReadersReadFrench() throws Exception {
        record(deleted("x").build());
        try (ReaderLanguage french = new ReaderLanguage(Locale.FRENCH)) {
            String page = client.get("?targetId=x");
            assertTrue(page.contains("Exécuté par"), page);
            assertTrue(page.contains("Période"), page);
            assertFalse(page.contains("Operated by"), page);
            assertTrue(client.get("integrity").contains("Point de contrôle"));
        }
    }
}
