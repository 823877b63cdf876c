package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A byte that is changed, wherever it is, is found and its file is named.
 *
 * <p>{@code -Dledger.everyByte=true} takes every record and every hash, not only some of a kind.
 */
class FlippedByteTest {

    private static final boolean FULL = Boolean.getBoolean("ledger.everyByte");

    @TempDir
    private static Path temp;

    private static Path ledger;

    @BeforeAll
    static void create() throws Exception {
        ledger = temp.resolve("ledger");
        SampleLedger.create(ledger);
        VerificationReport report = LedgerVerifier.verify(ledger, VerificationOptions.ALL.withContents(true));
        assertEquals(List.of(), report.findings());
        assertEquals(0, report.unsigned());
        assertEquals(1, report.proved().size());
        assertEquals(100, report.proved().get(0).first());
        assertTrue(
                report.notices().toString().contains("before 100 have left"),
                report.notices().toString());
        assertTrue(
                report.notices().toString().contains("1 references are to blobs"),
                report.notices().toString());
    }

    /** The files of a ledger that prove something; all but the lock and the private key. */
    private static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.walk(ledger)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock") && !file.endsWith("ledger.key"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return ledger.relativize(file).toString().replace('\\', '/');
    }

    /** In a segment header, frames, a whole record and the seal; every hash of a tile; every byte of anything else. */
    private static SortedSet<Integer> positions(Path file, byte[] bytes) {
        SortedSet<Integer> positions = new TreeSet<>();
        if (file.toString().endsWith(".seg")) {
            IntStream.range(0, 88).forEach(positions::add);
            List<Integer> records = SampleLedger.records(bytes);
            // The frames of all records in the full campaign, otherwise of the first, the last and one in between.
            int step = FULL ? 1 : records.size() / 2;
            for (int i = 0; i < records.size() - 1; i += step) {
                IntStream.range(records.get(i), records.get(i) + 9).forEach(positions::add);
            }
            int last = records.get(records.size() - 2);
            IntStream.range(last, last + 9).forEach(positions::add);
            IntStream.range(records.get(0), records.get(1)).forEach(positions::add);
            IntStream.range(records.get(records.size() - 1), bytes.length).forEach(positions::add);
        } else if (name(file).startsWith("tile/")) {
            IntStream.range(0, bytes.length / 32)
                    .filter(hash -> FULL || hash % 8 == 3 || hash < 3)
                    .forEach(hash -> positions.add(32 * hash + hash % 32));
        } else {
            IntStream.range(0, bytes.length).forEach(positions::add);
        }
        return positions;
    }

    @TestFactory
    Stream<DynamicTest> everyFlippedByteIsFoundAndNamed() throws Exception {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    byte[] bytes = Files.readAllBytes(file);
                    int flipped = 0;
                    for (int position : positions(file, bytes)) {
                        byte[] changed = bytes.clone();
                        changed[position] ^= (byte) (1 << (position % 8));
                        Files.write(file, changed);
                        assertNamed(file, position, LedgerVerifier.verify(ledger, VerificationOptions.ALL));
                        flipped++;
                    }
                    Files.write(file, bytes);
                    assertTrue(flipped > 0, "nothing was flipped");
                    assertTrue(LedgerVerifier.verify(ledger, VerificationOptions.ALL)
                            .ok());
                }));
    }

    private static void assertNamed(Path file, int position, VerificationReport report) {
        String stem = name(file).replaceAll("\\.(blob|erased)$", "");
        for (Finding finding : report.findings()) {
            if (finding.file().equals(stem)) {
                return;
            }
        }
        fail("byte " + position + " of " + name(file) + " was changed; found was " + report.findings());
    }

    @Test
    void aMissingFileIsFoundAndNamed() throws Exception {
        for (Path file : files()) {
            if (name(file).equals("retained") || name(file).endsWith(".idx")) {
                continue;
            }
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            VerificationReport report = LedgerVerifier.verify(ledger, VerificationOptions.ALL);
            Files.write(file, bytes);
            if (file.equals(lastSegment())) {
                assertEquals(
                        Finding.Kind.TRUNCATED,
                        report.findings().get(0).kind(),
                        report.findings().toString());
            } else if (file.toString().endsWith(".erased")) {
                assertTrue(
                        report.findings().toString().contains("is missing"),
                        report.findings().toString());
            } else {
                assertNamed(file, -1, report);
            }
        }
    }

    @Test
    void withoutTheNoteOnRetentionTheMissingFrontIsFound() throws Exception {
        Path file = ledger.resolve("retained");
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        VerificationReport report = LedgerVerifier.verify(ledger, VerificationOptions.ALL);
        Files.write(file, bytes);
        Finding finding = report.findings().get(0);
        assertEquals(Finding.Kind.SEGMENT_MISSING, finding.kind());
        assertEquals(0, finding.from());
        assertEquals(99, finding.to());
    }

    private static Path lastSegment() throws Exception {
        return files().stream()
                .filter(file -> file.toString().endsWith(".seg"))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    /** What opening reads: notes, keys, ends of segments, the right edge of the tree, and all of the last segment. */
    @Test
    void openingFindsItTooAndChangesNothing() throws Exception {
        List<Path> read = new ArrayList<>(files());
        read.removeIf(file -> name(file).startsWith("blob/")
                || (name(file).startsWith("tile/") && !name(file).contains(".p/")));
        read.add(ledger.resolve("keys").resolve("ledger.key"));
        Path last = lastSegment();
        for (Path file : read) {
            byte[] bytes = Files.readAllBytes(file);
            boolean segment = file.toString().endsWith(".seg");
            for (int position : positions(file, bytes)) {
                boolean ends = position < 88 || position >= bytes.length - 48;
                if ((segment && !file.equals(last) && !ends) || (position % 5 != 0 && bytes.length > 300)) {
                    continue;
                }
                byte[] changed = bytes.clone();
                changed[position] ^= (byte) (1 << (position % 8));
                Files.write(file, changed);
                LedgerAlarmException alarm = assertThrows(
                        LedgerAlarmException.class,
                        () -> Ledger.open(ledger, SampleLedger.OPTIONS).close(),
                        "byte " + position + " of " + name(file));
                assertFalse(alarm.findings().isEmpty());
                assertTrue(Arrays.equals(changed, Files.readAllBytes(file)), "opening changed " + name(file));
            }
            Files.write(file, bytes);
        }
        assertEquals(
                List.of(),
                LedgerVerifier.verify(ledger, VerificationOptions.ALL).findings());
    }
}
