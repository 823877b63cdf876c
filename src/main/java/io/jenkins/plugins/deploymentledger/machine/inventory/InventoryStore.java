package io.jenkins.plugins.deploymentledger.machine.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;

/**
 * The latest inventory of each machine, below {@code deployment-ledger/inventories} in Jenkins' home.
 *
 * <p>It outlives the machine: what was last known of a deleted machine stays. Safe for use by several threads.
 */
@Extension
public final class InventoryStore {

    private static final Logger LOGGER = Logger.getLogger(InventoryStore.class.getName());

    private static final int LOCKS = 64;

    /** One for the machines that share it, so that storing on one machine waits for few others. */
    private final Lock[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toArray(Lock[]::new);

    /** The store of this controller. */
    @NonNull
    public static InventoryStore get() {
        return ExtensionList.lookupSingleton(InventoryStore.class);
    }

    /**
     * The latest inventory of a machine; empty if there has been none.
     *
     * @param machine its name
     * @throws IOException if there is one, and it cannot be read
     */
    @NonNull
    public Optional<Inventory> latest(@NonNull String machine) throws IOException {
        Path file = fileOf(machine);
        return Files.exists(file) ? Optional.of(InventoryFiles.readInventory(file)) : Optional.empty();
    }

    /**
     * Keeps an inventory as the latest of a machine.
     *
     * @param machine its name
     * @param inventory kept within {@link Inventory#limited() limits}
     * @return what changed since the one before
     * @throws IOException if it cannot be written, or the one before cannot be read though it is not damaged; the one
     *     before stays
     */
    @NonNull
    public InventoryDifference store(@NonNull String machine, @NonNull Inventory inventory) throws IOException {
        Inventory limited = inventory.limited();
        Lock lock = locks[Math.floorMod(machine.hashCode(), LOCKS)];
        lock.lock();
        try {
            InventoryDifference difference = InventoryDifference.between(before(machine), limited);
            InventoryFiles.write(fileOf(machine), limited);
            return difference;
        } finally {
            lock.unlock();
        }
    }

    /** A damaged one is put aside: otherwise no inventory of the machine could be kept ever again. */
    private Inventory before(String machine) throws IOException {
        try {
            return latest(machine).orElse(null);
        } catch (JsonProcessingException e) {
            Path file = fileOf(machine);
            Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + System.currentTimeMillis());
            LOGGER.log(Level.WARNING, e, () -> file + " is damaged, and is now " + aside);
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return null;
        }
    }

    private static Path fileOf(String machine) {
        return Jenkins.get()
                .getRootDir()
                .toPath()
                .resolve("deployment-ledger")
                .resolve("inventories")
                .resolve(MachineFileName.of(machine) + ".json");
    }
}
