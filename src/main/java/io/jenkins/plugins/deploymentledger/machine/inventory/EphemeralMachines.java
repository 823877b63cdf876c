package io.jenkins.plugins.deploymentledger.machine.inventory;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Node;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import io.jenkins.plugins.deploymentledger.machine.log.MachineFileName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Has forgotten what is kept of machines that come and go by themselves, a month after they are gone: each has a name of its own, so that
 * what is kept of them would grow for ever.
 *
 * <p>A file for each, below {@code deployment-ledger/ephemeral-machines} in Jenkins' home, holds its name; when it was written last, the
 * machine was there.
 */
@Extension
public final class EphemeralMachines extends AsyncPeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(EphemeralMachines.class.getName());

    private static final Duration KEPT = Duration.ofDays(30);

    /** So many are forgotten in one sweep. */
    private static final int MOST_FORGOTTEN = 10_000;

    /** Sweeps once a day. */
    public EphemeralMachines() {
        super("Forgetting ephemeral machines");
    }

    /** Notes that something is kept of a machine from now on; does nothing for one that stays, or is gone. */
    public static void note(@NonNull String machine) {
        Node node = Machines.find(machine);
        if (node != null && Machines.isEphemeral(node)) {
            ExtensionList.lookupSingleton(EphemeralMachines.class).see(machine);
        }
    }

    @Override
    public long getRecurrencePeriod() {
        return DAY;
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected void execute(TaskListener listener) throws IOException {
        sweep(Instant.now());
    }

    /** Looks at all that were noted, and forgets those that have been gone for long. */
    void sweep(@NonNull Instant now) throws IOException {
        int forgotten = 0;
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(directory())) {
            for (Path file : notes) {
                Node node = Machines.find(Files.readString(file));
                if (node != null && Machines.isEphemeral(node)) {
                    Files.setLastModifiedTime(file, FileTime.from(now));
                } else if (node != null) {
                    // Another machine that stays has this name by now.
                    Files.delete(file);
                } else if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) {
                    forget(Files.readString(file));
                    Files.delete(file);
                    if (++forgotten == MOST_FORGOTTEN) {
                        return;
                    }
                }
            }
        } catch (NoSuchFileException e) {
            LOGGER.log(Level.FINEST, "No machine was noted yet", e);
        }
    }

    private static void forget(String machine) throws IOException {
        for (MachineMemory memory : ExtensionList.lookup(MachineMemory.class)) {
            memory.forget(machine);
        }
    }

    private void see(String machine) {
        try {
            Files.createDirectories(directory());
            Files.writeString(directory().resolve(MachineFileName.of(machine)), machine);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "What is kept of " + machine + " is not forgotten when it is gone");
        }
    }

    private static Path directory() {
        return Jenkins.get().getRootDir().toPath().resolve("deployment-ledger").resolve("ephemeral-machines");
    }
}
