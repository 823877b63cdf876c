package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import io.jenkins.plugins.deploymentledger.core.rollout.Verdict;

/** What Jenkins calls the ends of a rollout. */
final class RunResults {

    private RunResults() {}

    @NonNull
    static Result of(@NonNull Verdict verdict) {
        return switch (verdict) {
            case SUCCESS -> Result.SUCCESS;
            case PARTIAL -> Result.UNSTABLE;
            case FAILURE -> Result.FAILURE;
            case STOPPED -> Result.ABORTED;
            case NOTHING_TO_DO -> Result.NOT_BUILT;
        };
    }
}
