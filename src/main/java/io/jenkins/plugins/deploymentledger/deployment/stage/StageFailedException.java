package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;

/** Ends a stage early with a report that says why. */
final class StageFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient StageReport report;

    StageFailedException(FailureCause cause, String message) {
        super(message, null, false, false);
        this.report = StageReport.failed(cause, message);
    }

    StageReport report() {
        return report;
    }
}
