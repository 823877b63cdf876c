package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** One waiting for a machine to be connected, without a thread: it is told of changes, and the clock looks each second. */
final class ConnectionWait {

    private static final long LOOK_MILLIS = 1_000;

    private final Reachability reachability;
    private final String machine;
    private final StageControl control;
    private final Reachability.EndsOn endsOn;
    private final FailureCause afterwards;
    private final long deadline;
    private final long notBefore;
    private final Duration limit;
    private final CompletableFuture<MachineState.Connected> result = new CompletableFuture<>();

    /**
     * Prepares the waiting.
     *
     * @param limit how long
     * @param afterwards the cause of the failure when that is over
     * @param atLeast how long in any case, so that a connection that breaks at once is not taken up in a tight loop
     */
    ConnectionWait(
            Reachability reachability,
            String machine,
            StageControl control,
            Reachability.EndsOn endsOn,
            Duration limit,
            FailureCause afterwards,
            Duration atLeast) {
        this.reachability = reachability;
        this.machine = machine;
        this.control = control;
        this.endsOn = endsOn;
        this.limit = limit;
        this.afterwards = afterwards;
        this.deadline = System.nanoTime() + limit.toNanos();
        this.notBefore = System.nanoTime() + atLeast.toNanos();
    }

    CompletableFuture<MachineState.Connected> begin() {
        control.onAbort(this::look);
        try {
            Future<?> looking = reachability
                    .clock()
                    .scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            result.whenComplete((done, error) -> looking.cancel(false));
        } catch (RejectedExecutionException e) {
            // Jenkins goes down, and the rollout is suspended: a later start takes it up.
            result.completeExceptionally(e);
        }
        listen();
        return result;
    }

    private void listen() {
        CompletableFuture<Void> change = reachability.channels().nextChange(machine);
        result.whenComplete((done, error) -> change.cancel(false));
        change.thenRun(() -> {
            look();
            if (!result.isDone()) {
                listen();
            }
        });
        // What changed before the listening began.
        look();
    }

    /** Short, and on whatever thread brings the news. */
    private void look() {
        if (result.isDone()) {
            return;
        }
        try {
            MachineState state = reachability.channels().state(machine);
            if (control.isAbortRequested() && endsOn == Reachability.EndsOn.ABORT) {
                fail(FailureCause.ABORTED, Messages.ConnectionWait_aborted());
            } else if (control.isStopRequested() && endsOn == Reachability.EndsOn.STOP) {
                fail(FailureCause.STOPPED, Messages.ConnectionWait_stopped());
            } else if (state instanceof MachineState.Deleted) {
                fail(FailureCause.MACHINE_DELETED, Messages.Visit_deleted());
            } else if (state instanceof MachineState.Connected connected && System.nanoTime() - notBefore >= 0) {
                result.complete(connected);
            } else if (System.nanoTime() - deadline > 0) {
                fail(
                        afterwards,
                        afterwards == FailureCause.OFFLINE
                                ? Messages.ConnectionWait_neverBack(minutes())
                                : Messages.ConnectionWait_lost(minutes()));
            }
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private long minutes() {
        return Math.max(1, limit.toMinutes());
    }

    private void fail(FailureCause cause, String message) {
        result.completeExceptionally(new StageFailedException(cause, message));
    }
}
