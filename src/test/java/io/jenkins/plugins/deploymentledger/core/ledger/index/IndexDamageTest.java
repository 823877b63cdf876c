package io.jenkins.plugins.deploymentledger.core.ledger.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.StoredEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the files of indexes, queries answer the same, and the files are made again. */
class IndexDamageTest {

    private static final LedgerQuery QUERY = LedgerQuery.builder()
            .accept(FilterKind.EVENT, TextFilter.of("user.*"))
            .accept(FilterKind.TARGET, TextFilter.of("paris-001"))
            .build();

    @TempDir
    Path directory;

    private SegmentsOnDisk ledger;
    private List<Long> answer;
    private Path index;
    private byte[] whole;

    @BeforeEach
    void threeSegmentsWithIndexes() throws IOException {
        ledger = new SegmentsOnDisk(directory, new Random(7));
        ledger.append(500);
        ledger.seal();
        ledger.append(400);
        ledger.seal();
        ledger.append(30);
        answer = ledger.newestFirst().stream()
                .filter(QUERY::matches)
                .map(entry -> entry.sequence())
                .toList();
        assertFalse(answer.isEmpty(), "The query must find something");
        assertEquals(answer, ask(LedgerIndex.kept()));
        index = directory.resolve("000000000500.idx");
        whole = Files.readAllBytes(index);
        assertEquals(2, indexes().size(), "Each sealed segment has an index, the open one has none");
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
    }

    @Test
    void aMissingIndexIsMadeAgain() throws IOException {
        Files.delete(index);
        assertHealed("missing");
    }

    @Test
    void aTornIndexIsMadeAgain() throws IOException {
        for (int length :
                new int[] {0, 1, IndexHeader.LENGTH - 1, IndexHeader.LENGTH, whole.length / 2, whole.length - 1}) {
            Files.write(index, Arrays.copyOf(whole, length));
            assertHealed("cut to " + length);
        }
    }

    @Test
    void anyFlippedByteIsNoticedAndTheIndexMadeAgain() throws IOException {
        for (int at = 0; at < whole.length; at += at < 2 * IndexHeader.LENGTH ? 1 : 97) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x40;
            Files.write(index, flipped);
            assertHealed("byte " + at + " flipped");
        }
    }

    @Test
    void bytesBehindTheEndAreNoticed() throws IOException {
        Files.write(index, Arrays.copyOf(whole, whole.length + 1));
        assertHealed("longer");
    }

    @Test
    void anIndexOfAnotherSegmentOrLedgerIsNotBelieved(@TempDir Path other) throws IOException {
        Files.copy(directory.resolve("000000000000.idx"), index, StandardCopyOption.REPLACE_EXISTING);
        assertHealed("that of the first segment");
        try (SegmentsOnDisk stranger = new SegmentsOnDisk(other, new Random(8))) {
            stranger.append(500);
            stranger.seal();
            stranger.append(400);
            stranger.seal();
            try (StoredEntries reader = stranger.reader()) {
                LedgerIndex.kept().prepare(reader);
            }
        }
        Files.copy(other.resolve("000000000500.idx"), index, StandardCopyOption.REPLACE_EXISTING);
        assertHealed("that of another ledger with as many entries");
    }

    @Test
    void anIndexWithAnEntryTooManyAddsNothingAndIsMadeAgain() throws IOException {
        // Forged with good checksums: every row answers to the name that is searched.
        OpenIndex forged = new OpenIndex(500);
        List<AuditEntry> entries = ledger.newestFirst();
        try (StoredEntries reader = ledger.reader()) {
            var segment = reader.segments().get(1);
            var wanted = entries.stream().filter(QUERY::matches).findFirst().orElseThrow();
            for (long sequence = 500; sequence < 900; sequence++) {
                forged.add(
                        new AuditEntry(sequence, wanted.after(), wanted.recorded(), wanted.what()),
                        segment.offset(sequence));
            }
            byte[] last = segment.json(899);
            new IndexFile(index).write(SealedIndex.encode(forged, IndexHeader.hash(last)));
        }
        LedgerIndex kept = LedgerIndex.kept();
        assertEquals(answer, ask(kept), "A row too many is not shown");
        assertEquals(answer, ask(kept));
        assertArrayEquals(whole, Files.readAllBytes(index), "The forged index was made again");
    }

    @Test
    void aReaderThatMayNotWriteLeavesTheDirectoryAsItIs() throws IOException {
        Files.delete(index);
        List<Path> before = files();
        LedgerIndex readOnly = LedgerIndex.readOnly();
        assertEquals(answer, ask(readOnly));
        assertEquals(answer, ask(readOnly));
        assertEquals(before, files());
    }

    @Test
    void anIndexThatCannotBeWrittenIsKeptInMemory() throws IOException {
        Files.delete(index);
        // In its place stands what cannot be replaced by a file.
        Files.createDirectory(index);
        Files.createFile(index.resolve("occupied"));
        LedgerIndex kept = LedgerIndex.kept();
        assertEquals(answer, ask(kept));
        assertEquals(answer, ask(kept));
        assertTrue(files().stream().noneMatch(file -> file.toString().endsWith(".tmp")), "Nothing is left behind");
    }

    private void assertHealed(String how) throws IOException {
        assertEquals(answer, ask(LedgerIndex.kept()), "with an index that is " + how);
        assertArrayEquals(whole, Files.readAllBytes(index), "The index was not made again when it was " + how);
    }

    private List<Long> ask(LedgerIndex indexes) throws IOException {
        List<Long> found = new ArrayList<>();
        try (StoredEntries reader = ledger.reader()) {
            indexes.search(reader)
                    .page(QUERY, Optional.empty(), 1_000)
                    .entries()
                    .forEach(entry -> found.add(entry.sequence()));
        }
        return found;
    }

    private List<Path> indexes() throws IOException {
        return files().stream().filter(file -> file.toString().endsWith(".idx")).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }
}
