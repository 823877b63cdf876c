package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.core.rollout.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The execute stage: the install command has ended afterwards, or nothing more will be known of it. */
final class ExecuteStage {

    private final InstallOrder order;
    private final Reachability reachability;
    private final RemoteCalls calls;

    ExecuteStage(InstallOrder order, Reachability reachability, RemoteCalls calls) {
        this.order = order;
        this.reachability = reachability;
        this.calls = calls;
    }

    CompletionStage<StageReport> run(Work work, StageControl control, MachineLog log) {
        if (!work.resumed() && control.isStopRequested()) {
            return CompletableFuture.completedFuture(
                    StageReport.failed(FailureCause.STOPPED, Messages.ExecuteStage_stopped()));
        }
        Installation installation = new Installation(order, work, control, log, calls);
        return reachability
                .visit(work.machine(), control, Reachability.EndsOn.ABORT, installation::on)
                .patiently();
    }
}
