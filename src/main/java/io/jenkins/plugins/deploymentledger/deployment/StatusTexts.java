package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import io.jenkins.plugins.deploymentledger.core.analysis.StageTimeline;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import org.jvnet.localizer.ResourceBundleHolder;

/** The words and icons for statuses, in the reader's language. */
public final class StatusTexts {

    private StatusTexts() {}

    /** What has become of a machine. */
    @NonNull
    public static String of(@NonNull MachineStatus status) {
        return text("MachineStatus." + status.name());
    }

    @NonNull
    static String of(StatusGroup group) {
        return text("StatusGroup." + group.name());
    }

    @NonNull
    static String of(Stage stage) {
        return text("Stage." + stage.name());
    }

    /** Why something failed. */
    @NonNull
    public static String of(@NonNull FailureCause cause) {
        return text("FailureCause." + cause.name());
    }

    @NonNull
    static String of(RestartSelector selector) {
        return text("RestartSelector." + selector.name());
    }

    @NonNull
    static String of(StageTimeline.Place place) {
        return text("Place." + place.name());
    }

    /**
     * What the result of a run means for its machines.
     *
     * @param result null while the run is under way
     */
    @NonNull
    static String of(@CheckForNull Result result) {
        return result == null ? "" : text("Result." + result);
    }

    /** The symbol that core draws for a build in such a state. */
    @NonNull
    public static String icon(@NonNull MachineStatus status) {
        if (status == MachineStatus.SUCCESS_INVENTORY_FAILED) {
            return "symbol-status-yellow";
        }
        if (status == MachineStatus.QUEUED
                || status == MachineStatus.WAITING_ONLINE
                || status == MachineStatus.RETRY_WAIT) {
            return "symbol-status-nobuilt";
        }
        return switch (status.group()) {
            case IN_PROGRESS -> "symbol-status-blue-anime";
            case SUCCESS -> "symbol-status-blue";
            case ERROR, UNREACHABLE -> "symbol-status-red";
            case STOPPED -> "symbol-status-aborted";
            case NOT_APPLICABLE -> "symbol-status-disabled";
        };
    }

    private static String text(String key) {
        return ResourceBundleHolder.get(Messages.class).format(key);
    }
}
