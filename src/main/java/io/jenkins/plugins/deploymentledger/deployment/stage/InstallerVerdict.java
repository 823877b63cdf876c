package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what the end of an install command means. */
final class InstallerVerdict {

    private InstallerVerdict() {}

    /**
     * The report of the execute stage.
     *
     * @param state of an install command that has ended or been killed
     * @param lastLine of its output
     * @param survivors the numbers of processes that could not be killed, in words; mostly empty
     */
    static StageReport of(InstallOrder order, InstallerState state, String lastLine, String survivors) {
        String last =
                lastLine.isEmpty() ? "" : ' ' + Messages.InstallerVerdict_lastLine(order.withoutSecrets(lastLine));
        String left = survivors.isEmpty() ? "" : ' ' + Messages.InstallerVerdict_survivors(survivors);
        if (FailureCause.TIMEOUT.name().equals(state.verdict())) {
            return StageReport.failed(
                    FailureCause.TIMEOUT,
                    Messages.InstallerVerdict_timeout(order.timeout().toMinutes()) + left + last);
        }
        if (state.verdict() != null) {
            return StageReport.failed(FailureCause.ABORTED, Messages.InstallerVerdict_aborted() + left + last);
        }
        String running = state.leftBehind() > 0 ? ' ' + Messages.InstallerVerdict_leftBehind(state.leftBehind()) : "";
        Integer exitCode = state.exitCode();
        int code = exitCode == null ? -1 : exitCode;
        if (order.successCodes().contains(code)) {
            return StageReport.executed(Messages.InstallerVerdict_success(Integer.toString(code)) + running, code);
        }
        if (order.rebootCodes().contains(code)) {
            return StageReport.executed(Messages.InstallerVerdict_reboot(Integer.toString(code)) + running, code);
        }
        String codes = new TreeSet<>(order.successCodes())
                .stream().map(String::valueOf).collect(Collectors.joining(", "));
        return StageReport.failed(
                code, Messages.InstallerVerdict_failure(Integer.toString(code), codes) + running + last);
    }
}
