package io.jenkins.plugins.deploymentledger.core.ledger.append;

import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobStore;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EncodedEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes waiting events in groups, and with them what the ledger itself has to say. Not thread-safe. */
final class GroupCommit {

    /** How many bytes a group has at most, more or less. */
    private static final int GROUP_BYTES = 4 << 20;

    /** The name of the blob that holds details too big for an entry. */
    private static final String DETAILS = "details";

    private final LedgerTail tail;
    private final BlobStore blobs;
    private final WriterOptions options;
    private final Gap gap;
    private final ClockWatch clockWatch;
    private final Acknowledger acknowledger;
    private AuditEvent clockJump;

    GroupCommit(LedgerTail tail, BlobStore blobs, WriterOptions options, Gap gap, Acknowledger acknowledger) {
        this.tail = tail;
        this.blobs = blobs;
        this.options = options;
        this.gap = gap;
        this.acknowledger = acknowledger;
        this.clockWatch = new ClockWatch(options.clock(), options.clockTolerance());
    }

    /**
     * Writes everything in a queue; what is on disk leaves it and is acknowledged.
     *
     * @throws IOException if the disk does not take it; what is not written is still in the queue
     */
    void write(Deque<Waiting> batch) throws IOException {
        if (clockJump == null) {
            clockJump = clockWatch.look();
        }
        while (!batch.isEmpty() || clockJump != null || gap.refused() > 0) {
            Instant now = options.clock().now();
            if (tail.full(options, now)) {
                tail.roll(now);
            }
            writeGroup(batch, now);
        }
    }

    private void writeGroup(Deque<Waiting> batch, Instant now) throws IOException {
        List<EncodedEvent> events = new ArrayList<>(batch.size() + 2);
        if (clockJump != null) {
            events.add(EntryCodec.encode(clockJump));
        }
        AuditEvent missing = gap.event();
        if (missing != null) {
            events.add(EntryCodec.encode(missing));
        }
        int own = events.size();
        int room = Math.max(1, tail.room(options) - own);
        long bytes = 0;
        for (Waiting waiting : batch) {
            if (events.size() - own == room || bytes > GROUP_BYTES) {
                break;
            }
            EncodedEvent event = waiting.tooLarge() ? withDetailsInBlob(waiting.event()) : waiting.encoded();
            bytes += event.maxLength();
            events.add(event);
        }
        List<Receipt> receipts = tail.commit(events, now);
        clockJump = null;
        gap.recorded();
        List<Waiting> group = new ArrayList<>(receipts.size() - own);
        while (group.size() < receipts.size() - own) {
            group.add(batch.remove());
        }
        acknowledger.acknowledge(group, receipts.subList(own, receipts.size()));
    }

    /** The event with its details in a blob, one {@code name=value} with a zero byte after each. */
    private EncodedEvent withDetailsInBlob(AuditEvent event) throws IOException {
        StringBuilder details = new StringBuilder();
        for (Map.Entry<String, String> detail : event.details().entrySet()) {
            details.append(detail.getKey())
                    .append('=')
                    .append(detail.getValue())
                    .append('\0');
        }
        List<BlobReference> references = new ArrayList<>(event.blobs());
        references.add(blobs.put(DETAILS, details.toString().getBytes(StandardCharsets.UTF_8)));
        return EntryCodec.encode(event.with(new TreeMap<>(), references));
    }
}
