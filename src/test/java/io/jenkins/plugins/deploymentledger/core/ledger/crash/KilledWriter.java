package io.jenkins.plugins.deploymentledger.core.ledger.crash;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Receipt;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that appends for ever and says of each entry when it was acknowledged; to be killed. It may let segments leave for an archive
 * meanwhile.
 */
public final class KilledWriter {

    private static final int THREADS = 4;

    /** Small segments and frequent checkpoints, so that a kill meets every step of writing; patience with a disk that is busy. */
    static final LedgerOptions OPTIONS = LedgerOptions.DEFAULTS.withWriting(WriterOptions.DEFAULTS
            .withQueue(1_000, Duration.ofMinutes(1))
            .withSegments(60, 1 << 20, Duration.ofDays(30))
            .withCheckpointEvery(Duration.ofMillis(60)));

    private KilledWriter() {}

    /** @param args the directory of the ledger, a seed, and, if segments shall leave, the archive */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        out.println("READY");
        out.flush();
        // Not closed: this process does not end in good order.
        CrashingStorage storage = new CrashingStorage();
        // A kill seldom comes within a write. In every other process there is time for it to.
        storage.pauseHalfway = new Random(Long.parseLong(args[1])).nextBoolean();
        Ledger ledger = Ledger.open(Path.of(args[0]), OPTIONS.withStorage(storage));
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(Long.parseLong(args[1]) + thread);
            new Thread(() -> appendForEver(ledger, random, out)).start();
        }
        if (args.length > 2) {
            retainForEver(ledger, Path.of(args[2]), out);
        }
    }

    private static void retainForEver(Ledger ledger, Path archive, PrintStream out) {
        try {
            while (true) {
                ledger.retain(Instant.now(), archive);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (IOException e) {
            fail(e, out);
        }
    }

    private static void fail(IOException e, PrintStream out) {
        synchronized (out) {
            out.println("FAILED " + e);
            out.flush();
        }
    }

    private static void appendForEver(Ledger ledger, Random random, PrintStream out) {
        try {
            while (true) {
                // Now and then big ones, so that a write takes long enough to be interrupted, and too big ones.
                int size = random.nextInt(20) == 0 ? random.nextInt(80_000) : random.nextInt(300);
                Receipt receipt = ledger.record(AuditEvent.of(EventType.of("test.append"))
                        .detail("filling", "x".repeat(size))
                        .build());
                synchronized (out) {
                    out.println(receipt.sequence() + " " + receipt.leaf());
                    out.flush();
                }
            }
        } catch (IOException e) {
            fail(e, out);
        }
    }
}
