package io.jenkins.plugins.deploymentledger.core.ledger.feed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;

/**
 * How a feed is, at one moment.
 *
 * @param next the sequence number of the next entry to hand over
 * @param end the sequence number after the newest entry of which the feed knows
 * @param missed how many entries had left the ledger before they could be handed over
 * @param lastSuccess when a delivery was last taken; null if never
 * @param failures how many deliveries failed since then
 * @param failingSince when the first of these failed; null if none did
 * @param problem why the last delivery failed, a sentence; empty if it did not
 */
public record FeedStatus(
        long next,
        long end,
        long missed,
        @CheckForNull Instant lastSuccess,
        int failures,
        @CheckForNull Instant failingSince,
        @NonNull String problem) {

    /** How many entries the consumer does not have yet. */
    public long lag() {
        return Math.max(0, end - next);
    }

    /** Whether the last delivery failed. */
    public boolean failing() {
        return failures > 0;
    }
}
