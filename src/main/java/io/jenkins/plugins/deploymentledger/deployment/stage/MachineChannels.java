package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Knows which machines can be spoken to; safe for use by several threads. */
public interface MachineChannels {

    /**
     * How a machine is now; does not block.
     *
     * @param machine its name
     */
    @NonNull
    MachineState state(@NonNull String machine);

    /**
     * Waits for a change without a thread: completes when the machine may have become connected or was deleted; ask
     * {@link #state} then.
     *
     * <p>Whoever no longer waits cancels the future. It completes on a thread that must not be blocked.
     *
     * @param machine its name
     */
    @NonNull
    CompletableFuture<Void> nextChange(@NonNull String machine);

    /** How long this controller has been running, so how long its machines have had to connect again. */
    @NonNull
    Duration sinceStart();
}
