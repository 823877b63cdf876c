package io.jenkins.plugins.deploymentledger.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.append.Receipt;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.StoredEntries;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.InclusionProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of a ledger sees when all is well. */
class LedgerTest {

    private static final LedgerOptions SMALL = LedgerOptions.DEFAULTS
            .withOrigin("ledger.example.org")
            .withWriting(WriterOptions.DEFAULTS.withSegments(100, 1 << 20, Duration.ofDays(30)));

    @TempDir
    private Path temp;

    private static AuditEvent event(int i) {
        return AuditEvent.of(EventType.of("user.delete"))
                .by("alice", "Alice")
                .on("user", "user-" + i, "User " + i)
                .detail("number", Integer.toString(i))
                .build();
    }

    private static List<Receipt> append(Ledger ledger, int from, int end) throws Exception {
        List<CompletableFuture<Receipt>> futures = new ArrayList<>();
        for (int i = from; i < end; i++) {
            futures.add(ledger.append(event(i)));
        }
        List<Receipt> receipts = new ArrayList<>();
        for (CompletableFuture<Receipt> future : futures) {
            receipts.add(future.get(10, TimeUnit.SECONDS));
        }
        return receipts;
    }

    private static List<String> events(Path ledger) throws IOException {
        List<String> types = new ArrayList<>();
        try (LedgerReader reader = StoredEntries.open(ledger.resolve("log"), Long.MAX_VALUE);
                EntryCursor entries = reader.ascending(0, Long.MAX_VALUE)) {
            while (entries.next()) {
                types.add(entries.entry().event().name());
            }
        }
        return types;
    }

    @Test
    void whatWasAppendedIsThereAfterReopening() throws Exception {
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), SMALL)) {
            List<Receipt> receipts = append(ledger, 0, 250);
            assertEquals(1, receipts.get(0).sequence());
            assertEquals(250, receipts.get(249).sequence());
        }
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), SMALL)) {
            append(ledger, 250, 260);
            try (LedgerReader reader = ledger.reader()) {
                assertEquals(0, reader.firstSequence());
                assertEquals(263, reader.endSequence());
                assertEquals(3, reader.segments().size());
                assertTrue(reader.segments().get(0).sealed());
                assertFalse(reader.segments().get(2).sealed());
                List<Long> ascending = new ArrayList<>();
                try (EntryCursor entries = reader.ascending(90, 205)) {
                    while (entries.next()) {
                        AuditEntry entry = entries.entry();
                        assertEquals(entry.sequence(), entries.sequence());
                        assertEquals(
                                "User " + (entry.sequence() - 1), entry.target().name());
                        ascending.add(entry.sequence());
                    }
                }
                assertEquals(115, ascending.size());
                List<Long> descending = new ArrayList<>();
                try (EntryCursor entries = reader.descending(90, 205)) {
                    while (entries.next()) {
                        descending.add(0, entries.entry().sequence());
                    }
                }
                assertEquals(ascending, descending);
            }
        }
        List<String> events = events(temp.resolve("ledger"));
        assertEquals("audit.started", events.get(0));
        assertEquals(List.of("audit.stopped", "audit.started"), events.subList(251, 253));
        assertEquals("audit.stopped", events.get(263));
    }

    @Test
    void everyEntryAndEveryGrowthCanBeProved() throws Exception {
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), SMALL)) {
            List<Checkpoint> checkpoints = new ArrayList<>();
            List<Receipt> receipts = new ArrayList<>();
            for (int i = 0; i < 600; i += 150) {
                receipts.addAll(append(ledger, i, i + 150));
                checkpoints.add(ledger.checkpoint());
            }
            Checkpoint last = checkpoints.get(3);
            assertEquals(601, last.size());
            for (Receipt receipt : receipts) {
                InclusionProof proof = ledger.inclusionProof(receipt.sequence(), last.size());
                assertTrue(proof.proves(receipt.leaf(), last.root()));
            }
            for (Checkpoint earlier : checkpoints) {
                assertTrue(ledger.consistencyProof(earlier.size(), last.size()).proves(earlier.root(), last.root()));
            }
            assertEquals(last, Checkpoint.open(ledger.sign(last), ledger.verifier()));
            assertThrows(IOException.class, () -> ledger.inclusionProof(1, 10_000));
        }
    }

    @Test
    void detailsTooBigForAnEntryAreKeptBesideIt() throws Exception {
        String big = "x".repeat(100_000);
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), SMALL)) {
            Receipt receipt = ledger.record(AuditEvent.of(EventType.of("item.updated"))
                    .detail("diff", big)
                    .build());
            try (LedgerReader reader = ledger.reader()) {
                AuditEntry entry = reader.segments().get(0).entry(receipt.sequence());
                assertEquals(0, entry.details().size());
                BlobReference blob = entry.blobs().get(0);
                assertEquals("details", blob.name());
                assertEquals("diff=" + big + "\0", new String(ledger.blob(blob), UTF_8));
            }
        }
    }

    @Test
    void whoeverHasAVeryLongNameIsRecordedByItsBeginning() throws Exception {
        String big = "\u0001".repeat(100_000);
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), SMALL)) {
            Receipt receipt = ledger.record(AuditEvent.of(EventType.of("item.deleted"))
                    .by("alice", "N".repeat(33_000))
                    .runningAs(big, big)
                    .on(big, big, big)
                    .build());
            try (LedgerReader reader = ledger.reader()) {
                AuditEntry entry = reader.segments().get(0).entry(receipt.sequence());
                assertEquals("alice", entry.what().operatedBy().id());
                assertEquals("N".repeat(499) + "…", entry.what().operatedBy().name());
                assertEquals(2_000, entry.what().target().id().length());
            }
        }
    }

    @Test
    void whatIsTooBigForAnEntryIsAGap() throws Exception {
        BlobReference blob = new BlobReference("part", "0".repeat(64), 1);
        AuditEvent big = event(0).with(new TreeMap<>(), Collections.nCopies(1_000, blob));
        Path directory = temp.resolve("ledger");
        try (Ledger ledger = Ledger.open(directory, SMALL)) {
            IOException e = assertThrows(IOException.class, () -> ledger.record(big));
            assertTrue(e.getMessage().contains("even without its details"), e.getMessage());
            append(ledger, 0, 1);
        }
        assertTrue(events(directory).contains("audit.gap"), events(directory).toString());
    }

    @Test
    void anErasedBlobIsGoneAndItsHashStays() throws Exception {
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), SMALL)) {
            byte[] secret = "the password is swordfish".getBytes(UTF_8);
            BlobReference blob = ledger.putBlob("script", secret);
            ledger.record(
                    AuditEvent.of(EventType.of("script.console")).blob(blob).build());
            assertArrayEquals(secret, ledger.blob(blob));
            ledger.eraseBlob(
                    AuditEvent.of(LedgerEvents.BLOB_ERASED).by("alice", "Alice"), blob.sha256(), "a leaked password");
            BlobException e = assertThrows(BlobException.class, () -> ledger.blob(blob));
            assertEquals(BlobException.Reason.ERASED, e.reason());
            assertTrue(e.getMessage().contains("a leaked password"), e.getMessage());
            // The same content does not come back by being referred to again.
            ledger.putBlob("script", secret);
            assertThrows(BlobException.class, () -> ledger.blob(blob));
        }
        assertTrue(events(temp.resolve("ledger")).contains(LedgerEvents.BLOB_ERASED.name()));
    }

    @Test
    void oldSegmentsLeaveAndWhatIsLeftStaysProvable() throws Exception {
        Path archive = temp.resolve("archive");
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), SMALL)) {
            List<Receipt> receipts = append(ledger, 0, 350);
            Checkpoint before = ledger.checkpoint();
            assertEquals(0, ledger.retain(Instant.EPOCH, archive));
            assertEquals(300, ledger.retain(Instant.now().plusSeconds(60), archive));
            Checkpoint after = ledger.checkpoint();
            assertTrue(ledger.consistencyProof(before.size(), after.size()).proves(before.root(), after.root()));
            assertTrue(ledger.inclusionProof(5, after.size())
                    .proves(receipts.get(4).leaf(), after.root()));
            try (LedgerReader reader = ledger.reader()) {
                assertEquals(300, reader.firstSequence());
            }
            assertTrue(Files.exists(archive.resolve("000000000200.seg")));
        }
        assertTrue(events(temp.resolve("ledger")).contains(LedgerEvents.PRUNED.name()));
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), SMALL)) {
            append(ledger, 0, 10);
        }
    }

    @Test
    void oneProcessWritesAtATime() throws Exception {
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), SMALL)) {
            append(ledger, 0, 1);
            IOException e = assertThrows(IOException.class, () -> Ledger.open(temp.resolve("ledger"), SMALL));
            assertTrue(e.getMessage().contains("open for writing elsewhere"), e.getMessage());
        }
    }

    @Test
    void aDirectoryThatIsNoLedgerIsLeftAsItWas() throws Exception {
        Path other = Files.createDirectory(temp.resolve("other"));
        Files.writeString(other.resolve("README"), "mine");
        LedgerAlarmException e = assertThrows(LedgerAlarmException.class, () -> Ledger.open(other, SMALL));
        assertTrue(e.getMessage().contains("is no ledger, and not empty"), e.getMessage());
        try (Stream<Path> files = Files.list(other)) {
            assertEquals(List.of(other.resolve("README")), files.toList());
        }
    }

    @Test
    void theFilesAreTheirOwnersAlone() throws Exception {
        assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
        Path directory = temp.resolve("ledger");
        try (Ledger ledger = Ledger.open(directory, SMALL)) {
            append(ledger, 0, 300);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                assertTrue(permissions.endsWith("------"), file + " " + permissions);
            }
        }
        Path key = directory.resolve("keys").resolve("ledger.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        LedgerAlarmException e = assertThrows(LedgerAlarmException.class, () -> Ledger.open(directory, SMALL));
        assertTrue(e.getMessage().contains("chmod 600"), e.getMessage());
    }

    @Test
    void aSegmentIsSealedWhenItIsOld() throws Exception {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        LedgerOptions options = SMALL.withWriting(WriterOptions.DEFAULTS
                .withSegments(100, 1 << 20, Duration.ofHours(1))
                .withClock(new SettableClock(ahead)));
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), options)) {
            append(ledger, 0, 3);
            ahead.set(Duration.ofHours(2));
            append(ledger, 3, 6);
            try (LedgerReader reader = ledger.reader()) {
                assertEquals(2, reader.segments().size());
            }
        }
        // Nobody set the clock: time passed.
        assertFalse(events(temp.resolve("ledger")).contains(LedgerEvents.CLOCK_JUMPED.name()));
    }

    @Test
    void whatIsAcknowledgedIsReadWhileOthersWrite() throws Exception {
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), SMALL)) {
            AtomicReference<AssertionError> wrong = new AtomicReference<>();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int from = 1000 * t;
                Thread thread = new Thread(() -> {
                    try {
                        for (int i = 0; i < 60; i++) {
                            Receipt receipt = ledger.record(event(from + i));
                            try (LedgerReader reader = ledger.reader();
                                    EntryCursor newest =
                                            reader.descending(receipt.sequence(), receipt.sequence() + 1)) {
                                assertTrue(newest.next(), "entry " + receipt.sequence() + " is not there");
                                assertEquals(
                                        "User " + (from + i),
                                        newest.entry().target().name());
                                assertEquals(0, reader.firstSequence());
                            }
                        }
                    } catch (IOException | AssertionError e) {
                        wrong.set(new AssertionError(e));
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            if (wrong.get() != null) {
                throw wrong.get();
            }
            long count = 0;
            try (LedgerReader reader = ledger.reader();
                    EntryCursor entries = reader.ascending(0, Long.MAX_VALUE)) {
                while (entries.next()) {
                    assertEquals(count++, entries.sequence());
                }
            }
            assertEquals(241, count);
        }
    }
}
