package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.TermMilestone;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/**
 * The runs that have begun and not ended, kept on disk: runs are loaded lazily, so nobody else would find them after a
 * restart.
 */
@Extension
public final class ActiveRuns extends ItemListener {

    private static final Logger LOGGER = Logger.getLogger(ActiveRuns.class.getName());

    /** By identity: the id of a run changes when a folder above it is renamed. */
    private final Set<DeploymentRun> runs = new LinkedHashSet<>();

    private boolean loaded;

    /** The runs of this controller. */
    @NonNull
    public static ActiveRuns get() {
        return ExtensionList.lookupSingleton(ActiveRuns.class);
    }

    /**
     * Notes a run before it begins.
     *
     * @throws IOException if that cannot be written
     */
    synchronized void add(DeploymentRun run) throws IOException {
        runs.add(run);
        write();
    }

    /**
     * Takes in a run that was loaded from disk and has not ended, though nothing was known of it: as after a crash between
     * two writes, or when an older copy of the home directory was restored. It is resumed, on another thread.
     */
    void adopt(DeploymentRun run) {
        synchronized (this) {
            // What is loaded while Jenkins starts is resumed by onLoaded; what is loaded anew meanwhile is under way.
            boolean known = runs.stream().anyMatch(other -> idOf(other).equals(idOf(run)));
            if (known || !runs.add(run) || !loaded) {
                return;
            }
        }
        DeploymentThreads.get().workers().execute(run::resume);
    }

    /** The runs that are under way, or about to be resumed. */
    @NonNull
    public synchronized List<DeploymentRun> underWay() {
        return List.copyOf(runs);
    }

    /** Whether it is known which runs are under way: it is not while Jenkins starts. */
    synchronized boolean isLoaded() {
        return loaded;
    }

    private static String idOf(DeploymentRun run) {
        return run.getExternalizableId();
    }

    private void write() throws IOException {
        file().write(new ArrayList<>(runs.stream().map(ActiveRuns::idOf).toList()));
    }

    /** Forgets a run that has ended. */
    synchronized void remove(DeploymentRun run) {
        runs.remove(run);
        try {
            write();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + " has ended, but stays in " + file());
        }
    }

    /** Resumes the runs that a restart interrupted, once all jobs are loaded. */
    @Override
    public void onLoaded() {
        RestoredLaunches.drop();
        read().forEach(ActiveRuns::load);
        List<DeploymentRun> interrupted;
        synchronized (this) {
            loaded = true;
            interrupted = List.copyOf(runs);
        }
        interrupted.forEach(DeploymentRun::resume);
    }

    /** Loads a run; one that has not ended is adopted with that. What cannot be loaded keeps no other from going on. */
    private static void load(Object id) {
        try {
            Run<?, ?> run = Run.fromExternalizableId(String.valueOf(id));
            if (!(run instanceof DeploymentRun)) {
                LOGGER.log(Level.INFO, "The deployment {0} was under way, and is gone", id);
            }
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "The deployment " + id + " was under way, and cannot be loaded");
        }
    }

    /** Tells the runs under way that the agent of a machine is back. */
    void reachable(String machine) {
        List<DeploymentRun> underWay;
        synchronized (this) {
            underWay = List.copyOf(runs);
        }
        underWay.forEach(run -> run.reachable(machine));
    }

    /** Notes the new names of runs under a folder that was renamed or moved. */
    @Override
    public synchronized void onLocationChanged(Item item, String oldFullName, String newFullName) {
        if (!runs.isEmpty()) {
            try {
                write();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot write " + file());
            }
        }
    }

    /** Leaves the runs as they are, before the threads that work on them end. */
    @Terminator(after = TermMilestone.STARTED, attains = "deployment-ledger-runs-suspended")
    @Restricted(DoNotUse.class) // called by Jenkins
    public static void suspend() {
        for (ActiveRuns active : ExtensionList.lookup(ActiveRuns.class)) {
            List<DeploymentRun> underWay;
            synchronized (active) {
                underWay = List.copyOf(active.runs);
            }
            underWay.forEach(DeploymentRun::suspend);
        }
    }

    private static List<?> read() {
        XmlFile file = file();
        if (!file.exists()) {
            return List.of();
        }
        try {
            return (List<?>) file.read();
        } catch (IOException | ClassCastException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "Cannot read " + file + ": interrupted deployments are resumed when opened");
            return List.of();
        }
    }

    private static XmlFile file() {
        return new XmlFile(new File(new File(Jenkins.get().getRootDir(), "deployment-ledger"), "active-runs.xml"));
    }
}
