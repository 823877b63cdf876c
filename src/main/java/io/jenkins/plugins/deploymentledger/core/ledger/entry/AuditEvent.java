package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that happened, as it is handed to the ledger: who did what to which target, when and from where.
 *
 * <p>Immutable.
 *
 * @param time when it happened, to the millisecond, between the years 0 and 9999; never the time of its recording
 * @param event what kind of thing happened
 * @param operatedBy who answers for it
 * @param effective whom the code ran as; the same as {@code operatedBy} where no one acted for another
 * @param target what was acted upon
 * @param addresses where the request came from
 * @param outcome how it ended
 * @param details further facts by name, sorted by name in UTF-16 order; unmodifiable
 * @param blobs parts kept beside the ledger for their size; unmodifiable
 */
public record AuditEvent(
        @NonNull Instant time,
        @NonNull EventType event,
        @NonNull Identity operatedBy,
        @NonNull Identity effective,
        @NonNull Target target,
        @NonNull Addresses addresses,
        @NonNull Outcome outcome,
        @NonNull SortedMap<String, String> details,
        @NonNull List<BlobReference> blobs) {

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** @throws IllegalArgumentException if the time is out of range */
    public AuditEvent {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("The time " + time + " is not between the years 0 and 9999");
        }
        SortedMap<String, String> sorted = new TreeMap<>();
        details.forEach((name, value) -> sorted.put(Text.wellFormed(name), Text.wellFormed(value)));
        details = Collections.unmodifiableSortedMap(sorted);
        blobs = List.copyOf(blobs);
    }

    /**
     * Begins to describe an event; what is not set is empty, its time is now and its outcome a success.
     *
     * @param event what kind of thing happened
     */
    @NonNull
    public static Builder of(@NonNull EventType event) {
        return new Builder(event);
    }

    /**
     * The same event with other details and blobs, for when details are too big to stand in the entry.
     *
     * @param newDetails the details instead of these
     * @param newBlobs the blobs instead of these
     */
    @NonNull
    public AuditEvent with(@NonNull SortedMap<String, String> newDetails, @NonNull List<BlobReference> newBlobs) {
        return new AuditEvent(time, event, operatedBy, effective, target, addresses, outcome, newDetails, newBlobs);
    }

    /** Describes an event step by step. Not thread-safe. */
    public static final class Builder {

        private final EventType event;
        private final SortedMap<String, String> details = new TreeMap<>();
        private final List<BlobReference> blobs = new ArrayList<>();
        private Instant time = Instant.now();
        private Identity operatedBy = new Identity("", "");
        private Identity effective;
        private Target target = new Target("", "", "");
        private Addresses addresses = Addresses.NONE;
        private Outcome outcome = Outcome.SUCCESS;

        private Builder(EventType event) {
            this.event = event;
        }

        /** When it happened. */
        @NonNull
        public Builder at(@NonNull Instant when) {
            this.time = when;
            return this;
        }

        /** Who answers for it; {@linkplain Identity#cut() cut} if that is very long. */
        @NonNull
        public Builder by(@NonNull String id, @NonNull String name) {
            this.operatedBy = new Identity(id, name).cut();
            return this;
        }

        /** Whom the code ran as, if that was another than the one who answers for it; {@linkplain Identity#cut() cut} likewise. */
        @NonNull
        public Builder runningAs(@NonNull String id, @NonNull String name) {
            this.effective = new Identity(id, name).cut();
            return this;
        }

        /** What was acted upon; {@linkplain Target#cut() cut} if its names are very long. */
        @NonNull
        public Builder on(@NonNull String kind, @NonNull String id, @NonNull String name) {
            this.target = new Target(kind, id, name).cut();
            return this;
        }

        /** Where the request came from. */
        @NonNull
        public Builder from(@NonNull Addresses where) {
            this.addresses = where;
            return this;
        }

        /** How it ended. */
        @NonNull
        public Builder outcome(@NonNull Outcome how) {
            this.outcome = how;
            return this;
        }

        /** A further fact; replaces one of the same name. */
        @NonNull
        public Builder detail(@NonNull String name, @NonNull String value) {
            details.put(name, value);
            return this;
        }

        /** Further facts; each replaces one of the same name. */
        @NonNull
        public Builder details(@NonNull Map<String, String> facts) {
            details.putAll(facts);
            return this;
        }

        /** A part kept beside the ledger. */
        @NonNull
        public Builder blob(@NonNull BlobReference blob) {
            blobs.add(blob);
            return this;
        }

        /**
         * The event as described.
         *
         * @throws IllegalArgumentException if the time is out of range
         */
        @NonNull
        public AuditEvent build() {
            return new AuditEvent(
                    time,
                    event,
                    operatedBy,
                    effective == null ? operatedBy : effective,
                    target,
                    addresses,
                    outcome,
                    details,
                    blobs);
        }
    }
}
