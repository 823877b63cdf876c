package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * Where the stages of one run get their connections from.
 *
 * @param channels gives the way to the machines
 * @param workers does the work
 * @param clock for what is to be looked at later
 * @param reconnect how long a machine whose connection was lost is waited for
 */
record Reachability(MachineChannels channels, Executor workers, ScheduledExecutorService clock, Duration reconnect) {

    /** What ends the waiting for a machine. */
    enum EndsOn {
        /** A request to stop, and so an abort, too. */
        STOP,
        /** An abort alone. */
        ABORT
    }

    /**
     * Prepares what one stage does on a machine.
     *
     * @param step what is done, on a worker, each time a connection is there; called again after a connection was
     *     lost, and must go on where the machine is then
     */
    <T> Visit<T> visit(
            String machine,
            StageControl control,
            EndsOn endsOn,
            Function<MachineState.Connected, CompletableFuture<T>> step) {
        return new Visit<>(this, machine, control, endsOn, step);
    }
}
