package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryDifference;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.core.rollout.Work;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryFiles;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import io.jenkins.plugins.deploymentledger.machine.inventory.TakeInventory;
import io.jenkins.plugins.deploymentledger.machine.inventory.TakenInventory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The inventory stage: what the machine is and has is stored afterwards, with the difference from the time before. */
final class InventoryStage {

    /** More than the machine may take, since its first inventory also fetches classes. */
    private static final Duration CALL = TakeInventory.LIMIT.plusMinutes(1);

    private final InstallOrder order;
    private final Path machinesDir;
    private final Reachability reachability;
    private final RemoteCalls calls;
    private final InventoryStore store;
    private final DetectionCheck detection;

    InventoryStage(
            InstallOrder order, Path machinesDir, Reachability reachability, RemoteCalls calls, InventoryStore store) {
        this.order = order;
        this.machinesDir = machinesDir;
        this.reachability = reachability;
        this.calls = calls;
        this.store = store;
        this.detection = new DetectionCheck(order.detection(), order.polarity(), calls);
    }

    CompletionStage<StageReport> run(Work work, StageControl control) {
        return reachability
                .visit(work.machine(), control, Reachability.EndsOn.ABORT, machine -> {
                    machine.requirePermission();
                    return cleanUp(work, machine, control)
                            .thenCompose(done -> take(machine, control))
                            .thenCombineAsync(
                                    detection.traces(machine),
                                    (taken, traces) -> keep(work, control, taken, traces),
                                    calls.workers());
                })
                .patiently()
                .exceptionallyCompose(error -> RemoteFailures.unwrap(error) instanceof StageFailedException failed
                        ? CompletableFuture.completedFuture(detection.unseen(failed.report()))
                        : CompletableFuture.failedFuture(error));
    }

    private CompletableFuture<TakenInventory> take(MachineState.Connected machine, StageControl control) {
        return calls.call(machine.channel(), new TakeInventory(), CALL, control::isAbortRequested)
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(
                        RemoteFailures.unwrap(error) instanceof CancellationException
                                ? new StageFailedException(FailureCause.ABORTED, Messages.InventoryStage_aborted())
                                : error));
    }

    /** The journal says how the installation ended, so that the machine need not keep it any longer. */
    private CompletableFuture<Void> cleanUp(Work work, MachineState.Connected machine, StageControl control) {
        if (!(order.binary() instanceof InstallOrder.Available binary)) {
            return CompletableFuture.completedFuture(null);
        }
        String key = order.keyOf(work.ordinal());
        CacheEntry entry = new CacheEntry(machine.root(), binary.sha256(), binary.fileName(), binary.sizeBytes(), key);
        return calls.call(machine.channel(), CleanUp.whole(machine.root(), key, entry), Duration.ofMinutes(1))
                .exceptionallyCompose(error -> {
                    if (RemoteFailures.isLoss(error, machine.channel())) {
                        return CompletableFuture.failedFuture(error);
                    }
                    control.action(Messages.InstallerFollowing_notCleaned(RemoteFailures.unwrap(error)));
                    return CompletableFuture.completedFuture(null);
                });
    }

    private StageReport keep(Work work, StageControl control, TakenInventory taken, Traces traces) {
        // A machine's own clock may be wrong.
        Inventory inventory = taken.inventory(Instant.now());
        taken.problems().forEach(problem -> control.action(Messages.InventoryStage_incomplete(problem)));
        try {
            InventoryDifference difference = store.store(work.machine(), inventory);
            InventoryFiles.write(machinesDir.resolve(work.ordinal() + ".inventory.json"), inventory);
            InventoryFiles.write(machinesDir.resolve(work.ordinal() + ".inventory-diff.json"), difference);
            String software = String.valueOf(inventory.software().size());
            StageReport report = StageReport.inventoried(
                    difference.first()
                            ? Messages.InventoryStage_first(software)
                            : Messages.InventoryStage_taken(
                                    software,
                                    difference.added().size(),
                                    difference.removed().size(),
                                    difference.facts().size()),
                    difference.first() ? null : difference.size());
            return detection.judge(report, inventory, traces);
        } catch (IOException e) {
            throw new StageFailedException(FailureCause.IO_ERROR, Messages.InventoryStage_notStored(e));
        }
    }
}
