package io.jenkins.plugins.deploymentledger.audit.health;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PeriodicWork;
import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Looks once a minute how much of the trail's disk is free, and keeps the last figure: a share that hangs makes this work hang, and no
 * page.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class FreeSpace extends PeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(FreeSpace.class.getName());

    private final Callable<Long> disk;
    private volatile OptionalLong last = OptionalLong.empty();

    /** Looks at the disk of Jenkins' home. */
    public FreeSpace() {
        this(() -> Files.getFileStore(Jenkins.get().getRootDir().toPath()).getUsableSpace());
    }

    /** @param disk how many bytes are free; may take its time */
    FreeSpace(Callable<Long> disk) {
        this.disk = disk;
    }

    /** How many bytes were free at the last look; empty if that is not known. Does not touch the disk. */
    @NonNull
    static OptionalLong last() {
        return ExtensionList.lookupSingleton(FreeSpace.class).last;
    }

    @Override
    protected void doRun() throws Exception {
        try {
            last = OptionalLong.of(disk.call());
        } catch (IOException e) {
            last = OptionalLong.empty();
            LOGGER.log(Level.FINE, "The free space of the disk is not to be known", e);
        }
    }

    @Override
    public long getInitialDelay() {
        return 0;
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }
}
