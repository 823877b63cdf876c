package io.jenkins.plugins.deploymentledger.core.ledger.feed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One consumer's way through a ledger: hands over what is new, remembers how far, and waits longer after each failure.
 *
 * <p>It reads from disk what a checkpoint covers, and never holds up the writing. Turns are for one thread; the status may be
 * asked for by any.
 */
public final class LedgerFeed {

    /** How long to wait when there is nothing new. */
    private static final Duration IDLE = Duration.ofSeconds(2);

    /** From how many bytes of JSON on a delivery takes no further entry. */
    private static final int MOST_BYTES = 1 << 20;

    private final FeedConsumer consumer;
    private final PositionFile file;
    private final BackOff backOff;
    private FeedPosition position;
    private Instant due = Instant.MIN;
    private volatile FeedStatus status;

    /**
     * The way of a consumer, from where it was.
     *
     * @param consumer takes the deliveries
     * @param file remembers how far it is
     * @param backOff how long to wait after failures
     */
    public LedgerFeed(@NonNull FeedConsumer consumer, @NonNull PositionFile file, @NonNull BackOff backOff) {
        this.consumer = consumer;
        this.file = file;
        this.backOff = backOff;
        this.position = file.read();
        this.status = status(position.next(), 0, null, "");
    }

    /** How the feed is; a delivery that is under way does not count yet. */
    @NonNull
    public FeedStatus status() {
        return status;
    }

    /**
     * Hands over at most one delivery, if one is due.
     *
     * @param ledger that is open
     * @param now the time
     * @return how long to wait until the next turn
     * @throws InterruptedException if the consumer is to be stopped; that delivery does not count
     */
    @NonNull
    public Duration turn(@NonNull Ledger ledger, @NonNull Instant now) throws InterruptedException {
        Checkpoint newest = ledger.publishedCheckpoint();
        if (newest.size() != status.end()) {
            status = status(newest.size(), status.failures(), status.failingSince(), status.problem());
        }
        if (now.isBefore(due)) {
            return shorter(IDLE, Duration.between(now, due));
        }
        Checkpoint known = position.checkpoint();
        if (position.next() >= newest.size() && (known == null || known.equals(newest))) {
            return IDLE;
        }
        try {
            hold(ledger, newest);
            FeedPosition after = hand(ledger, newest, now);
            position = after;
            due = after.next() < newest.size() ? now : now.plus(consumer.every());
            // Whoever sees a success may end the feed: it has to be kept by then.
            file.write(after);
            status = status(newest.size(), 0, null, "");
        } catch (IOException | RuntimeException e) {
            int failures = status.failures() + 1;
            Instant since = status.failingSince() == null ? now : status.failingSince();
            status = status(newest.size(), failures, since, problem(e));
            due = now.plus(backOff.after(failures));
        }
        return shorter(IDLE, Duration.between(now, due));
    }

    /** Lets the next turn try at once. */
    public void retry() {
        due = Instant.MIN;
    }

    /** A ledger without the history that was handed over would use sequence numbers anew that receivers already know. */
    private void hold(Ledger ledger, Checkpoint newest) throws IOException {
        Checkpoint known = position.checkpoint();
        if (known == null) {
            return;
        }
        if (known.size() > newest.size() || !new Delivery(ledger, List.of(), newest, known).continues(known)) {
            throw new IOException("The ledger does not continue the " + known.size()
                    + " entries that were handed over: an older copy was put in place, or its history was rewritten."
                    + " If that is right, remove " + file + " to hand over everything anew");
        }
    }

    private FeedPosition hand(Ledger ledger, Checkpoint newest, Instant now) throws IOException, InterruptedException {
        if (consumer.entriesAtOnce() == 0) {
            consumer.take(new Delivery(ledger, List.of(), newest, position.checkpoint()));
            return new FeedPosition(newest.size(), 0, now, newest);
        }
        List<AuditEntry> entries;
        long first;
        try (LedgerReader reader = ledger.reader()) {
            first = Math.max(position.next(), reader.firstSequence());
            entries = read(reader, first, newest.size());
        }
        consumer.take(new Delivery(ledger, entries, newest, position.checkpoint()));
        return new FeedPosition(first + entries.size(), position.missed() + first - position.next(), now, newest);
    }

    private List<AuditEntry> read(LedgerReader reader, long first, long end) throws IOException {
        int most = Math.min(Delivery.MOST_ENTRIES, consumer.entriesAtOnce());
        List<AuditEntry> entries = new ArrayList<>();
        int bytes = 0;
        try (EntryCursor cursor = reader.ascending(first, end)) {
            while (entries.size() < most && bytes < MOST_BYTES && cursor.next()) {
                entries.add(cursor.entry());
                bytes += cursor.json().length;
            }
        }
        return entries;
    }

    private FeedStatus status(long end, int failures, @CheckForNull Instant failingSince, String problem) {
        return new FeedStatus(
                position.next(), end, position.missed(), position.lastSuccess(), failures, failingSince, problem);
    }

    private static String problem(Exception e) {
        return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
