package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;

/**
 * When a convergence is looked at: a round, in which all inventories are taken anew, comes at its time; what is news may be looked
 * at in between, though not at once after the last look.
 *
 * @param betweenRounds from the beginning of one round to that of the next
 */
public record Cadence(@NonNull Duration betweenRounds) {

    /** However often things change: nothing is looked at again before this, unless somebody asks. */
    public static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    /** How many inventories are taken for one look at most; the others follow with the next. */
    public static final int MOST_INVENTORIES = 500;

    /** When the next round begins. */
    @NonNull
    public Instant nextRound(@NonNull Convergence.Memory memory) {
        return Instant.ofEpochMilli(memory.roundAt()).plus(betweenRounds);
    }

    /** Whether a round is to begin. */
    public boolean isRoundDue(@NonNull Convergence.Memory memory, @NonNull Instant now) {
        return !now.isBefore(nextRound(memory));
    }

    /** Whether what is news may be looked at. */
    public static boolean mayLook(@NonNull Instant lookedAt, @NonNull Instant now) {
        return !now.isBefore(lookedAt.plus(BETWEEN_LOOKS));
    }
}
