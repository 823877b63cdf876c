package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an auditor learns of a ledger that is whole, that was changed, or that is none. */
class VerifyCommandTest extends OnALedger {

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
        Path anchors = temporary.resolve("anchors");
        Files.write(anchors, Files.readAllBytes(kept));
        Files.write(anchors, Files.readAllBytes(ledger.resolve("checkpoint")), StandardOpenOption.APPEND);
        assertEquals(0, run("verify", ledger, "--checkpoint", anchors).status());
        assertEquals(1, run("verify", copy, "--checkpoint", anchors).status());
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
