package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryDifference;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where a run keeps what its machines did, below its own directory.
 *
 * @param directory the run's directory
 */
record RunFiles(@NonNull Path directory) {

    private static final Logger LOGGER = Logger.getLogger(RunFiles.class.getName());

    static RunFiles of(DeploymentRun run) {
        return new RunFiles(run.getRootDir().toPath());
    }

    /** One line for each transition of each machine. */
    Path journal() {
        return directory.resolve("journal.jsonl");
    }

    /** One log and one inventory difference for each machine. */
    Path machines() {
        return directory.resolve("machines");
    }

    /** What the install command of a machine wrote. */
    Path log(int ordinal) {
        return machines().resolve(ordinal + ".log");
    }

    /** What the machine was and had afterwards; null where that is not known. */
    @CheckForNull
    Inventory inventory(int ordinal) {
        return read(ordinal + ".inventory.json", InventoryFiles::readInventory);
    }

    /** What changed on the machine; null where that is not known. */
    @CheckForNull
    InventoryDifference difference(int ordinal) {
        return read(ordinal + ".inventory-diff.json", InventoryFiles::readDifference);
    }

    private <T> T read(String name, Reader<T> reader) {
        Path file = machines().resolve(name);
        try {
            return Files.exists(file) ? reader.read(file) : null;
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read " + file);
            return null;
        }
    }

    private interface Reader<T> {
        T read(Path file) throws IOException;
    }
}
