package io.jenkins.plugins.deploymentledger.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendMode;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Health;
import io.jenkins.plugins.deploymentledger.core.ledger.append.LedgerClock;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Receipt;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SampleLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a ledger that is open while someone lays hands on its files or the clock, and of one whose writer is at its end. */
@Timeout(60)
class DisturbedLedgerTest extends LedgerOnBadDisk {

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWriterThatDiesIsNoLedgerClosedInGoodOrder(boolean forGood) throws Exception {
        AtomicBoolean dies = new AtomicBoolean();
        LedgerClock clock = new LedgerClock() {
            @Override
            public Instant now() {
                if (Thread.currentThread().getName().endsWith("writer") && dies.get()) {
                    dies.set(forGood);
                    throw new IllegalStateException("dies");
                }
                return LedgerClock.SYSTEM.now();
            }

            @Override
            public long nanos() {
                return LedgerClock.SYSTEM.nanos();
            }
        };
        Ledger ledger = Ledger.open(
                temp.resolve("dies"), LedgerOptions.DEFAULTS.withWriting(WriterOptions.DEFAULTS.withClock(clock)));
        dies.set(true);
        CompletableFuture<Receipt> done = ledger.append(
                AuditEvent.of(EventType.of("user.delete")).at(Instant.EPOCH).build());
        ExecutionException e = assertThrows(ExecutionException.class, () -> done.get(10, TimeUnit.SECONDS));
        assertTrue(e.getMessage().contains("dies"), e.getMessage());
        await("the writer's end", () -> ledger.health().message().contains("dies"));
        IOException failure = assertThrows(IOException.class, ledger::close);
        assertTrue(failure.getMessage().contains("not closed in good order"), failure.getMessage());
        // Nobody is left who writes, so nobody has the lock.
        dies.set(false);
        Ledger.open(temp.resolve("dies"), LedgerOptions.DEFAULTS).close();
    }
}
