package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.UpdateCenter;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Names the plugins that a request wants to have: what it put into the queue of the update center is there when it ends.
 *
 * <p>So is what others put there. A job of the queue is the request's if it was not there when the request began, and if whoever sent
 * the request is its user. A job that installs nothing, since the plugin is there already, has no user; it is the request's only if
 * nobody else put anything there meanwhile.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class PluginRequests {

    private final Map<Integer, Identity> asked = new ConcurrentHashMap<>();

    /** The newest job that is in the queue now; those of a request that begins have higher numbers. */
    public static int newest() {
        return installations().mapToInt(job -> job.id).max().orElse(0);
    }

    /**
     * Records the plugins that a request put into the queue, one entry each. At its end, on its thread.
     *
     * @param event what was asked for
     * @param who asked
     * @param newest what {@link #newest()} was when it began
     * @return how many
     */
    public static int record(@NonNull Event event, @NonNull Identity who, int newest) {
        return ExtensionList.lookupSingleton(PluginRequests.class).tell(event, who, newest);
    }

    /** Who asked for an installation; empty if that is not known. */
    @NonNull
    static Optional<Identity> whoAsked(@NonNull UpdateCenter.InstallationJob job) {
        Identity told =
                ExtensionList.lookupSingleton(PluginRequests.class).asked.get(job.id);
        return job.getUser() == null ? Optional.ofNullable(told) : Optional.of(Identities.of(job.getUser()));
    }

    private int tell(Event event, Identity who, int newest) {
        List<UpdateCenter.InstallationJob> since =
                installations().filter(job -> job.id > newest).toList();
        boolean alone = since.stream().allMatch(job -> job.getUser() == null || isBy(who, job));
        int count = 0;
        for (UpdateCenter.InstallationJob job : since) {
            boolean own = job.getUser() == null ? alone : isBy(who, job);
            if (own && asked.putIfAbsent(job.id, who) == null) {
                AuditTrail.record(AuditTrail.begin(event)
                        .on("plugin", job.plugin.name, job.plugin.getDisplayName())
                        .details(version(event, job)));
                count++;
            }
        }
        return count;
    }

    /** Of what is uploaded, the update center knows no version; that it was installed is told with the one of its archive. */
    private static Map<String, String> version(Event event, UpdateCenter.InstallationJob job) {
        return event == Event.PLUGIN_UPLOADED ? Map.of() : Map.of("version", String.valueOf(job.plugin.version));
    }

    private static boolean isBy(Identity who, UpdateCenter.InstallationJob job) {
        return Identities.of(job.getUser()).id().equals(who.id());
    }

    private static Stream<UpdateCenter.InstallationJob> installations() {
        return Jenkins.get().getUpdateCenter().getJobs().stream()
                .filter(UpdateCenter.InstallationJob.class::isInstance)
                .map(UpdateCenter.InstallationJob.class::cast);
    }
}
