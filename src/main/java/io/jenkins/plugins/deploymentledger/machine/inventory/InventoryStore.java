package io.jenkins.plugins.deploymentledger.machine.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryChange;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryDifference;
import io.jenkins.plugins.deploymentledger.machine.log.MachineFileName;
import io.jenkins.plugins.deploymentledger.machine.log.MachineLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;

/**
 * The latest inventory of each machine, below {@code deployment-ledger/inventories} in Jenkins' home, and what changed from one to
 * the next, below {@code deployment-ledger/inventory-changes}.
 *
 * <p>It outlives the machine: what was last known of a deleted machine stays, but for {@link EphemeralMachines}. Safe for use by several
 * threads.
 */
@Extension
public final class InventoryStore implements MachineMemory {

    private static final Logger LOGGER = Logger.getLogger(InventoryStore.class.getName());

    private static final int LOCKS = 64;

    /** One for the machines that share it, so that storing on one machine waits for few others. */
    private final Lock[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toArray(Lock[]::new);

    /** For as many machines as there are files. */
    private final Map<String, Long> revisions = new ConcurrentHashMap<>();

    private final MachineLog<InventoryChange> changes =
            new MachineLog<>(directory("inventory-changes"), InventoryChange.class);

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
        EphemeralMachines.note(machine);
        Inventory limited = inventory.limited();
        Lock lock = locks[Math.floorMod(machine.hashCode(), LOCKS)];
        lock.lock();
        try {
            InventoryDifference difference = InventoryDifference.between(before(machine), limited);
            InventoryFiles.write(fileOf(machine), limited);
            revisions.merge(machine, 1L, Long::sum);
            if (difference.size() > 0) {
                changes.append(machine, InventoryChange.of(limited.takenAt(), difference));
            }
            return difference;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget(@NonNull String machine) throws IOException {
        Lock lock = locks[Math.floorMod(machine.hashCode(), LOCKS)];
        lock.lock();
        try {
            Files.deleteIfExists(fileOf(machine));
            revisions.merge(machine, 1L, Long::sum);
            changes.forget(machine);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many inventories of a machine were stored since the controller started: another number, perhaps another inventory.
     *
     * @param machine its name
     */
    public long revision(@NonNull String machine) {
        return revisions.getOrDefault(machine, 0L);
    }

    /**
     * What changed on a machine over time, the newest first.
     *
     * @param limit how many changes at most
     * @throws IOException if they cannot be read
     */
    @NonNull
    public List<InventoryChange> changes(@NonNull String machine, int limit) throws IOException {
        return changes.newest(machine, limit);
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
        return directory("inventories").resolve(MachineFileName.of(machine) + ".json");
    }

    private static Path directory(String name) {
        return Jenkins.get().getRootDir().toPath().resolve("deployment-ledger").resolve(name);
    }
}
