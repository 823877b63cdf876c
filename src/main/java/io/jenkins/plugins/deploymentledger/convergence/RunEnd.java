package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import io.jenkins.plugins.deploymentledger.core.convergence.Outcome;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentOrder;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a run that a convergence launched has come to. */
final class RunEnd {

    /** What shows that something got as far as a machine. */
    private static final Set<Outcome> TRIED = EnumSet.of(Outcome.SUCCESS, Outcome.FAILURE);

    private final DeploymentRun run;
    private final List<MachineProgress> machines;
    private final String binaryProblem;

    RunEnd(@NonNull DeploymentRun run) {
        this.run = run;
        this.machines = run.snapshot().machines();
        DeploymentOrder order = run.getOrder();
        this.binaryProblem = order == null ? null : order.binaryProblem().orElse(null);
    }

    /** How the attempt ended on each machine. */
    @NonNull
    Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new HashMap<>();
        machines.forEach(machine -> outcomes.put(machine.machine(), outcome(machine)));
        return outcomes;
    }

    /** Whether it was stopped, or came to a halt before all machines had their turn. */
    boolean isHalted() {
        return machines.stream().map(MachineProgress::status).anyMatch(status -> status.group() == StatusGroup.STOPPED);
    }

    /** Why the run failed on all machines alike, if that is nothing of theirs; null otherwise. */
    @CheckForNull
    String fault() {
        if (machines.isEmpty() && run.getResult() == Result.FAILURE) {
            return Messages.Keeping_notBegun(run.getDisplayName());
        }
        if (!Collections.disjoint(outcomes().values(), TRIED)) {
            return null;
        }
        if (binaryProblem != null) {
            return binaryProblem;
        }
        for (MachineProgress machine : machines) {
            StageReport report = machine.decisiveReport();
            if (report != null && !isOfMachine(report.cause())) {
                return report.message();
            }
        }
        return null;
    }

    private static boolean isOfMachine(@CheckForNull FailureCause cause) {
        return cause == null || cause.isOfMachine();
    }

    private Outcome outcome(MachineProgress machine) {
        MachineStatus status = machine.status();
        // A hash that is wrong at the source is wrong on each of them, whatever they are.
        if (!isOfMachine(machine.cause()) || binaryProblem != null && status.isDownloadError()) {
            return Outcome.NOT_TRIED;
        }
        if (status == MachineStatus.NOT_APPLICABLE) {
            return Outcome.NOT_APPLICABLE;
        }
        if (status.group() == StatusGroup.SUCCESS) {
            return Outcome.SUCCESS;
        }
        return status.group() == StatusGroup.ERROR ? Outcome.FAILURE : Outcome.NOT_TRIED;
    }
}
