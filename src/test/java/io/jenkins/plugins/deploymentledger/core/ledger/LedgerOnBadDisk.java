package io.jenkins.plugins.deploymentledger.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendMode;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException.Reason;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;

/** A ledger on a disk that fails as a test tells it to, and what a test asks of it. */
abstract class LedgerOnBadDisk {

    static final int QUEUE = 20;
    static final Duration WAIT = Duration.ofMillis(300);

    /** Longer than the timeout of a test. */
    static final Duration NEVER_OVER = Duration.ofHours(1);

    final CrashingStorage disk = new CrashingStorage();

    @TempDir
    Path temp;

    Ledger open(AppendMode mode) throws IOException {
        return open(mode, WAIT);
    }

    /** Where an append that waits makes a test hang, a long wait shows that it does not. */
    Ledger open(AppendMode mode, Duration wait) throws IOException {
        return Ledger.open(
                temp.resolve("ledger"),
                LedgerOptions.DEFAULTS
                        .withStorage(disk)
                        .withCloseAtMost(Duration.ofSeconds(2))
                        .withWriting(WriterOptions.DEFAULTS
                                .withMode(mode)
                                .withQueue(QUEUE, wait)
                                .withStuckAfter(Duration.ofMillis(200))));
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    static Reason refused(CompletableFuture<Receipt> future) throws Exception {
        ExecutionException e = assertThrows(ExecutionException.class, () -> future.get(10, TimeUnit.SECONDS));
        return assertInstanceOf(AppendRefusedException.class, e.getCause()).reason();
    }

    List<AuditEntry> entries() throws IOException {
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
    long checkLedger(Set<String> expected) throws IOException {
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

    static String id(int number) {
        return SampleLedger.event(number).target().id();
    }
}
