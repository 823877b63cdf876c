package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.record.SecondHand;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The entries of the controller under test, as they stand in its ledger. */
public final class TestTrail {

    private TestTrail() {}

    /** Waits until everything that was recorded is on disk; gives the sequence number after the last entry. */
    public static long end() {
        Recorder recorder = Recorder.find().orElseThrow();
        recorder.trail().retry();
        // What the recorder's thread does may make it do more.
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        do {
            assertTrue(recorder.flush(Duration.ofSeconds(20)), "The recorder does not come to an end");
            assertTrue(System.nanoTime() < deadline, "The recorder does ever more");
        } while (waiting(recorder) > 0);
        assertTrue(recorder.flush(Duration.ofSeconds(20)), "The recorder does not come to an end");
        return ledger().endSequence();
    }

    /** How much is left to be done, seen from between two things that are done. */
    private static int waiting(Recorder recorder) {
        AtomicInteger waiting = new AtomicInteger();
        CompletableFuture<Void> looked = recorder.keep(() -> waiting.set(recorder.waiting()));
        recorder.hurry();
        looked.orTimeout(20, TimeUnit.SECONDS).join();
        return waiting.get();
    }

    /** The same, with those that were waiting for a request to tell them. */
    public static long settled() {
        SecondHand.release();
        return end();
    }

    /** The entries from a sequence number on. */
    public static List<AuditEntry> since(long sequence) throws IOException {
        end();
        List<AuditEntry> entries = new ArrayList<>();
        try (LedgerReader reader = ledger().reader();
                EntryCursor cursor = reader.ascending(sequence, reader.endSequence())) {
            while (cursor.next()) {
                entries.add(cursor.entry());
            }
        }
        return entries;
    }

    /** All entries of a type from a sequence number on. */
    public static List<AuditEntry> since(long sequence, String type) throws IOException {
        return since(sequence).stream()
                .filter(entry -> entry.event().name().equals(type))
                .toList();
    }

    /** What is kept beside an entry: the first of it, as text. */
    public static String kept(AuditEntry entry) throws IOException {
        return new String(ledger().blob(entry.blobs().get(0)), StandardCharsets.UTF_8);
    }

    /** Overwrites some entries in the middle of the newest segment, so that whoever reads them fails. */
    public static void damageTheMiddle() throws IOException {
        Path segment;
        try (Stream<Path> files = Files.list(ledger().directory().segments())) {
            segment = files.filter(file -> !file.toString().endsWith(".idx"))
                    .sorted()
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[2_000]);
        }
    }

    private static Ledger ledger() {
        return Recorder.find().orElseThrow().trail().ledger().orElseThrow();
    }
}
