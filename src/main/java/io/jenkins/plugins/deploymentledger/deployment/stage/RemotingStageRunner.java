package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.core.rollout.StageRunner;
import io.jenkins.plugins.deploymentledger.core.rollout.Work;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Does the stages of one run on its machines, over Remoting. */
public final class RemotingStageRunner implements StageRunner {

    private final Path machinesDir;
    private final SendStage send;
    private final ExecuteStage execute;
    private final InventoryStage inventory;

    /**
     * Prepares the stages of a run; begins nothing.
     *
     * @param order what to do
     * @param machinesDir the directory for what is known of each machine: {@code <ordinal>.log},
     *     {@code <ordinal>.inventory.json} and {@code <ordinal>.inventory-diff.json}; it need not exist
     * @param channels gives the way to the machines
     * @param store takes the inventories
     * @param workers bounded; does the work
     * @param senders bounded; each is blocked as long as a binary is on its way to one machine
     * @param clock for what is to be looked at later; is never blocked
     */
    public RemotingStageRunner(
            @NonNull InstallOrder order,
            @NonNull Path machinesDir,
            @NonNull MachineChannels channels,
            @NonNull InventoryStore store,
            @NonNull Executor workers,
            @NonNull Executor senders,
            @NonNull ScheduledExecutorService clock) {
        this.machinesDir = machinesDir;
        RemoteCalls calls = new RemoteCalls(workers, clock);
        Reachability reachability = new Reachability(channels, workers, clock, order.reconnect());
        this.send = new SendStage(order, reachability, calls, senders);
        this.execute = new ExecuteStage(order, reachability, calls);
        this.inventory = new InventoryStage(order, machinesDir, reachability, calls, store);
    }

    @Override
    @NonNull
    public CompletionStage<StageReport> run(@NonNull Work work, @NonNull StageControl control) {
        // Only what an installer writes is taken up where it was left; each attempt writes its own.
        int attempt = work.stage() == Stage.EXECUTE ? work.attempt() : 1;
        MachineLog log = new MachineLog(machinesDir, work.ordinal(), attempt);
        StageControl logged = new LoggedControl(control, log);
        CompletionStage<StageReport> report =
                switch (work.stage()) {
                    case SEND -> send.run(work, logged);
                    case EXECUTE -> execute.run(work, logged, log);
                    case INVENTORY -> inventory.run(work, logged);
                };
        return report.handle((ended, error) -> {
            StageReport end = error == null ? ended : expected(error);
            log.line(end.message());
            return end;
        });
    }

    /** The report that a failure carries; a failure without one is a fault of this plugin, for the engine to report. */
    private static StageReport expected(Throwable error) {
        Throwable cause = RemoteFailures.unwrap(error);
        if (cause instanceof StageFailedException failed) {
            return failed.report();
        }
        throw cause instanceof RuntimeException unexpected ? unexpected : new CompletionException(cause);
    }
}
