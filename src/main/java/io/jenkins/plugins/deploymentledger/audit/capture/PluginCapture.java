package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.PluginWrapper;
import hudson.model.PeriodicWork;
import hudson.model.UpdateCenter;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Looks which plugins the update center has installed: it tells no listener, but keeps its jobs, with who wanted them, until
 * Jenkins stops.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class PluginCapture extends PeriodicWork {

    private static final Identity UNKNOWN = new Identity("unknown", "Unknown");

    private final Set<Integer> seen = new HashSet<>();

    @Override
    protected void doRun() {
        look();
    }

    /** Looks now, since Jenkins stops, and nobody will know of what was installed since the last look. */
    public static void lookNow() {
        ExtensionList.lookup(PluginCapture.class).forEach(PluginCapture::look);
    }

    private void look() {
        Hook.run("installed plugins", this::record);
    }

    private synchronized void record() {
        for (UpdateCenter.UpdateCenterJob job : Jenkins.get().getUpdateCenter().getJobs()) {
            if (job instanceof UpdateCenter.InstallationJob installation
                    && isOver(installation)
                    && seen.add(installation.id)) {
                record(installation);
            }
        }
    }

    private static boolean isOver(UpdateCenter.DownloadJob job) {
        return job.status instanceof UpdateCenter.DownloadJob.Failure || job.status.isSuccess();
    }

    private static void record(@NonNull UpdateCenter.InstallationJob job) {
        if (job instanceof UpdateCenter.NoOpJob) {
            return;
        }
        Identity who = PluginRequests.whoAsked(job).orElse(UNKNOWN);
        boolean failed = job.status instanceof UpdateCenter.DownloadJob.Failure;
        // What could not be loaded is in its place all the same, and may be loaded by the next start.
        Optional<InstalledArchive> archive = InstalledArchive.of(Jenkins.get().pluginManager.rootDir, job.plugin.name)
                .filter(there -> !failed || there.isOf(job.getComputedSHA256()));
        // Of one that was uploaded, the update center knows no version.
        String version = archive.flatMap(InstalledArchive::version).orElse(job.plugin.version);
        AuditEvent.Builder entry = AuditTrail.begin(event(job, version))
                .by(who.id(), who.name())
                .on("plugin", job.plugin.name, job.plugin.getDisplayName())
                .outcome(failed ? Outcome.FAILURE : Outcome.SUCCESS)
                .detail("version", version);
        archive.ifPresent(file -> entry.detail("sha256", file.sha256()));
        if (failed && archive.isPresent()) {
            entry.detail("archive", "is in its place, for the next start");
        }
        AuditTrail.record(entry);
    }

    private static Event event(UpdateCenter.InstallationJob job, String version) {
        if (job instanceof UpdateCenter.EnableJob) {
            return Event.PLUGIN_ENABLED;
        }
        PluginWrapper installed = job.plugin.getInstalled();
        return installed != null && installed.isActive() && !version.equals(installed.getVersion())
                ? Event.PLUGIN_UPDATED
                : Event.PLUGIN_INSTALLED;
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.SECONDS.toMillis(15);
    }
}
