package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Follows a started install command over one connection to its end, without a thread while there is nothing to do: asks
 * how it stands, soon at first and every two seconds later.
 */
final class InstallerFollowing {

    private static final Duration CALL = Duration.ofMinutes(1);
    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    /** How often it is asked again for the rest of the output of a command that has ended. */
    private static final int REST_LOOKS = 4;

    /** How often an installation is killed that has living processes afterwards. */
    private static final int MAX_KILLS = 10;

    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(1);

    /** How often in a row no process may be seen before the command counts as vanished. */
    private static final int VANISHED_LOOKS = 3;

    private final InstallOrder order;
    private final String key;
    private final MachineState.Connected machine;
    private final StageControl control;
    private final OutputFollower output;
    private final RemoteCalls calls;
    private final CompletableFuture<StageReport> end = new CompletableFuture<>();
    private volatile CompletableFuture<Void> pause = CompletableFuture.completedFuture(null);
    private long pauseMillis = SHORTEST_PAUSE_MILLIS;
    private int looksAfterEnd;
    private int looksWithoutProcess;
    private int kills;
    private String survivors = "";

    InstallerFollowing(
            InstallOrder order,
            String key,
            MachineState.Connected machine,
            StageControl control,
            OutputFollower output,
            RemoteCalls calls) {
        this.order = order;
        this.key = key;
        this.machine = machine;
        this.control = control;
        this.output = output;
        this.calls = calls;
    }

    CompletableFuture<StageReport> begin() {
        control.onAbort(() -> pause.complete(null));
        look();
        return end;
    }

    private void look() {
        calls.call(machine.channel(), new PollInstaller(machine.root(), key, output.offset(), output.wanted()), CALL)
                .thenAcceptAsync(this::judge, calls.workers())
                .whenComplete(this::failed);
    }

    private void judge(InstallerState state) {
        if (state == null) {
            throw new StageFailedException(FailureCause.RESULT_LOST, Messages.Installation_lost());
        }
        boolean more = output.take(state);
        looksWithoutProcess = state.alive() ? 0 : looksWithoutProcess + 1;
        if (isToBeKilledAgain(state)) {
            calls.pause(BETWEEN_KILLS)
                    .thenRunAsync(() -> kill(FailureCause.valueOf(state.verdict())), calls.workers())
                    .whenComplete(this::failed);
        } else if (state.exitCode() != null || state.verdict() != null) {
            boolean complete = state.drained() || ++looksAfterEnd > REST_LOOKS;
            if (complete && !more) {
                cleanUp(InstallerVerdict.of(order, state, output.lastLine(), survivors));
            } else {
                again(more ? 0 : SHORTEST_PAUSE_MILLIS);
            }
        } else if (looksWithoutProcess >= VANISHED_LOOKS) {
            cleanUp(StageReport.failed(FailureCause.RESULT_LOST, Messages.Installation_lost()));
        } else if (control.isAbortRequested()) {
            kill(FailureCause.ABORTED);
        } else if (state.elapsedMillis() > order.timeout().toMillis()) {
            kill(FailureCause.TIMEOUT);
        } else {
            pauseMillis = more || state.output().length > 0
                    ? SHORTEST_PAUSE_MILLIS
                    : Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 3 / 2);
            again(more ? 0 : pauseMillis);
        }
    }

    /** It was killed before it had quite begun, or the connection was lost between the verdict and the end. */
    private boolean isToBeKilledAgain(InstallerState state) {
        return state.verdict() != null && state.alive() && survivors.isEmpty() && kills < MAX_KILLS;
    }

    private void failed(Object done, Throwable error) {
        if (error != null) {
            end.completeExceptionally(error);
        }
    }

    private void again(long millis) {
        CompletableFuture<Void> next = calls.pause(Duration.ofMillis(millis));
        pause = next;
        if (control.isAbortRequested()) {
            next.complete(null);
        }
        next.thenRunAsync(this::look, calls.workers()).whenComplete(this::failed);
    }

    private void kill(FailureCause verdict) {
        if (kills++ == 0) {
            control.action(
                    verdict == FailureCause.TIMEOUT
                            ? Messages.InstallerFollowing_timeout(
                                    order.timeout().toMinutes())
                            : Messages.InstallerFollowing_abort());
        }
        calls.call(machine.channel(), new KillInstaller(machine.root(), key, verdict), CALL)
                .thenAcceptAsync(
                        left -> {
                            survivors = left;
                            look();
                        },
                        calls.workers())
                .whenComplete(this::failed);
    }

    private void cleanUp(StageReport report) {
        calls.call(machine.channel(), CleanUp.butResult(machine.root(), key), CALL)
                .whenComplete((done, error) -> {
                    if (error != null) {
                        // What is left is removed with the inventory, or a month later.
                        control.action(Messages.InstallerFollowing_notCleaned(RemoteFailures.unwrap(error)));
                    }
                    end.complete(report);
                });
    }
}
