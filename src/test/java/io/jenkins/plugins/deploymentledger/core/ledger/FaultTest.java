package io.jenkins.plugins.deploymentledger.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendMode;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Health;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Receipt;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.crash.CrashingStorage;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.StoredEntries;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SampleLedger;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each mode does while the disk is full, failing or stuck, and when someone lays hands on the files. */
@Timeout(60)
class FaultTest {

    private static final int QUEUE = 20;
    private static final Duration WAIT = Duration.ofMillis(300);

    private final CrashingStorage disk = new CrashingStorage();

    @TempDir
    private Path temp;

    private Ledger open(AppendMode mode) throws IOException {
        return Ledger.open(
                temp.resolve("ledger"),
                LedgerOptions.DEFAULTS
                        .withStorage(disk)
                        .withCloseAtMost(Duration.ofSeconds(2))
                        .withWriting(WriterOptions.DEFAULTS
                                .withMode(mode)
                                .withQueue(QUEUE, WAIT)
                                .withStuckAfter(Duration.ofMillis(200))));
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            Thread.sleep(5);
        }
    }

    private static Reason refused(CompletableFuture<Receipt> future) throws Exception {
        ExecutionException e = assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(AppendRefusedException.class, e.getCause()).reason();
    }

    private List<AuditEntry> entries() throws IOException {
        List<AuditEntry> all = new ArrayList<>();
        try (LedgerReader reader = StoredEntries.open(temp.resolve("ledger").resolve("log"), Long.MAX_VALUE);
                EntryCursor entries = reader.ascending(0, Long.MAX_VALUE)) {
            while (entries.next()) {
                all.add(entries.entry());
            }
        }
        return all;
    }

    /** Every event is there once; gives how many refused ones the ledger tells of. */
    private long checkLedger(Set<String> expected) throws IOException {
        assertEquals(
                List.of(),
                LedgerVerifier.verify(temp.resolve("ledger"), VerificationOptions.ALL)
                        .findings());
        Set<String> found = new HashSet<>();
        long refused = 0;
        for (AuditEntry entry : entries()) {
            if (entry.event().name().equals("user.delete")) {
                assertTrue(
                        found.add(entry.target().id()),
                        "twice: " + entry.target().id());
            } else if (entry.event().equals(LedgerEvents.GAP)) {
                refused += Long.parseLong(entry.details().get("refused"));
            }
        }
        assertEquals(expected, found);
        return refused;
    }

    private static String id(int number) {
        return SampleLedger.event(number).target().id();
    }

    @ParameterizedTest
    @EnumSource(names = {"ASYNC", "DURABLE"})
    void aFullDiskIsWaitedForAndWhatFoundNoRoomIsCounted(AppendMode mode) throws Exception {
        Set<String> expected = new HashSet<>();
        int refused = 0;
        try (Ledger ledger = open(mode)) {
            disk.leaveHalf = true;
            disk.failAppends = true;
            List<CompletableFuture<Receipt>> futures = new ArrayList<>();
            // One group is with the writer, the queue holds the next ones, the rest finds no room.
            futures.add(ledger.append(SampleLedger.event(0)));
            await("the writer did not notice", () -> ledger.health().state() == Health.State.FAILING);
            assertTrue(ledger.health().message().contains("No space left on device"));
            long before = System.nanoTime();
            for (int i = 1; i < QUEUE + 4; i++) {
                futures.add(ledger.append(SampleLedger.event(i)));
            }
            long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
            for (CompletableFuture<Receipt> future : futures) {
                if (future.isCompletedExceptionally()) {
                    assertEquals(Reason.QUEUE_FULL, refused(future));
                    refused++;
                } else {
                    assertFalse(future.isDone(), "acknowledged by a full disk");
                }
            }
            assertTrue(refused >= 3, "refused " + refused);
            if (mode == AppendMode.DURABLE) {
                assertTrue(waited >= WAIT.toMillis() * refused, "waited only " + waited + " ms");
            } else {
                assertTrue(waited < WAIT.toMillis(), "async waited " + waited + " ms");
            }
            disk.failAppends = false;
            for (int i = 0; i < futures.size(); i++) {
                if (!futures.get(i).isCompletedExceptionally()) {
                    futures.get(i).get(10, TimeUnit.SECONDS);
                    expected.add(id(i));
                }
            }
            await(
                    "it did not recover",
                    () -> ledger.health().writable() && ledger.health().refused() == 0);
        }
        assertEquals(refused, checkLedger(expected));
    }

    @Test
    void inStrictModeAFullDiskRefusesEverythingAtOnce() throws Exception {
        try (Ledger ledger = open(AppendMode.STRICT)) {
            disk.failAppends = true;
            assertEquals(Reason.NOT_WRITABLE, refused(ledger.append(SampleLedger.event(0))));
            await("the writer did not say so", () -> !ledger.health().writable());
            long before = System.nanoTime();
            for (int i = 1; i < 100; i++) {
                CompletableFuture<Receipt> future = ledger.append(SampleLedger.event(i));
                assertTrue(future.isDone());
                assertEquals(Reason.NOT_WRITABLE, refused(future));
            }
            assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(1), "it hesitated");
            disk.failAppends = false;
            await("it did not recover", () -> ledger.health().writable());
            ledger.record(SampleLedger.event(200));
        }
        assertEquals(100, checkLedger(Set.of(id(200))));
    }

    @ParameterizedTest
    @EnumSource
    void whatCouldNotBeForcedIsNotAcknowledgedAndNotWrittenTwice(AppendMode mode) throws Exception {
        Set<String> expected = new HashSet<>(Set.of(id(1)));
        try (Ledger ledger = open(mode)) {
            disk.failForce = true;
            CompletableFuture<Receipt> future = ledger.append(SampleLedger.event(0));
            await("the writer did not notice", () -> ledger.health().state() == Health.State.FAILING);
            if (mode == AppendMode.STRICT) {
                assertEquals(Reason.NOT_WRITABLE, refused(future));
            } else {
                assertFalse(future.isDone());
                expected.add(id(0));
            }
            disk.failForce = false;
            await("it did not recover", () -> ledger.health().writable());
            ledger.append(SampleLedger.event(1)).get(10, TimeUnit.SECONDS);
        }
        assertEquals(mode == AppendMode.STRICT ? 1 : 0, checkLedger(expected));
    }

    @Test
    void withoutRoomForTilesAndCheckpointsThereIsNoFalseOne() throws Exception {
        Set<String> expected = new HashSet<>();
        try (Ledger ledger = open(AppendMode.DURABLE)) {
            disk.failFiles = true;
            ledger.record(SampleLedger.event(0));
            assertThrows(IOException.class, ledger::checkpoint);
            assertEquals(Health.State.FAILING, ledger.health().state());
            disk.failFiles = false;
            await("it did not recover", () -> ledger.health().writable());
            assertTrue(ledger.checkpoint().size() >= 2);
            expected.add(id(0));
        }
        checkLedger(expected);
    }

    @ParameterizedTest
    @EnumSource
    void aStuckDiskHangsNobody(AppendMode mode) throws Exception {
        Ledger ledger = open(mode);
        CountDownLatch latch = new CountDownLatch(1);
        disk.stuck = latch;
        CompletableFuture<Receipt> first = ledger.append(SampleLedger.event(0));
        await("it is not noticed", () -> ledger.health().state() == Health.State.STUCK);
        assertFalse(first.isDone());
        long before = System.nanoTime();
        AppendRefusedException e =
                assertThrows(AppendRefusedException.class, () -> ledger.record(SampleLedger.event(1)));
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
        assertEquals(mode == AppendMode.STRICT ? Reason.NOT_WRITABLE : Reason.NOT_IN_TIME, e.reason());
        assertTrue(waited < 2000, "waited " + waited + " ms");
        before = System.nanoTime();
        IOException closing = assertThrows(IOException.class, ledger::close);
        assertTrue(closing.getMessage().contains("did not answer"), closing.getMessage());
        assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(6), "closing hung");
        // Until the disk answers nobody else may write.
        assertThrows(IOException.class, () -> open(mode));
        disk.stuck = null;
        latch.countDown();
        await("the lock was kept", () -> {
            try {
                open(mode).close();
                return true;
            } catch (IOException again) {
                return false;
            }
        });
        Set<String> expected = new HashSet<>(Set.of(id(0)));
        if (mode != AppendMode.STRICT) {
            expected.add(id(1));
        }
        checkLedger(expected);
    }

    @Test
    void aSegmentThatIsRemovedIsNoticed() throws Exception {
        Ledger ledger = open(AppendMode.DURABLE);
        ledger.record(SampleLedger.event(0));
        Path segment = temp.resolve("ledger").resolve("log").resolve("000000000000.seg");
        Files.delete(segment);
        assertEquals(Reason.ALARM, refused(ledger.append(SampleLedger.event(1))));
        assertEquals(Health.State.ALARM, ledger.health().state());
        assertTrue(
                ledger.health().message().contains("was removed"),
                ledger.health().message());
        assertEquals(Reason.ALARM, refused(ledger.append(SampleLedger.event(2))));
        assertThrows(IOException.class, ledger::close);
        assertFalse(Files.exists(segment), "it was made again");
    }

    @Test
    void aSegmentThatIsReplacedIsNoticedWithoutAnAppend() throws Exception {
        Ledger ledger = open(AppendMode.DURABLE);
        ledger.record(SampleLedger.event(0));
        Path segment = temp.resolve("ledger").resolve("log").resolve("000000000000.seg");
        byte[] bytes = Files.readAllBytes(segment);
        Path other = temp.resolve("other");
        Files.write(other, bytes);
        Files.delete(segment);
        Files.move(other, segment);
        await("it was not noticed", () -> ledger.health().state() == Health.State.ALARM);
        assertTrue(
                ledger.health().message().contains("was replaced"),
                ledger.health().message());
        assertThrows(IOException.class, ledger::close);
    }

    @Test
    void aSegmentThatSomeoneElseWritesToIsNoticed() throws Exception {
        Ledger ledger = open(AppendMode.STRICT);
        ledger.record(SampleLedger.event(0));
        Path segment = temp.resolve("ledger").resolve("log").resolve("000000000000.seg");
        Files.write(segment, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        assertEquals(Reason.ALARM, refused(ledger.append(SampleLedger.event(1))));
        assertThrows(IOException.class, ledger::close);
    }

    @Test
    void aReadOnlyDirectoryIsSaidToBeOne() throws Exception {
        assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
        Path parent = Files.createDirectory(temp.resolve("parent"));
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("r-x------"));
        try {
            assumeTrue(!Files.isWritable(parent), "this user may write everywhere");
            IOException e = assertThrows(
                    IOException.class, () -> Ledger.open(parent.resolve("ledger"), LedgerOptions.DEFAULTS));
            assertTrue(e.getMessage().contains("No permission to write the ledger"), e.getMessage());
        } finally {
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aDiskThatTakesNoFilesMakesNoLedger() throws Exception {
        disk.failFiles = true;
        IOException e = assertThrows(IOException.class, () -> open(AppendMode.DURABLE));
        assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
        disk.failFiles = false;
        open(AppendMode.DURABLE).close();
        checkLedger(Set.of());
    }

    @Test
    void aClockThatIsSetIsRecorded() throws Exception {
        SettableClock clock = new SettableClock(new AtomicReference<>(Duration.ZERO));
        LedgerOptions options = LedgerOptions.DEFAULTS.withWriting(WriterOptions.DEFAULTS.withClock(clock));
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), options)) {
            ledger.record(SampleLedger.event(0));
            clock.set(Duration.ofHours(-1));
            ledger.record(SampleLedger.event(1));
            clock.set(Duration.ofHours(3));
            ledger.record(SampleLedger.event(2));
        }
        List<String> jumps = new ArrayList<>();
        for (AuditEntry entry : entries()) {
            if (entry.event().equals(LedgerEvents.CLOCK_JUMPED)) {
                jumps.add(
                        Long.toString(Math.round(Long.parseLong(entry.details().get("jump.millis")) / 3_600_000.0)));
            }
        }
        assertEquals(List.of("-1", "4"), jumps);
        // And one that was set back while the ledger was closed.
        Ledger.open(temp.resolve("ledger"), LedgerOptions.DEFAULTS).close();
        assertEquals(
                3,
                entries().stream()
                        .filter(entry -> entry.event().equals(LedgerEvents.CLOCK_JUMPED))
                        .count());
    }

    @Test
    void aClosedLedgerTakesNothing() throws Exception {
        Ledger ledger = open(AppendMode.DURABLE);
        ledger.close();
        assertEquals(Reason.CLOSED, refused(ledger.append(SampleLedger.event(0))));
        assertEquals(Health.State.CLOSED, ledger.health().state());
        ledger.close();
    }
}
