package io.jenkins.plugins.deploymentledger.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendMode;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Health;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Receipt;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SampleLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each mode does while the disk is full, failing or stuck. */
@Timeout(60)
class FaultTest extends LedgerOnBadDisk {

    @ParameterizedTest
    @EnumSource(names = {"ASYNC", "DURABLE"})
    void aFullDiskIsWaitedForAndWhatFoundNoRoomIsCounted(AppendMode mode) throws Exception {
        Set<String> expected = new HashSet<>();
        int refused = 0;
        try (Ledger ledger = open(mode, mode == AppendMode.ASYNC ? NEVER_OVER : WAIT)) {
            disk.leaveHalf = true;
            disk.failAppends = true;
            List<CompletableFuture<Receipt>> futures = new ArrayList<>();
            // One group is with the writer, the queue holds the next ones, the rest finds no room.
            futures.add(ledger.append(SampleLedger.event(0)));
            await("the writer did not notice", () -> ledger.health().state() == Health.State.FAILING);
            assertTrue(ledger.health().message().contains("No space left on device"));
            for (int i = 1; i < QUEUE + 4; i++) {
                futures.add(ledger.append(SampleLedger.event(i)));
            }
            for (CompletableFuture<Receipt> future : futures) {
                if (future.isCompletedExceptionally()) {
                    assertEquals(Reason.QUEUE_FULL, refused(future));
                    refused++;
                } else {
                    assertFalse(future.isDone(), "acknowledged by a full disk");
                }
            }
            assertTrue(refused >= 3, "refused " + refused);
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
        assertEquals(List.of("QUEUE_FULL: " + refused), reasons());
    }

    private List<String> reasons() throws IOException {
        return entries().stream()
                .filter(entry -> entry.event().equals(LedgerEvents.GAP))
                .map(entry -> entry.details().get("because"))
                .toList();
    }

    @Test
    void inDurableModeAnAppendWaitsForRoom() throws Exception {
        try (Ledger ledger = open(AppendMode.DURABLE, NEVER_OVER)) {
            CountDownLatch latch = new CountDownLatch(1);
            disk.stuck = latch;
            CompletableFuture<Receipt> first = ledger.append(SampleLedger.event(0));
            await("the writer did not take it", () -> ledger.health().state() == Health.State.STUCK);
            for (int i = 1; i <= QUEUE; i++) {
                ledger.append(SampleLedger.event(i));
            }
            CompletableFuture<CompletableFuture<Receipt>> more =
                    CompletableFuture.supplyAsync(() -> ledger.append(SampleLedger.event(QUEUE + 1)));
            assertThrows(TimeoutException.class, () -> more.get(WAIT.toMillis(), TimeUnit.MILLISECONDS));
            disk.stuck = null;
            latch.countDown();
            long last = more.get(20, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS).sequence();
            assertEquals(first.get().sequence() + QUEUE + 1, last);
        }
    }

    @Test
    void inStrictModeAFullDiskRefusesEverythingAtOnce() throws Exception {
        try (Ledger ledger = open(AppendMode.STRICT, NEVER_OVER)) {
            disk.failAppends = true;
            assertEquals(Reason.NOT_WRITABLE, refused(ledger.append(SampleLedger.event(0))));
            await("the writer did not say so", () -> !ledger.health().writable());
            for (int i = 1; i < 100; i++) {
                CompletableFuture<Receipt> future = ledger.append(SampleLedger.event(i));
                assertTrue(future.isDone());
                assertEquals(Reason.NOT_WRITABLE, refused(future));
            }
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

    @Test
    void entriesGoToTheDiskWhileACheckpointHangs() throws Exception {
        Set<String> expected = new HashSet<>();
        CountDownLatch latch = new CountDownLatch(1);
        LedgerOptions options = LedgerOptions.DEFAULTS
                .withStorage(disk)
                .withWriting(WriterOptions.DEFAULTS
                        .withQueue(QUEUE, Duration.ofSeconds(20))
                        .withCheckpointEvery(Duration.ofHours(1)));
        try (Ledger ledger = Ledger.open(temp.resolve("ledger"), options)) {
            long before = ledger.publishedCheckpoint().size();
            disk.stuckFiles = latch;
            CompletableFuture<Long> asked = CompletableFuture.supplyAsync(() -> {
                try {
                    return ledger.checkpoint().size();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            for (int i = 0; i < 30; i++) {
                ledger.record(SampleLedger.event(i));
                expected.add(id(i));
            }
            assertEquals(before, ledger.publishedCheckpoint().size());
            assertFalse(asked.isDone(), "a checkpoint that is not on disk was given away");
            disk.stuckFiles = null;
            latch.countDown();
            assertTrue(asked.get(20, TimeUnit.SECONDS) > before);
            assertEquals(ledger.endSequence(), ledger.checkpoint().size());
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
        AppendRefusedException e =
                assertThrows(AppendRefusedException.class, () -> ledger.record(SampleLedger.event(1)));
        assertEquals(mode == AppendMode.STRICT ? Reason.NOT_WRITABLE : Reason.NOT_IN_TIME, e.reason());
        IOException closing = assertThrows(IOException.class, ledger::close);
        assertTrue(closing.getMessage().contains("did not answer"), closing.getMessage());
        assertFalse(first.isDone(), "neither waited for the disk");
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
    void aDiskThatTakesNoFilesMakesNoLedger() throws Exception {
        disk.failFiles = true;
        IOException e = assertThrows(IOException.class, () -> open(AppendMode.DURABLE));
        assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
        disk.failFiles = false;
        open(AppendMode.DURABLE).close();
        checkLedger(Set.of());
    }
}
