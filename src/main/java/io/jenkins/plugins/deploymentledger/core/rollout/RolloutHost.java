package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;

/** What an engine runs on: threads, time, and the sight of the machines' agents. */
public interface RolloutHost {

    /** Bounded; runs the stages. */
    @NonNull
    Executor pool();

    /** Gives the time of events. */
    @NonNull
    Clock clock();

    /**
     * Has something run later, on any thread that it may use for a moment.
     *
     * @param when earlier is harmless, much later is not
     * @param alarm does not throw
     */
    void wakeAt(@NonNull Instant when, @NonNull Runnable alarm);

    /** Whether a stage that began on the machine now would find its agent; must not block. */
    boolean isReachable(@NonNull String machine);
}
