package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import java.util.Map;

/**
 * A rollout as it was at one moment; immutable.
 *
 * @param machines all of them, in their order
 * @param transfers how much of the binary is on a machine, for those to which it is being sent
 * @param revision see {@link Rollout#revision()}
 * @param stop who stopped it; null if nobody has
 * @param outlook by which rules it goes on
 */
public record RolloutSnapshot(
        @NonNull List<MachineProgress> machines,
        @NonNull Map<String, Transfer> transfers,
        long revision,
        @CheckForNull RolloutEvent.StopRequested stop,
        @NonNull Outlook outlook) {

    /**
     * A transfer under way.
     *
     * @param bytes so far
     * @param total in all
     */
    public record Transfer(long bytes, long total) {}

    /**
     * By which rules a rollout goes on.
     *
     * @param options its rules
     * @param batch which batch it is in, from 1
     * @param bound how many machines may have been tried at the end of that batch
     * @param halt why nothing further begins; null if something may
     */
    public record Outlook(
            @NonNull RolloutOptions options,
            int batch,
            int bound,
            @CheckForNull Halt halt) {}

    /** How many machines are in which status. */
    @NonNull
    public StatusCounts counts() {
        return StatusCounts.of(machines);
    }
}
