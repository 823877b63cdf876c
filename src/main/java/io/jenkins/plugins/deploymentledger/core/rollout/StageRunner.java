package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.concurrent.CompletionStage;

/** Does the real work of a stage on a machine. */
@FunctionalInterface
public interface StageRunner {

    /**
     * Runs a stage, or finds a {@link Work#resumed() resumed} one again.
     *
     * <p>Called on a thread of the engine's pool, which it may block while there is something to do on it, not while
     * there is only something to wait for.
     *
     * @param work the stage and the machine
     * @param control what the runner tells the rollout on the way, and hears from it
     * @return completes with the report; completing or throwing exceptionally counts as a fault of this plugin
     */
    @NonNull
    CompletionStage<StageReport> run(@NonNull Work work, @NonNull StageControl control);
}
