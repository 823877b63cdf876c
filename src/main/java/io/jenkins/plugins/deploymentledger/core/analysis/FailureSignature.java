package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/**
 * In what machines that failed for the same reason are alike.
 *
 * @param status what became of the machine
 * @param stage in which stage it went wrong; null if none had begun
 * @param cause why; null if no stage says so
 * @param exitCode of the install command; null where there is none
 * @param message what the stage said, without what is different on each machine; empty if it said nothing
 */
public record FailureSignature(
        @NonNull MachineStatus status,
        @CheckForNull Stage stage,
        @CheckForNull FailureCause cause,
        @CheckForNull Integer exitCode,
        @NonNull String message) {

    /** The signature of a machine; empty if nothing went wrong on it, or nothing that is known yet. */
    @NonNull
    public static Optional<FailureSignature> of(@NonNull MachineProgress machine) {
        return of(machine, MessagePattern::withoutValues);
    }

    /**
     * The signature of a machine likewise.
     *
     * @param withoutValues knows the pattern of a message without a name
     */
    @NonNull
    static Optional<FailureSignature> of(
            @NonNull MachineProgress machine, @NonNull UnaryOperator<String> withoutValues) {
        if (!isFailed(machine)) {
            return Optional.empty();
        }
        for (Map.Entry<Stage, StageProgress> entry : machine.stages().entrySet()) {
            StageReport report = entry.getValue().report();
            if (report != null && report.cause() != null) {
                return Optional.of(new FailureSignature(
                        machine.status(),
                        entry.getKey(),
                        report.cause(),
                        report.exitCode(),
                        withoutValues.apply(MessagePattern.withoutName(report.message(), machine.machine()))));
            }
        }
        return Optional.of(new FailureSignature(machine.status(), null, null, null, ""));
    }

    /** Whether something went wrong on a machine, as far as that is known, so that there is a signature. */
    public static boolean isFailed(@NonNull MachineProgress machine) {
        StatusGroup group = machine.status().group();
        return group == StatusGroup.ERROR || group == StatusGroup.UNREACHABLE;
    }

    /** The cause in the signature of a machine; null where there is none. */
    @CheckForNull
    public static FailureCause causeOf(@NonNull MachineProgress machine) {
        if (isFailed(machine)) {
            for (StageProgress stage : machine.stages().values()) {
                StageReport report = stage.report();
                if (report != null && report.cause() != null) {
                    return report.cause();
                }
            }
        }
        return null;
    }

    /** A short name for it, for URLs: the CRC-32C of its parts as eight hexadecimal digits. Good enough within one task. */
    @NonNull
    public String key() {
        CRC32C sum = new CRC32C();
        sum.update(
                (status + "|" + stage + "|" + cause + "|" + exitCode + "|" + message).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
