package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import io.jenkins.plugins.deploymentledger.machine.inventory.TakeInventory;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes the inventory of a machine beside any deployment, so that it is known what it has. */
public final class InventoryRefresh {

    private static final Logger LOGGER = Logger.getLogger(InventoryRefresh.class.getName());

    /** Jenkins itself takes these inventories. */
    private final MachineChannels channels = new JenkinsMachineChannels(node -> true);

    private final RemoteCalls calls;

    /**
     * Prepares to take inventories.
     *
     * @param workers bounded; keeps what was taken
     * @param clock for what is to be looked at later; is never blocked
     */
    public InventoryRefresh(@NonNull Executor workers, @NonNull ScheduledExecutorService clock) {
        this.calls = new RemoteCalls(workers, clock);
    }

    /** Whether a machine can be asked now. */
    public boolean isReachable(@NonNull String machine) {
        return channels.state(machine) instanceof MachineState.Connected connected && connected.heldBack() == null;
    }

    /**
     * Asks a machine.
     *
     * @return completes when its inventory is stored, or could not be taken, which is logged
     */
    @NonNull
    public CompletableFuture<Void> refresh(@NonNull String machine) {
        if (!(channels.state(machine) instanceof MachineState.Connected connected)) {
            return CompletableFuture.completedFuture(null);
        }
        return calls.call(connected.channel(), new TakeInventory(), TakeInventory.LIMIT.plusMinutes(1))
                .thenAcceptAsync(
                        taken -> {
                            try {
                                InventoryStore.get().store(machine, taken.inventory(Instant.now()));
                            } catch (IOException e) {
                                LOGGER.log(Level.WARNING, e, () -> "Cannot store the inventory of " + machine);
                            }
                        },
                        calls.workers())
                .exceptionally(error -> {
                    LOGGER.log(Level.INFO, error, () -> "Cannot take the inventory of " + machine);
                    return null;
                });
    }
}
