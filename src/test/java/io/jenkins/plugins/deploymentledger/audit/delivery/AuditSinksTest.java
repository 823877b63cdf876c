package io.jenkins.plugins.deploymentledger.audit.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Descriptor;
import hudson.util.Secret;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.anchor.FileAnchor;
import io.jenkins.plugins.deploymentledger.audit.anchor.UrlAnchor;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSink;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.PluginLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.Stapler;

/** What receivers get from a running Jenkins, and what administrators hear of those that fail. */
@WithJenkins
class AuditSinksTest {

    @TempDir
    private Path outside;

    private JenkinsRule j;

    @BeforeEach
    void start(JenkinsRule rule) {
        j = rule;
        TestTrail.end();
    }

    private static SinkLine line() {
        return SinkDelivery.find().orElseThrow().getLines().get(0);
    }

    private static void send(AuditSink... sinks) {
        AuditSinks.get().setSinks(List.of(sinks));
    }

    private static Ledger ledger() {
        return Recorder.find().orElseThrow().trail().ledger().orElseThrow();
    }

    private static Checkpoint read(byte[] note) throws Exception {
        return Checkpoint.open(note, ledger().verifier());
    }

    @Test
    void aFileGetsTheSignedCheckpoint() throws Exception {
        Path file = outside.resolve("checkpoint");
        send(new FileAnchor(file.toString()));
        Await.until("the checkpoint is written", () -> Files.exists(file));
        Checkpoint kept = read(Files.readAllBytes(file));
        assertTrue(kept.size() > 0);
        Await.until("the line says so", () -> line().getLastSuccess() != null);
        assertEquals(kept.size(), line().getCovered());
        assertEquals(file.toString(), line().getDestination());
        assertFalse(line().isFailing());
    }

    @Test
    void aUrlGetsTheSignedCheckpointWithItsToken() throws Exception {
        try (TestEndpoint endpoint = new TestEndpoint()) {
            UrlAnchor anchor = new UrlAnchor(endpoint.url());
            anchor.setToken(Secret.fromString("s3cret"));
            send(anchor);
            Await.until("the checkpoint is posted", () -> !endpoint.taken.isEmpty());
            assertTrue(
                    read(endpoint.taken.peek().getBytes(StandardCharsets.UTF_8)).size() > 0);
            assertEquals("Bearer s3cret", endpoint.authorizations.peek());
            assertFalse(line().getDestination().contains("secret"), line()::getDestination);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 302, 401})
    void whatIsNotTakenIsSentAgainAndRecorded(int status) throws Exception {
        long mark = TestTrail.end();
        try (TestEndpoint endpoint = new TestEndpoint()) {
            endpoint.answers(status);
            send(new UrlAnchor(endpoint.url()));
            Await.until("it counts as failing", () -> line().isFailing());
            assertTrue(line().getProblem().contains(Integer.toString(status)), line()::getProblem);
            assertFalse(line().getProblem().contains("secret"), line()::getProblem);
            Await.until("that is recorded", () -> !TestTrail.since(mark, "audit.sink.failed")
                    .isEmpty());
            assertTrue(new SinkProblems().getProblems().stream().anyMatch(problem -> problem.contains("127.0.0.1")));
            endpoint.answers(200);
            Await.until("it is taken at last", () -> !endpoint.taken.isEmpty());
            Await.until("that is recorded", () -> !TestTrail.since(mark, "audit.sink.recovered")
                    .isEmpty());
            assertFalse(line().isFailing());
        }
    }

    @Test
    void whatAReceiverIsCalledAndSaysDoesNotActInTheLog() throws Exception {
        String hostile = "a\u001b[31m\u202eb\nWARNING: forged";
        try (PluginLog log = new PluginLog()) {
            send(new FileAnchor(outside.resolve(hostile).resolve("checkpoint").toString()));
            Await.until("it counts as failing", () -> log.messages().stream()
                    .anyMatch(message -> message.contains("cannot be handed")));
            for (String message : log.messages()) {
                assertFalse(message.matches("(?s).*[\\n\u001b\u202e].*"), message);
            }
        }
    }

    @Test
    void oneThatDoesNotAnswerHoldsUpNeitherTheTrailNorTheOthers() throws Exception {
        try (TestEndpoint endpoint = new TestEndpoint()) {
            endpoint.answers(0);
            Path file = outside.resolve("checkpoint");
            send(new UrlAnchor(endpoint.url()), new FileAnchor(file.toString()));
            Await.until("the other is served", () -> Files.exists(file));
            long mark = TestTrail.end();
            j.createFreeStyleProject("meanwhile");
            assertEquals(1, TestTrail.since(mark, "item.created").size());
            assertTrue(endpoint.taken.isEmpty());
        }
    }

    @Test
    void aFileThatVanishedIsWrittenAnewAndRecorded() throws Exception {
        Path file = outside.resolve("checkpoint");
        send(new FileAnchor(file.toString()));
        Await.until("it was taken", () -> line().getLastSuccess() != null);
        long mark = TestTrail.end();
        send();
        Await.until("nobody writes it any more", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("Audit sink")));
        Files.delete(file);
        j.createFreeStyleProject("meanwhile");
        ledgerCovers(mark);
        send(new FileAnchor(file.toString()));
        Await.until("it is written anew", () -> Files.exists(file));
        Await.until("that is recorded", () -> !TestTrail.since(mark, "audit.anchor.lost")
                .isEmpty());
        AuditEntry lost = TestTrail.since(mark, "audit.anchor.lost").get(0);
        assertEquals(file.toString(), lost.target().id());
        assertEquals("0", lost.details().get("found"));
    }

    private static void ledgerCovers(long mark) throws Exception {
        TestTrail.end();
        assertTrue(ledger().checkpoint().size() > mark);
    }

    @Test
    void aFileOfAnotherLedgerIsLeftAsItIs() throws Exception {
        Path file = outside.resolve("checkpoint");
        Files.writeString(file, "something else\n");
        send(new FileAnchor(file.toString()));
        Await.until("it fails", () -> line().isFailing());
        assertEquals("something else\n", Files.readString(file));
    }

    @Test
    void withoutAnOutsideAnchorAdministratorsAreWarned() {
        assertEquals(1, new SinkProblems().getProblems().size());
        send(new FileAnchor(outside.resolve("checkpoint").toString()));
        assertEquals(List.of(), List.copyOf(new SinkProblems().getProblems()));
    }

    @Test
    void theFormShowsAndTakesOver() throws Exception {
        String where = outside.resolve("checkpoint").toString();
        submit(new JSONObject()
                .element(
                        "sinks",
                        List.of(
                                anchor(FileAnchor.class).element("path", where).element("append", true),
                                anchor(UrlAnchor.class)
                                        .element("url", "https://anchor.example.org/checkpoints")
                                        .element("token", "s3cret"))));
        FileAnchor file = (FileAnchor) AuditSinks.get().getSinks().get(0);
        assertEquals(where, file.getPath());
        assertTrue(file.isAppend());
        assertEquals(7, file.getMinutes());
        UrlAnchor url = (UrlAnchor) AuditSinks.get().getSinks().get(1);
        assertEquals("s3cret", url.getToken().getPlainText());
        assertFalse(Files.readString(j.jenkins.getRootDir().toPath().resolve(AuditSinks.class.getName() + ".xml"))
                .contains("s3cret"));
    }

    @Test
    void aTokenThatIsNotEnteredAnewGoesNowhereElse() throws Exception {
        UrlAnchor anchor = new UrlAnchor("https://anchor.example.org/");
        anchor.setToken(Secret.fromString("s3cret"));
        send(anchor);
        String kept = anchor.getToken().getEncryptedValue();
        submit(new JSONObject().element("sinks", List.of(url("https://anchor.example.org/", kept))));
        assertEquals("s3cret", token(), "What was left as it was stays");
        String foreign = Secret.fromString("of something else").getEncryptedValue();
        for (JSONObject wrong : List.of(
                url("https://elsewhere.example.org/", kept),
                url("http://anchor.example.org/", kept),
                url("https://anchor.example.org/", foreign))) {
            Descriptor.FormException refused = assertThrows(
                    Descriptor.FormException.class,
                    () -> submit(new JSONObject().element("sinks", List.of(wrong))),
                    wrong::toString);
            assertEquals("token", refused.getFormField());
            assertEquals(
                    List.of(anchor.id()),
                    AuditSinks.get().getSinks().stream().map(AuditSink::id).toList());
        }
        submit(new JSONObject().element("sinks", List.of(url("https://elsewhere.example.org/", "entered anew"))));
        assertEquals("entered anew", token());
    }

    private static JSONObject url(String url, String token) {
        return anchor(UrlAnchor.class).element("url", url).element("token", token);
    }

    private static String token() {
        return ((UrlAnchor) AuditSinks.get().getSinks().get(0)).getToken().getPlainText();
    }

    @Test
    void theFormRefusesAsAWhole() throws Exception {
        send(new FileAnchor(outside.resolve("checkpoint").toString()));
        String home = j.jenkins.getRootDir().toPath().resolve("checkpoint").toString();
        for (JSONObject wrong : List.of(
                anchor(FileAnchor.class).element("path", home),
                anchor(UrlAnchor.class).element("url", "https://user:password@example.org/"),
                anchor(UrlAnchor.class).element("url", "https://example.org/").element("minutes", "0"))) {
            JSONObject form = new JSONObject()
                    .element("sinks", List.of(anchor(UrlAnchor.class).element("url", "https://example.org/"), wrong));
            assertThrows(Descriptor.FormException.class, () -> submit(form), wrong::toString);
            assertEquals(1, AuditSinks.get().getSinks().size());
        }
    }

    private static JSONObject anchor(Class<? extends AuditSink> type) {
        return new JSONObject()
                .element("$class", type.getName())
                .element("stapler-class", type.getName())
                .element("minutes", "7");
    }

    private void submit(JSONObject form) throws Exception {
        j.executeOnServer(() -> AuditSinks.get().configure(Stapler.getCurrentRequest2(), form));
    }

    @Test
    void configurationAsCodeKnowsTheReceivers() throws Exception {
        Path yaml = outside.resolve("jenkins.yaml");
        Files.writeString(yaml, """
                security:
                  auditSinks:
                    sinks:
                      - anchorFile:
                          path: "%s"
                          append: true
                          minutes: 10
                      - anchorUrl:
                          url: "https://anchor.example.org/checkpoints"
                          token: "s3cret"
                """.formatted(outside.resolve("checkpoint")));
        ConfigurationAsCode.get().configure(yaml.toUri().toString());
        List<AuditSink> sinks = AuditSinks.get().getSinks();
        assertEquals(2, sinks.size());
        assertEquals(10, ((FileAnchor) sinks.get(0)).getMinutes());
        assertEquals("s3cret", ((UrlAnchor) sinks.get(1)).getToken().getPlainText());
    }

    @Test
    void whatCannotBeUsedIsRefusedAndNamesTheField() {
        String home = j.jenkins.getRootDir().toPath().resolve("checkpoint").toString();
        for (String path : List.of(home, "relative", "", outside.toString(), "/")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> new FileAnchor(path), path);
            assertTrue(refused.getMessage().startsWith("path: "), refused::getMessage);
        }
        for (String url : List.of("https://user:password@example.org/", "ftp://example.org/", "example.org", "")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> new UrlAnchor(url), url);
            assertTrue(refused.getMessage().startsWith("url: "), refused::getMessage);
        }
        UrlAnchor anchor = new UrlAnchor("https://example.org/");
        assertThrows(IllegalArgumentException.class, () -> anchor.setMinutes(0));
        assertThrows(IllegalArgumentException.class, () -> AuditSinks.get()
                .setSinks(List.of(anchor, new UrlAnchor("https://example.org/"))));
        assertEquals(List.of(), AuditSinks.get().getSinks());
    }
}
