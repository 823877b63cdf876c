package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.TermMilestone;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Map<String, DeploymentRun> runs = new LinkedHashMap<>();

    /** The runs of this controller. */
    @NonNull
    static ActiveRuns get() {
        return ExtensionList.lookupSingleton(ActiveRuns.class);
    }

    /**
     * Notes a run before it begins.
     *
     * @throws IOException if that cannot be written
     */
    synchronized void add(DeploymentRun run) throws IOException {
        runs.put(run.getExternalizableId(), run);
        file().write(new ArrayList<>(runs.keySet()));
    }

    /** Forgets a run that has ended. */
    synchronized void remove(DeploymentRun run) {
        runs.remove(run.getExternalizableId());
        try {
            file().write(new ArrayList<>(runs.keySet()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + " has ended, but stays in " + file());
        }
    }

    /** Resumes the runs that a restart interrupted, once all jobs are loaded. */
    @Override
    public void onLoaded() {
        for (String id : read()) {
            Run<?, ?> run = Run.fromExternalizableId(id);
            if (run instanceof DeploymentRun deployment) {
                synchronized (this) {
                    runs.put(id, deployment);
                }
                deployment.resume();
            } else {
                LOGGER.log(Level.INFO, "The deployment {0} was under way, and is gone", id);
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
                underWay = List.copyOf(active.runs.values());
            }
            underWay.forEach(DeploymentRun::suspend);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> read() {
        XmlFile file = file();
        if (!file.exists()) {
            return List.of();
        }
        try {
            return (List<String>) file.read();
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
