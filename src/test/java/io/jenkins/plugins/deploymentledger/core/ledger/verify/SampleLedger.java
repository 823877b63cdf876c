package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Receipt;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Ledgers to tamper with: several segments, full and partial tiles, blobs, one of them erased, and something that left. */
public final class SampleLedger {

    /** How many entries a segment has. */
    public static final int SEGMENT = 100;

    /** Small segments. */
    public static final LedgerOptions OPTIONS = LedgerOptions.DEFAULTS
            .withOrigin("ledger.example.org")
            .withWriting(WriterOptions.DEFAULTS.withSegments(SEGMENT, 1 << 20, Duration.ofDays(30)));

    private SampleLedger() {}

    /** An event whose entry is as long as that of any other number. */
    public static AuditEvent event(int number) {
        return AuditEvent.of(EventType.of("user.delete"))
                .at(Instant.parse("2026-11-24T09:00:00Z"))
                .by("alice", "Alice")
                .on("user", String.format("user-%06d", number), "User")
                .build();
    }

    /** Appends so many events and waits until they are on disk. */
    public static List<Receipt> append(Ledger ledger, int from, int end) throws Exception {
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

    /** A ledger of a bit over 650 entries of which the first 100 have left. */
    public static void create(Path directory) throws Exception {
        try (Ledger ledger = Ledger.open(directory, OPTIONS)) {
            append(ledger, 0, 130);
            ledger.retain(Instant.now().plusSeconds(3600), null);
            BlobReference kept =
                    ledger.putBlob("diff", "- old\n+ new\n".repeat(20).getBytes(UTF_8));
            BlobReference erased = ledger.putBlob("script", "println 'secret'".getBytes(UTF_8));
            ledger.record(AuditEvent.of(EventType.of("item.updated")).blob(kept).build());
            ledger.record(
                    AuditEvent.of(EventType.of("script.console")).blob(erased).build());
            ledger.eraseBlob(
                    AuditEvent.of(LedgerEvents.BLOB_ERASED).by("alice", "Alice"),
                    erased.sha256(),
                    "it held a password");
            append(ledger, 130, 650);
        }
    }

    /** Copies a directory with everything in it. */
    public static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return to;
    }

    /** Where each record of a segment begins, and where the last one ends. */
    public static List<Integer> records(byte[] segment) {
        List<Integer> offsets = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(segment);
        int at = 88;
        while (at < segment.length && bytes.getInt(at) > 0) {
            offsets.add(at);
            at += 8 + bytes.getInt(at);
        }
        offsets.add(at);
        return offsets;
    }

    /** Makes the checksum of a record fit its bytes, as a forger would. */
    public static void fixChecksum(byte[] segment, int record) {
        ByteBuffer bytes = ByteBuffer.wrap(segment);
        CRC32C crc = new CRC32C();
        crc.update(segment, record, 4);
        crc.update(segment, record + 8, bytes.getInt(record));
        bytes.putInt(record + 4, (int) crc.getValue());
    }
}
