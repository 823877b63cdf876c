package io.jenkins.plugins.deploymentledger.deployment;

import hudson.model.StreamBuildListener;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.core.rollout.Halt;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** What the console of a run tells of its machines: one line each, when it comes to its end. */
final class RunLog {

    private RunLog() {}

    static void begin(PrintStream out, DeploymentOrder order, int machines) {
        DeploymentPackage deployed = order.getDeploymentPackage();
        out.println(
                order.getPolarity() == Polarity.INSTALL
                        ? Messages.RunLog_begin(deployed.getName(), deployed.getVersion(), order.getTarget(), machines)
                        : Messages.RunLog_beginRemoval(
                                deployed.getName(), deployed.getVersion(), order.getTarget(), machines));
        if (order.getSha256() != null) {
            out.println(Messages.RunLog_binary(order.getSha256()));
        }
        order.binaryProblem().ifPresent(problem -> out.println(Messages.RunLog_noBinary(problem)));
    }

    /** Opens a run's log for going on behind what is there. */
    @SuppressWarnings("deprecation") // the log is a file here
    static StreamBuildListener open(DeploymentRun run) throws IOException {
        return new StreamBuildListener(
                Files.newOutputStream(run.getLogFile().toPath(), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                StandardCharsets.UTF_8);
    }

    static void machine(PrintStream out, MachineProgress machine) {
        StageReport report = machine.decisiveReport();
        out.println(Messages.RunLog_machine(
                machine.machine(), StatusTexts.of(machine.status()), report == null ? "" : report.message()));
    }

    static void end(PrintStream out, RolloutSnapshot end) {
        RolloutEvent.StopRequested stop = end.stop();
        if (stop != null) {
            out.println(stop.abort() ? Messages.RunLog_aborted(stop.by()) : Messages.RunLog_stopped(stop.by()));
        }
        Halt halt = end.outlook().halt();
        if (halt != null) {
            out.println(OutlookText.of(halt));
        }
        for (Map.Entry<MachineStatus, Integer> count : end.counts().byStatus().entrySet()) {
            out.println(Messages.RunLog_count(count.getValue(), StatusTexts.of(count.getKey())));
        }
    }
}
