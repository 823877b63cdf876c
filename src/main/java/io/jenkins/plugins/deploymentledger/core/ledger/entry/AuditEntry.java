package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;

/**
 * An event in its place in the ledger.
 *
 * <p>Immutable. Its schema version is {@link EntryCodec#VERSION}.
 *
 * @param sequence its number, from 0; also its leaf index in the ledger's tree
 * @param after the hash of the entry before it, as 64 lower case hexadecimal digits: the RFC 6962 leaf hash of that entry's
 *     canonical JSON; 64 zeros for the first entry
 * @param recorded when the ledger recorded it, to the millisecond
 * @param what the event
 */
public record AuditEntry(
        long sequence,
        @NonNull String after,
        @NonNull Instant recorded,
        @NonNull AuditEvent what) {

    /** What {@link #after} is for the first entry of a ledger. */
    public static final String NOTHING_BEFORE = "0".repeat(64);

    /** @throws IllegalArgumentException if the sequence number is negative */
    public AuditEntry {
        if (sequence < 0) {
            throw new IllegalArgumentException("The sequence number " + sequence + " is negative");
        }
        recorded = recorded.truncatedTo(ChronoUnit.MILLIS);
    }

    /** When it happened. */
    @NonNull
    public Instant time() {
        return what.time();
    }

    /** What kind of thing happened. */
    @NonNull
    public EventType event() {
        return what.event();
    }

    /** Who answers for it. */
    @NonNull
    public Identity operatedBy() {
        return what.operatedBy();
    }

    /** Whom the code ran as. */
    @NonNull
    public Identity effective() {
        return what.effective();
    }

    /** What was acted upon. */
    @NonNull
    public Target target() {
        return what.target();
    }

    /** Where the request came from. */
    @NonNull
    public Addresses addresses() {
        return what.addresses();
    }

    /** How it ended. */
    @NonNull
    public Outcome outcome() {
        return what.outcome();
    }

    /** Further facts by name; sorted and unmodifiable. */
    @NonNull
    public SortedMap<String, String> details() {
        return what.details();
    }

    /** Parts kept beside the ledger; unmodifiable. */
    @NonNull
    public List<BlobReference> blobs() {
        return what.blobs();
    }
}
