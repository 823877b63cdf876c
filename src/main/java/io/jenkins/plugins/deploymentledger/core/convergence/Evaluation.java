package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a look at all members has shown.
 *
 * @param states how each machine stands, in the order in which they were given
 * @param due the machines that are to be tried now
 * @param unseen the machines that can be reached and whose inventory is to be taken, those first that were heard of longest ago
 * @param corrective whether one of those that are due has been as it should before
 * @param lost the machines that are no longer as they should be, each told once
 * @param problems why it is unknown how a machine stands, as far as that can be said, by its name
 * @param left how many more would be due, had the bounds of the hour left room
 * @param unheard how many of the unseen have an inventory that is older than this round, or none
 */
public record Evaluation(
        @NonNull Map<String, MemberState> states,
        @NonNull List<String> due,
        @NonNull List<String> unseen,
        boolean corrective,
        @NonNull List<Loss> lost,
        @NonNull Map<String, String> problems,
        int left,
        int unheard) {

    /** How many machines stand how; only what occurs. */
    @NonNull
    public Map<MemberState, Integer> counts() {
        Map<MemberState, Integer> counts = new EnumMap<>(MemberState.class);
        states.values().forEach(state -> counts.merge(state, 1, Integer::sum));
        return counts;
    }

    /** The share of the machines concerned that have the package, in percent from 0 to 100, rounded down. */
    public int percentConverged() {
        Map<MemberState, Integer> counts = counts();
        int concerned = states.size()
                - counts.getOrDefault(MemberState.NOT_APPLICABLE, 0)
                - counts.getOrDefault(MemberState.EXCLUDED, 0);
        return concerned == 0 ? 100 : (int) (100L * counts.getOrDefault(MemberState.CONVERGED, 0) / concerned);
    }
}
