package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What one stage does on one machine, done again from where it stands after the connection was lost.
 *
 * <p>Its failures are {@link StageFailedException}s, but for faults of this plugin.
 *
 * @param <T> what the stage gives
 */
final class Visit<T> {

    /** A connection that breaks more often than this during one stage is not worth waiting for. */
    private static final int MAX_LOSSES = 100;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    /** How long Remoting may take to see that a connection whose writing has failed is closed. */
    private static final Duration NOTICING = Duration.ofSeconds(2);

    private final Reachability reachability;
    private final String machine;
    private final StageControl control;
    private final Reachability.EndsOn endsOn;
    private final Function<MachineState.Connected, CompletableFuture<T>> step;
    private final AtomicInteger losses = new AtomicInteger();

    Visit(
            Reachability reachability,
            String machine,
            StageControl control,
            Reachability.EndsOn endsOn,
            Function<MachineState.Connected, CompletableFuture<T>> step) {
        this.reachability = reachability;
        this.machine = machine;
        this.control = control;
        this.endsOn = endsOn;
        this.step = step;
    }

    /**
     * Begins on a machine that has not been spoken to: fails at once if it is offline, unless it has had no chance to
     * connect since the controller started.
     */
    CompletableFuture<T> now() {
        MachineState state = reachability.channels().state(machine);
        if (state instanceof MachineState.Connected connected && connected.heldBack() != null) {
            return failed(FailureCause.OFFLINE, Messages.Visit_heldBack(connected.heldBack()));
        }
        if (state instanceof MachineState.Offline offline) {
            Duration left =
                    reachability.reconnect().minus(reachability.channels().sinceStart());
            return offline.expectedBack() && !left.isNegative()
                    ? await(left, FailureCause.OFFLINE)
                    : failed(FailureCause.OFFLINE, Messages.Visit_offline(reason(offline)));
        }
        return go(state);
    }

    /** Goes on on a machine that has been spoken to: waits for it if it is offline. */
    CompletableFuture<T> patiently() {
        MachineState state = reachability.channels().state(machine);
        return state instanceof MachineState.Offline
                ? await(reachability.reconnect(), FailureCause.CONNECTION_LOST)
                : go(state);
    }

    private CompletableFuture<T> go(MachineState state) {
        return state instanceof MachineState.Connected connected
                ? attempt(connected)
                : failed(FailureCause.MACHINE_DELETED, Messages.Visit_deleted());
    }

    private CompletableFuture<T> attempt(MachineState.Connected connected) {
        CompletableFuture<T> attempt;
        try {
            attempt = step.apply(connected);
        } catch (RuntimeException | LinkageError e) {
            attempt = CompletableFuture.failedFuture(e);
        }
        return attempt.handleAsync(
                        (result, error) -> error == null
                                ? CompletableFuture.completedFuture(result)
                                : afterFailure(error, connected),
                        reachability.workers())
                .thenCompose(Function.identity());
    }

    private CompletableFuture<T> afterFailure(Throwable error, MachineState.Connected connected) {
        if (!RemoteFailures.isLoss(error, connected.channel())) {
            return RemoteFailures.mayBecomeLoss(error)
                    ? afterNoticing(error, connected)
                    : CompletableFuture.failedFuture(RemoteFailures.worded(error));
        }
        return afterLoss();
    }

    private CompletableFuture<T> afterNoticing(Throwable error, MachineState.Connected connected) {
        Executor later =
                CompletableFuture.delayedExecutor(NOTICING.toMillis(), TimeUnit.MILLISECONDS, reachability.workers());
        return CompletableFuture.supplyAsync(() -> RemoteFailures.isLoss(error, connected.channel()), later)
                .thenCompose(loss -> loss ? afterLoss() : CompletableFuture.failedFuture(RemoteFailures.worded(error)));
    }

    private CompletableFuture<T> afterLoss() {
        if (losses.incrementAndGet() > MAX_LOSSES) {
            return failed(FailureCause.CONNECTION_LOST, Messages.Visit_tooManyLosses(MAX_LOSSES));
        }
        control.action(Messages.Visit_lost(reachability.reconnect().toMinutes()));
        return await(reachability.reconnect(), FailureCause.CONNECTION_LOST);
    }

    private CompletableFuture<T> await(Duration limit, FailureCause afterwards) {
        boolean again = losses.get() > 0;
        ConnectionWait wait = new ConnectionWait(
                reachability, machine, control, endsOn, limit, afterwards, again ? BETWEEN_ATTEMPTS : Duration.ZERO);
        return wait.begin()
                .thenComposeAsync(
                        connected -> {
                            control.action(Messages.Visit_connected());
                            return attempt(connected);
                        },
                        reachability.workers());
    }

    private static String reason(MachineState.Offline offline) {
        return offline.reason().isEmpty() ? Messages.Visit_noReason() : offline.reason();
    }

    private static <T> CompletableFuture<T> failed(FailureCause cause, String message) {
        return CompletableFuture.failedFuture(new StageFailedException(cause, message));
    }
}
