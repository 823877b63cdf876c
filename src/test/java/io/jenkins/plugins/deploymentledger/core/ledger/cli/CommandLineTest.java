package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an auditor sees who runs the tool on a ledger, and on what is not quite one. */
class CommandLineTest {

    private static final Instant START = Instant.parse("2026-11-01T09:00:00Z");
    private static final int EVENTS = 250;

    @TempDir
    Path temporary;

    private Path ledger;

    /** How a command ended. */
    private record Outcome(int status, String out, String err) {}

    @BeforeEach
    void aLedgerOfSeveralSegments() throws IOException {
        ledger = temporary.resolve("ledger");
        try (Ledger writer = open(ledger)) {
            append(writer, 0, EVENTS);
        }
    }

    private static Ledger open(Path directory) throws IOException {
        return Ledger.open(
                directory,
                LedgerOptions.DEFAULTS
                        .withOrigin("audit.example.org")
                        .withWriting(WriterOptions.DEFAULTS.withSegments(100, 1 << 20, Duration.ofDays(1))));
    }

    private static void append(Ledger writer, int from, int to) {
        List<CompletableFuture<?>> receipts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            receipts.add(writer.append(AuditEvent.of(EventType.of(i % 10 == 0 ? "user.deleted" : "item.updated"))
                    .at(START.plusSeconds(60L * i))
                    .by(i % 2 == 0 ? "ana" : "ben", i % 2 == 0 ? "Ana Lopez" : "Ben \u001b[31mRay\n2")
                    .on("job", "folder/job" + i % 5, "Job " + i % 5)
                    .from(new Addresses("203.0.113." + i % 4, List.of("203.0.113." + i % 4, "10.0.0.2"), true))
                    .detail("formula", "=1+1")
                    .build()));
        }
        receipts.forEach(CompletableFuture::join);
    }

    private static Outcome run(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(Arrays.stream(arguments).map(String::valueOf).toList(), out, err, false);
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static JsonNode json(Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.out());
    }

    @Test
    void provesAWholeLedgerAndSaysWhatItCannotKnow() throws IOException {
        Outcome outcome = run("verify", ledger);
        assertEquals(0, outcome.status(), outcome.toString());
        assertThat(outcome.out(), containsString("Result      everything proves"));
        assertThat(outcome.out(), containsString("not held against a checkpoint kept elsewhere"));
        JsonNode json = json(run("verify", ledger, "--json"));
        assertTrue(json.get("proved").booleanValue());
        assertEquals("audit.example.org", json.get("origin").textValue());
        assertEquals(
                json.get("checkpoint").get("size").longValue(),
                json.get("entries").longValue());
    }

    @Test
    void changesNothingAndNeedsNoLockNorThePrivateKey() throws IOException {
        Map<Path, String> before = snapshot(ledger);
        assertEquals(0, run("verify", ledger).status());
        assertEquals(0, run("query", ledger).status());
        assertEquals(0, run("stats", ledger).status());
        assertEquals(
                0,
                run("export", ledger, "--output", temporary.resolve("rows.csv")).status());
        assertEquals(before, snapshot(ledger));
        Files.delete(ledger.resolve("keys/ledger.key"));
        assertEquals(0, run("verify", ledger).status());
    }

    @Test
    void readsALedgerThatIsBeingWritten() throws IOException {
        try (Ledger writer = open(ledger)) {
            append(writer, EVENTS, EVENTS + 30);
            writer.checkpoint();
            Outcome outcome = run("query", ledger, "--json", "--event=item.*", "--size=1");
            assertEquals(0, outcome.status(), outcome.toString());
            assertEquals(
                    START.plusSeconds(60L * (EVENTS + 29)).toString().replace("Z", ".000Z"),
                    json(outcome).get("entries").get(0).get("time").textValue());
            append(writer, EVENTS + 30, EVENTS + 40);
        }
        assertEquals(0, run("verify", ledger).status());
    }

    @Test
    void aChangedEntryIsNamed() throws IOException {
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Ana Lopez");
        bytes[at] ^= 1;
        Files.write(segment, bytes);
        Outcome outcome = run("verify", ledger);
        assertEquals(1, outcome.status());
        assertThat(
                outcome.out(), allOf(containsString("log/000000000000.seg"), containsString("NOT EVERYTHING PROVES")));
        assertFalse(json(run("verify", ledger, "--json")).get("proved").booleanValue());
        // The others answer too, but not with success.
        Outcome export = run("stats", ledger);
        assertEquals(1, export.status());
    }

    @Test
    void aCheckpointKeptElsewhereTellsAnOlderCopyAndARewrittenHistory() throws IOException {
        Path kept = temporary.resolve("kept");
        Files.copy(ledger.resolve("checkpoint"), kept);
        Path copy = temporary.resolve("copy");
        copy(ledger, copy);
        try (Ledger writer = open(ledger)) {
            append(writer, EVENTS, EVENTS + 20);
        }
        Outcome grown = run("verify", ledger, "--checkpoint", kept);
        assertEquals(0, grown.status(), grown.toString());
        assertThat(grown.out(), containsString("held against 1 checkpoint kept elsewhere"));
        Path newer = temporary.resolve("newer");
        Files.copy(ledger.resolve("checkpoint"), newer);
        Outcome older = run("verify", copy, "--checkpoint", newer);
        assertEquals(1, older.status());
        assertThat(older.out(), containsString("ROLLED_BACK"));
        // Somebody with the key writes another history of the same length.
        try (Ledger forger = open(copy)) {
            append(forger, 1_000, 1_020);
        }
        assertEquals(0, run("verify", copy).status(), "On its own the forged history proves");
        Outcome forked = run("verify", copy, "--checkpoint", newer);
        assertEquals(1, forked.status());
        assertThat(forked.out(), containsString("FORKED"));
    }

    @Test
    void aKeyKnownFromElsewhereTellsALedgerSignedByAnother() throws IOException {
        Path key = temporary.resolve("key.pub");
        Files.copy(ledger.resolve("keys/ledger.pub"), key);
        assertEquals(0, run("verify", ledger, "--key", key).status());
        Path other = temporary.resolve("other");
        try (Ledger writer = open(other)) {
            append(writer, 0, 5);
        }
        Outcome outcome = run("verify", other, "--key", key);
        assertEquals(1, outcome.status());
        assertThat(outcome.err(), containsString("SIGNATURE"));
    }

    @Test
    void showsEntriesPageByPageWithoutActingOnTheTerminal() throws IOException {
        Outcome first = run(
                "query",
                ledger,
                "--event=user.deleted",
                "--operated-by-id=ANA",
                "--address=203.0.113.0/24",
                "--size=20",
                "--zone=Europe/Paris");
        assertEquals(0, first.status(), first.toString());
        assertThat(first.out(), containsString("20 of 25 entries; the next page: --cursor="));
        assertThat(first.out(), containsString("2026-11-01 14:00:00.000 +01:00"));
        String cursor = first.out().replaceAll("(?s).*--cursor=(\\S+).*", "$1");
        Outcome second = run(
                "query",
                ledger,
                "--event=user.deleted",
                "--operated-by-id=ANA",
                "--address=203.0.113.0/24",
                "--size=20",
                "--cursor",
                cursor);
        assertThat(second.out(), containsString("5 of 25 entries\n"));
        Outcome ben = run("query", ledger, "--operated-by=ben*", "--size=1");
        assertThat(ben.out(), allOf(containsString("\\u001b[31mRay\\u000a2"), not(containsString("\u001b"))));
    }

    @Test
    void countsWhatIsThere() throws IOException {
        JsonNode json = json(run("stats", ledger, "--json"));
        assertEquals(25, json.get("events").get("user.deleted").longValue());
        assertEquals(225, json.get("events").get("item.updated").longValue());
        assertEquals(125, json.get("operatedById").get("ana").longValue());
        assertThat(run("stats", ledger).out(), containsString("225  item.updated"));
    }

    @Test
    void anExportIsHeldAgainstTheLedgerLater() throws IOException {
        for (String ending : List.of("csv", "jsonl")) {
            Path rows = temporary.resolve("rows." + ending);
            Outcome export =
                    run("export", ledger, "--output", rows, "--event", "item.updated", "--to", "2026-11-01T12:00");
            assertEquals(0, export.status(), export.toString());
            assertThat(export.out(), containsString("162 entries to "));
            try (Ledger writer = open(ledger)) {
                append(writer, EVENTS, EVENTS + 3);
            }
            Outcome whole = run("verify", ledger, "--export", rows);
            assertEquals(0, whole.status(), whole.toString());
            assertThat(whole.out(), containsString("exactly what the ledger has"));

            List<String> lines = List.of(Files.readString(rows).split("(?<=\n)"));
            Files.writeString(
                    rows, String.join("", lines.subList(0, 10)) + String.join("", lines.subList(11, lines.size())));
            Outcome changed = run("verify", ledger, "--export", rows);
            assertEquals(1, changed.status());
            assertThat(changed.out(), containsString("it was changed"));

            // A manifest that was made to fit does not help.
            fitManifest(rows);
            Outcome fitted = run("verify", ledger, "--export", rows);
            assertEquals(1, fitted.status());
            assertThat(fitted.out(), containsString("line 11 is not what the ledger has"));
        }
    }

    private static void fitManifest(Path rows) throws IOException {
        Path manifest = rows.resolveSibling(rows.getFileName() + ".manifest.json");
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
        byte[] bytes = Files.readAllBytes(rows);
        try {
            json.put("bytes", bytes.length);
            json.put(
                    "sha256",
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
        Files.write(manifest, new ObjectMapper().writeValueAsBytes(json));
    }

    @Test
    void anExportOverwritesNothingAndLeavesNoHalf() throws IOException {
        Path rows = temporary.resolve("rows.csv");
        Files.writeString(rows, "mine");
        Outcome there = run("export", ledger, "--output", rows);
        assertEquals(2, there.status());
        assertThat(there.err(), containsString("is there already"));
        assertEquals("mine", Files.readString(rows));
        Outcome inside = run("export", ledger, "--output", ledger.resolve("rows.csv"));
        assertEquals(2, inside.status());
        Path unknown = temporary.resolve("unknown.csv");
        Outcome none = run("export", ledger, "--output", unknown, "--event=user.deletd");
        assertEquals(2, none.status());
        assertThat(
                none.err(),
                containsString("--event: There is no type of event 'user.deletd'. Did you mean 'user.deleted'?"));
        assertFalse(Files.exists(unknown));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            verfy LEDGER                                | There is no command 'verfy'. Did you mean verify?
            verify                                      | Name the directory of the ledger behind the command.
            verify LEDGER LEDGER                        | Name one directory, not 2
            verify LEDGER --chekpoint=x                 | Did you mean --checkpoint?
            verify LEDGER --event=user.deleted          | There is no option '--event' here.
            verify LEDGER --checkpoint                  | --checkpoint needs a value behind it.
            verify LEDGER --json=yes                    | --json takes no value.
            query LEDGER --operated-by-id=              | --operated-by-id: The filter is empty.
            query LEDGER --from=2026-11-02 --to=2026-11-01 | --from: The period begins at
            query LEDGER --from=yesterday               | --from: 'yesterday' is not a time.
            query LEDGER --address=10.0.0.300           | --address: '10.0.0.300' is not an IP address
            query LEDGER --address=10.0.0.1/8           | --address: '10.0.0.1/8' is an address inside a network
            query LEDGER --event=user.deletd            | --event: There is no type of event 'user.deletd'. Did you mean 'user.deleted'?
            query LEDGER --event=USER                   | --event: 'USER' is not written as a type of event.
            query LEDGER --cursor=abc                   | --cursor: This is not a cursor that a page gave out.
            query LEDGER --size=0                       | --size: '0' is not a possible number of entries.
            query LEDGER --zone=Mars                    | --zone: There is no such time zone.
            export LEDGER                               | Say with --output FILE where the rows are to go.
            export LEDGER --output=rows.xls             | --format: 'xls' is no format of an export. Use csv or jsonl.
            """)
    void aWrongCommandLineIsExplained(String line, String text) {
        Object[] words = Arrays.stream(line.split(" "))
                .map(word -> word.equals("LEDGER") ? ledger : word)
                .toArray();
        Outcome outcome = run(words);
        assertThat(outcome.err(), containsString(text));
        assertEquals(2, outcome.status(), outcome.toString());
        assertEquals("", outcome.out());
    }

    @Test
    void whatIsNoLedgerIsCalledSo() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        Outcome outcome = run("verify", empty);
        assertEquals(1, outcome.status());
        assertThat(outcome.err(), containsString("is no ledger"));
        assertThat(Files.list(empty).toList(), is(List.of()));
        Outcome missing = run("verify", temporary.resolve("missing"));
        assertEquals(1, missing.status());
        assertThat(missing.err(), containsString("There is no file " + temporary.resolve("missing")));
    }

    @Test
    void aMissingKeyIsNamed() throws IOException {
        Files.delete(ledger.resolve("keys/ledger.pub"));
        Outcome outcome = run("verify", ledger);
        assertEquals(1, outcome.status());
        assertThat(outcome.err(), allOf(containsString("public key is missing"), containsString("ledger.pub")));
    }

    @Test
    void aDirectoryWithoutPermissionIsNamed() throws IOException {
        assumeTrue(Files.getFileStore(ledger).supportsFileAttributeView("posix"), "Needs permissions");
        Path checkpoint = ledger.resolve("checkpoint");
        Files.setPosixFilePermissions(checkpoint, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(checkpoint), "This user may read everything");
        Outcome outcome = run("verify", ledger);
        assertEquals(1, outcome.status());
        assertThat(outcome.err(), containsString("No permission for " + checkpoint));
    }

    @Test
    void helpIsThere() {
        Outcome help = run("--help");
        assertEquals(0, help.status());
        for (String command : List.of("verify", "query", "export", "stats")) {
            assertThat(help.out(), containsString(command));
            assertEquals(0, run(command, "--help").status());
        }
        assertEquals(2, run().status());
    }

    @Test
    void progressIsDrawnOnlyWhereSomebodyWatches() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProgressBar quiet = new Terminal(new ByteArrayOutputStream(), err, false).progress("Verifying", 1_000);
        ProgressBar drawn = new Terminal(new ByteArrayOutputStream(), err, true).progress("Verifying", 1 << 30);
        quiet.done(512);
        quiet.close();
        assertEquals(0, err.size());
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        for (long count = 0; err.size() == 0 && System.nanoTime() < deadline; count += 256) {
            drawn.done(count);
        }
        assertThat(err.toString(StandardCharsets.UTF_8), containsString(" of 1,073,741,824  "));
        drawn.close();
        assertTrue(err.toString(StandardCharsets.UTF_8).endsWith(" \r"), "The line is wiped");
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(ledger.resolve("log"))) {
            List<Path> segments = files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .toList();
            assertThat(segments, hasItem(ledger.resolve("log/000000000000.seg")));
            return segments;
        }
    }

    private static Map<Path, String> snapshot(Path directory) throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path file : walk.toList()) {
                String content = Files.isDirectory(file) ? "" : Arrays.toString(Files.readAllBytes(file));
                files.put(file, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS) + content);
            }
        }
        return files;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
