package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.core.fleet.UnreadList;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Holds a machine against the rule by which it shows that it has the package, or has it no longer. */
final class DetectionCheck {

    private static final Duration CALL = LookForTraces.COMMAND_LIMIT.plusMinutes(1);

    @CheckForNull
    private final Detection detection;

    private final Polarity polarity;
    private final RemoteCalls calls;

    DetectionCheck(@CheckForNull Detection detection, Polarity polarity, RemoteCalls calls) {
        this.detection = detection;
        this.polarity = polarity;
        this.calls = calls;
    }

    /** What the machine shows beside its inventory. */
    CompletableFuture<Traces> traces(MachineState.Connected machine) {
        if (detection == null
                || detection.file().isBlank() && detection.command().isBlank()) {
            return CompletableFuture.completedFuture(Traces.NOT_ASKED);
        }
        LookForTraces look = new LookForTraces(machine.root(), detection.file(), detection.command());
        return calls.call(machine.channel(), look, CALL);
    }

    /**
     * The report of an inventory stage.
     *
     * @param taken the report of the inventory as such
     * @param inventory what the machine has
     * @param traces see {@link #traces}
     */
    StageReport judge(StageReport taken, Inventory inventory, Traces traces) {
        if (detection == null) {
            return taken;
        }
        String problem = polarity == Polarity.INSTALL
                ? lacking(detection, inventory, traces)
                : leftOver(detection, inventory, traces);
        return problem == null ? taken : StageReport.contradicted(contradiction(), problem, taken.changes());
    }

    /** What of the package is not there; everything that the rule names must be. */
    @CheckForNull
    private static String lacking(Detection detection, Inventory inventory, Traces traces) {
        if (!traces.file()) {
            return Messages.DetectionCheck_noFile(detection.file());
        }
        if (!traces.command()) {
            return Messages.DetectionCheck_noCommand();
        }
        return switch (detection.in(inventory)) {
            case PRESENT -> null;
            case OUTDATED ->
                Messages.DetectionCheck_outdated(
                        detection.software(), detection.versionIn(inventory).orElse(""), detection.minimumVersion());
            case MISSING -> Messages.DetectionCheck_missing(detection.software());
            case UNKNOWN -> Messages.DetectionCheck_unseen(unread(inventory));
        };
    }

    /** What of the package is still there; nothing that the rule names may be. */
    @CheckForNull
    private static String leftOver(Detection detection, Inventory inventory, Traces traces) {
        if (!detection.file().isBlank() && traces.file()) {
            return Messages.DetectionCheck_stillFile(detection.file());
        }
        if (!detection.command().isBlank() && traces.command()) {
            return Messages.DetectionCheck_stillCommand();
        }
        if (detection.software().isBlank()) {
            return null;
        }
        Optional<String> left = detection.versionIn(inventory);
        if (left.isPresent()) {
            return Messages.DetectionCheck_still(detection.software(), left.get());
        }
        return detection.in(inventory) == Detection.Finding.UNKNOWN
                ? Messages.DetectionCheck_unseenGone(unread(inventory))
                : null;
    }

    private static String unread(Inventory inventory) {
        return inventory.unread().stream().map(UnreadList::toString).collect(Collectors.joining("; "));
    }

    /**
     * The report of a stage that failed before anything could be seen: what is not seen is not so. A user's abort stays
     * one.
     */
    StageReport unseen(StageReport failed) {
        boolean kept = failed.isSuccess() || failed.cause() == FailureCause.ABORTED;
        return detection == null || kept
                ? failed
                : StageReport.contradicted(
                        contradiction(),
                        polarity == Polarity.INSTALL
                                ? Messages.DetectionCheck_unseen(failed.message())
                                : Messages.DetectionCheck_unseenGone(failed.message()),
                        null);
    }

    private FailureCause contradiction() {
        return polarity == Polarity.INSTALL ? FailureCause.NOT_DETECTED : FailureCause.STILL_DETECTED;
    }
}
