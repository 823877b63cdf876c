package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.core.rollout.Work;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** The installation on one machine: starts it or finds it again, and then follows it. */
final class Installation {

    private static final Duration CALL = Duration.ofMinutes(1);

    private final InstallOrder order;
    private final Work work;
    private final StageControl control;
    private final RemoteCalls calls;
    private final OutputFollower output;
    private boolean started;
    private boolean mayHaveStarted;

    Installation(InstallOrder order, Work work, StageControl control, MachineLog log, RemoteCalls calls) {
        this.order = order;
        this.work = work;
        this.control = control;
        this.calls = calls;
        this.output = new OutputFollower(log);
        this.mayHaveStarted = work.resumed();
    }

    /** Starts the install command, or follows it if it may have been started. */
    CompletableFuture<StageReport> on(MachineState.Connected machine) {
        if (!(order.binary() instanceof InstallOrder.Available binary)) {
            throw new StageFailedException(FailureCause.BINARY_MISSING, Messages.SendStage_missing());
        }
        String key = order.keyOf(work.ordinal());
        InstallSpec spec = InstallSpec.of(order, work, machine.root());
        CacheEntry entry = new CacheEntry(machine.root(), binary.sha256(), binary.fileName(), binary.sizeBytes(), key);
        boolean permitted = machine.permission().getAsBoolean();
        if (!permitted && !mayHaveStarted) {
            throw MachineState.Connected.notPermitted();
        }
        // What runs already is followed nevertheless: that begins nothing, and tells what became of it.
        boolean mayStart = !started && permitted && !control.isStopRequested();
        mayHaveStarted = true;
        return calls.call(machine.channel(), new LaunchInstaller(spec, entry, mayStart), CALL)
                .thenComposeAsync(launched -> follow(machine, launched, permitted), calls.workers());
    }

    private CompletableFuture<StageReport> follow(
            MachineState.Connected machine, Launched launched, boolean permitted) {
        switch (launched) {
            case NO_COMMAND ->
                throw new StageFailedException(FailureCause.NO_COMMAND_FOR_OS, Messages.Installation_noCommand());
            case OTHER_ARCHITECTURE ->
                throw new StageFailedException(
                        FailureCause.REQUIREMENT_NOT_MET,
                        Messages.Installation_otherArchitecture(
                                String.join(", ", new TreeSet<>(order.architectures()))));
            case ABSENT -> throw whyAbsent(permitted);
            case STARTED ->
                control.action(Messages.Installation_started(order.timeout().toMinutes()));
            case FOUND -> control.action(Messages.Installation_found());
        }
        // From here on, an absent directory is not a reason to start.
        started = true;
        String key = order.keyOf(work.ordinal(), work.attempt());
        return new InstallerFollowing(order, key, machine, control, output, calls).begin();
    }

    private StageFailedException whyAbsent(boolean permitted) {
        if (started) {
            return new StageFailedException(FailureCause.RESULT_LOST, Messages.Installation_lost());
        }
        return permitted
                ? new StageFailedException(FailureCause.STOPPED, Messages.ExecuteStage_stopped())
                : MachineState.Connected.notPermitted();
    }
}
