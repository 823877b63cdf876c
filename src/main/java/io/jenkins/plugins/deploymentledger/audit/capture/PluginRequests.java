package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.UpdateCenter;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import java.util.HashSet;
import java.util.Set;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Names the plugins that a request wants to have: what it asks for is in the queue of the update center when it ends. */
@Restricted(NoExternalUse.class)
@Extension
public final class PluginRequests {

    private final Set<Integer> told = new HashSet<>();

    /**
     * Records the plugins that were put into the queue since this was last asked, one entry each.
     *
     * @param event what was asked for
     * @return how many
     */
    public static int record(@NonNull Event event) {
        return ExtensionList.lookupSingleton(PluginRequests.class).tell(event);
    }

    private synchronized int tell(Event event) {
        int count = 0;
        for (UpdateCenter.UpdateCenterJob job : Jenkins.get().getUpdateCenter().getJobs()) {
            if (job instanceof UpdateCenter.InstallationJob installation && told.add(installation.id)) {
                AuditTrail.record(AuditTrail.begin(event)
                        .on("plugin", installation.plugin.name, installation.plugin.getDisplayName())
                        .detail("version", String.valueOf(installation.plugin.version)));
                count++;
            }
        }
        return count;
    }
}
