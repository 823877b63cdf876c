package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SampleLedger;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a ledger is proved: also what left it by retention, where it went, and some entries only. */
class VerifyScopeTest {

    @TempDir
    private Path temp;

    private Path ledger;
    private Path archive;

    /** How a command ended. */
    private record Outcome(int status, String out, String err) {}

    /** Segments of entries 0 to 299 are in the archive, in two steps; those from 300 on in the ledger. */
    @BeforeEach
    void somethingLeft() throws Exception {
        ledger = temp.resolve("ledger");
        archive = temp.resolve("archive");
        try (Ledger writer = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            SampleLedger.append(writer, 0, 150);
            writer.retain(Instant.now().plusSeconds(3600), archive);
            SampleLedger.append(writer, 150, 330);
            writer.retain(Instant.now().plusSeconds(3600), archive);
            SampleLedger.append(writer, 330, 520);
        }
    }

    private Outcome verify(Object... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Object[] words = new Object[options.length + 2];
        words[0] = "verify";
        words[1] = ledger;
        System.arraycopy(options, 0, words, 2, options.length);
        int status = Main.run(Arrays.stream(words).map(String::valueOf).toList(), out, err, false);
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Path segment(Path directory, int first) {
        return directory.resolve(String.format("%012d.seg", first));
    }

    private void assertFinds(String kind, String what) {
        Outcome outcome = verify("--archive", archive);
        assertEquals(1, outcome.status(), outcome.toString());
        assertThat(outcome.out(), containsString(kind));
        assertThat(outcome.out(), containsString(what));
        assertThat(outcome.out(), containsString("NOT EVERYTHING PROVES"));
    }

    @Test
    void withTheArchiveEveryEntryFromTheFirstOnProves() throws Exception {
        Outcome without = verify("--json");
        assertEquals(0, without.status(), without.toString());
        assertEquals(300, first(without));
        Outcome outcome = verify("--archive", archive, "--json");
        assertEquals(0, outcome.status(), outcome.toString());
        assertEquals(0, first(outcome));
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertEquals(archive.toString(), json.get("archive").textValue());
        assertEquals(
                json.get("checkpoint").get("size").longValue(),
                json.get("entries").longValue());
        assertTrue(verify("--archive", archive).out().contains("proved: 0 to "));
    }

    private static int first(Outcome outcome) throws Exception {
        return new ObjectMapper()
                .readTree(outcome.out())
                .get("ranges")
                .get(0)
                .get("first")
                .intValue();
    }

    @Test
    void aChangedArchiveIsFoundWithFileAndEntry() throws Exception {
        Path changed = segment(archive, 100);
        byte[] bytes = Files.readAllBytes(changed);
        int record = SampleLedger.records(bytes).get(7);
        bytes[record + 200] ^= 1;
        SampleLedger.fixChecksum(bytes, record);
        Files.write(changed, bytes);
        assertFinds("ENTRY_CHANGED", changed + ", entry 107");
        assertEquals(0, verify().status(), "the ledger itself is whole");
    }

    @Test
    void aSegmentThatIsMissingInTheMiddleIsFound() throws Exception {
        Files.delete(segment(archive, 100));
        assertFinds("SEGMENT_MISSING", "entries 100 to 199");
    }

    @Test
    void anArchiveThatBeginsLaterIsProvedFromThereOn() throws Exception {
        Files.delete(segment(archive, 0));
        Outcome outcome = verify("--archive", archive);
        assertEquals(0, outcome.status(), outcome.toString());
        assertThat(outcome.out(), containsString("The entries before 100 are not in the archive"));
    }

    @Test
    void anArchiveExcusesNoSegmentThatRetentionDidNotLetGo() throws Exception {
        Files.move(segment(ledger.resolve("log"), 300), segment(archive, 300));
        assertFinds("SEGMENT_MISSING", "no retention says that they left");
    }

    @Test
    void aDirectoryWithoutSegmentsOrThatIsNotThereIsSaidToBeSo() throws Exception {
        Path empty = Files.createDirectory(temp.resolve("empty"));
        Outcome outcome = verify("--archive", empty);
        assertEquals(1, outcome.status(), outcome.toString());
        assertThat(outcome.out(), containsString("The archive has no segment that left this ledger"));
        outcome = verify("--archive", temp.resolve("nowhere"));
        assertEquals(1, outcome.status(), outcome.toString());
        assertThat(outcome.err(), containsString("nowhere"));
    }

    @Test
    void aLedgerThatCannotEvenBeOpenedIsAnAnswerInJsonToo() throws Exception {
        Files.writeString(
                ledger.resolve("checkpoint"),
                Files.readString(ledger.resolve("checkpoint")).replaceFirst("\n5", "\n6"));
        Outcome outcome = verify("--json");
        assertEquals(1, outcome.status(), outcome.toString());
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertEquals(false, json.get("proved").booleanValue());
        assertEquals("SIGNATURE", json.get("findings").get(0).get("kind").textValue());
        assertEquals("checkpoint", json.get("findings").get(0).get("file").textValue());
    }

    @Test
    void aRangeIsProvedAloneAndABadOneIsRefused() throws Exception {
        Path changed = segment(ledger.resolve("log"), 300);
        byte[] bytes = Files.readAllBytes(changed);
        bytes[SampleLedger.records(bytes).get(50) + 200] ^= 1;
        Files.write(changed, bytes);
        Outcome outcome = verify("--entries", "400-449");
        assertEquals(0, outcome.status(), outcome.toString());
        assertThat(outcome.out(), containsString("Entries     50 read; proved: 400 to 449"));
        assertEquals(0, verify("--entries", "100-199", "--archive", archive).status());
        assertEquals(1, verify("--entries", "340-360").status());
        for (String bad : new String[] {"9-3", "a-b", "7", "-7", "400-100000"}) {
            outcome = verify("--entries=" + bad);
            assertEquals(2, outcome.status(), outcome.toString());
            assertThat(outcome.err(), containsString("--entries"));
        }
        assertEquals(2, verify("--entries", "400-449", "--export", "rows.csv").status());
    }

    @Test
    void aDamagedTileBesideTheRangeIsNamedAndNothingElse() throws Exception {
        Path checkpoint = temp.resolve("kept");
        try (Ledger writer = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            Checkpoint now = writer.checkpoint();
            Files.write(checkpoint, writer.sign(now));
            SampleLedger.append(writer, 520, 1100);
        }
        assertEquals(
                0, verify("--entries", "810-850", "--checkpoint", checkpoint).status());
        // Entries 512 to 767: the checkpoint that was kept ends among them, and the segment of entry 800 begins behind
        // them.
        Path tile = ledger.resolve("tile").resolve("0").resolve("002");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[3] ^= 1;
        Files.write(tile, bytes);
        Outcome beside = verify("--entries", "810-850");
        assertEquals(0, beside.status(), beside.toString());
        Outcome outcome = verify("--entries", "810-850", "--checkpoint", checkpoint);
        assertEquals(1, outcome.status(), outcome.toString());
        assertThat(outcome.out(), containsString("TILE: tile/0/002"));
        assertThat(outcome.out(), containsString("could not be held against the damaged tree"));
        assertThat(outcome.out(), not(containsString("FORKED")));
        // The segment of entry 700 begins in the damaged tile, those to be verified are behind it.
        outcome = verify("--entries", "770-790");
        assertThat(outcome.out(), not(containsString("CHAIN_BROKEN")));
        assertThat(outcome.out(), containsString("proved: 770 to 790"));
    }

    @Test
    void theArchiveOfAnotherLedgerDoesNotProve() throws Exception {
        Path other = temp.resolve("other");
        try (Ledger writer = Ledger.open(other, SampleLedger.OPTIONS)) {
            SampleLedger.append(writer, 0, 330);
        }
        for (int first : new int[] {0, 100, 200}) {
            Files.delete(segment(archive, first));
            Files.copy(segment(other.resolve("log"), first), segment(archive, first));
        }
        assertFinds("ENTRY_CHANGED", "It is not the entry that the signed tree has there");
    }

    /** Keeps the newest rows of an export and makes the manifest fit, as a forger would. */
    private static void keepNewest(Path rows, int count, int ledgerFirst) throws Exception {
        Path file = rows.resolveSibling(rows.getFileName() + ".manifest.json");
        ObjectNode manifest = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        byte[] kept = Files.readAllLines(rows).stream()
                .limit(count)
                .map(line -> line + '\n')
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        Files.write(rows, kept);
        manifest.put("rows", count)
                .put("oldest", manifest.get("newest").longValue() - count + 1)
                .put("ledgerFirst", ledgerFirst)
                .put("bytes", kept.length)
                .put("sha256", HexFormat.of().formatHex(TreeHasher.sha256().digest(kept)));
        Files.write(file, new ObjectMapper().writeValueAsBytes(manifest));
    }

    private Path export(String name, String... filters) {
        Path rows = temp.resolve(name);
        List<String> words = new ArrayList<>(List.of("export", ledger.toString(), "--output", rows.toString()));
        words.addAll(List.of(filters));
        OutputStream nowhere = OutputStream.nullOutputStream();
        assertEquals(0, Main.run(words, nowhere, nowhere, false));
        return rows;
    }

    @Test
    void rowsOfEntriesThatLeftSinceCannotBeTakenOutOfAnExport() throws Exception {
        Path honest = export("honest.jsonl");
        assertEquals(0, verify("--export", honest).status(), "what left had left when it was exported");
        Path old = export("old.jsonl");
        Path renamed = export("renamed.jsonl");
        Path later =
                export("later.jsonl", "--from", Instant.now().plusSeconds(1).toString());
        long last;
        try (Ledger writer = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            writer.retain(Instant.now().plusSeconds(3600), archive);
            last = writer.endSequence();
        }
        assertTrue(last > 500);
        for (Path rows : List.of(old, renamed)) {
            // Entries 300 to 499 have left; the rows of the others are kept.
            keepNewest(rows, Files.readAllLines(rows).size() - 200, rows.equals(old) ? 300 : 500);
            Outcome outcome = verify("--export", rows);
            assertEquals(1, outcome.status(), outcome.toString());
            assertThat(outcome.out(), containsString("it cannot be proved that no row of them is missing"));
        }
        Outcome outcome = verify("--export", later);
        assertEquals(0, outcome.status(), outcome.toString());
    }
}
