package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import java.time.Instant;

/**
 * What becomes of a machine when a stage has ended on it: a pure function of the stage, its report and the rules.
 *
 * @param status its status from then on
 * @param next the stage that follows; null if that was the end
 * @param notBefore when the next one may begin at the earliest; null if at once
 */
record Transition(
        MachineStatus status,
        @CheckForNull Stage next,
        @CheckForNull Instant notBefore) {

    /**
     * After a stage, in a rollout that goes on.
     *
     * @param machine as it was before the stage's end
     * @param ended the stage's end
     * @param options the rules
     */
    static Transition after(MachineProgress machine, RolloutEvent.StageFinished ended, RolloutOptions options) {
        Stage stage = ended.stage();
        FailureCause cause = ended.report().cause();
        if (cause == null) {
            return onwards(machine, stage);
        }
        if (stage == Stage.SEND && cause == FailureCause.OFFLINE && options.offline() != OfflinePolicy.FAIL) {
            return options.offline() == OfflinePolicy.WAIT
                    ? new Transition(MachineStatus.WAITING_ONLINE, Stage.SEND, null)
                    : new Transition(MachineStatus.SKIPPED_OFFLINE, null, null);
        }
        int attempt = machine.stages().get(stage).attempt();
        if (options.retries().allows(stage, attempt, cause)) {
            Instant again = ended.at().plus(options.retries().delayAfter(attempt));
            return new Transition(MachineStatus.RETRY_WAIT, stage, again);
        }
        return afterFailure(machine, stage, cause);
    }

    /** After a stage, in a rollout that begins nothing further: a failed stage is not tried again. */
    static Transition afterClosing(MachineProgress machine, RolloutEvent.StageFinished ended, MachineStatus closed) {
        FailureCause cause = ended.report().cause();
        if (cause != null) {
            return afterFailure(machine, ended.stage(), cause);
        }
        return ended.stage() == Stage.SEND ? new Transition(closed, null, null) : onwards(machine, ended.stage());
    }

    private static Transition onwards(MachineProgress machine, Stage stage) {
        return switch (stage) {
            case SEND -> new Transition(MachineStatus.SENDING, Stage.EXECUTE, null);
            case EXECUTE -> new Transition(MachineStatus.INSTALLING, Stage.INVENTORY, null);
            case INVENTORY -> new Transition(afterInventory(machine, null), null, null);
        };
    }

    private static Transition afterFailure(MachineProgress machine, Stage stage, FailureCause cause) {
        return stage == Stage.EXECUTE && cause.allowsInventory()
                ? new Transition(MachineStatus.INSTALLING, Stage.INVENTORY, null)
                : new Transition(lastly(machine, stage, cause), null, null);
    }

    /** The final status of a machine whose stage failed, and on which nothing further is tried. */
    static MachineStatus lastly(MachineProgress machine, Stage stage, FailureCause cause) {
        return stage == Stage.INVENTORY ? afterInventory(machine, cause) : cause.statusAfter(stage);
    }

    private static MachineStatus afterInventory(MachineProgress machine, @CheckForNull FailureCause cause) {
        StageReport execution = machine.stages().get(Stage.EXECUTE).report();
        FailureCause before = execution == null ? null : execution.cause();
        if (before != null) {
            return before.statusAfter(Stage.EXECUTE);
        }
        if (cause == FailureCause.NOT_DETECTED || cause == FailureCause.STILL_DETECTED) {
            return cause.statusAfter(Stage.INVENTORY);
        }
        return cause == null ? MachineStatus.SUCCESS : MachineStatus.SUCCESS_INVENTORY_FAILED;
    }
}
