package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.access.KnownJobs;
import java.util.List;

/**
 * That another convergence wants a software otherwise on machines that both look after: there neither does anything.
 *
 * @param job the full name of the other's deployment; to be shown only to those who may know of it
 * @param software by the name in the other's detection rule
 * @param version which the other wants; null where it wants the opposite
 * @param machines the names of the first of them
 * @param count of how many machines
 */
record Contradiction(
        @NonNull String job,
        @NonNull String software,
        @CheckForNull String version,
        @NonNull List<String> machines,
        int count) {

    /** In words, for the current user, to whom a deployment that is hidden is not named. */
    @NonNull
    String inWords() {
        String who = KnownJobs.mayBeNamed(job) ? job : Messages.Contradiction_hidden();
        String where = String.join(", ", machines)
                + (count > machines.size() ? " " + Messages.Contradiction_more(count - machines.size()) : "");
        return version == null || !KnownJobs.mayBeNamed(job)
                ? Messages.Contradiction_opposite(who, software, where)
                : Messages.Contradiction_versions(who, version, software, where);
    }
}
