package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Node;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.config.ConfigSaves;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.shadow.Shadows;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.io.File;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.NodeListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Hears of nodes that are added, changed and removed; partly under the queue's lock. */
@Restricted(NoExternalUse.class)
@Extension
public final class NodeCapture extends NodeListener {

    @Override
    protected void onCreated(@NonNull Node node) {
        Hook.run(
                "a new node",
                () -> ConfigSaves.created(
                        Event.NODE_CREATED,
                        Targets.of(node),
                        file(node.getNodeName()),
                        begin(Event.NODE_CREATED, node)));
    }

    @Override
    protected void onUpdated(@NonNull Node oldOne, @NonNull Node newOne) {
        Hook.run("a changed node", () -> {
            if (!oldOne.getNodeName().equals(newOne.getNodeName())) {
                Shadows shadows = Shadows.get();
                String from = "nodes/" + oldOne.getNodeName();
                String to = "nodes/" + newOne.getNodeName();
                AuditTrail.record(Event.NODE_UPDATED.type(), () -> {
                    shadows.move(from, to);
                    return List.of();
                });
            }
            // Core saves some changes without telling so.
            ConfigSaves.saved(newOne, file(newOne.getNodeName()));
        });
    }

    @Override
    protected void onDeleted(@NonNull Node node) {
        Hook.run(
                "a deleted node",
                () -> ConfigSaves.deleted(
                        Event.NODE_DELETED, file(node.getNodeName()), begin(Event.NODE_DELETED, node)));
    }

    private static File file(String name) {
        return new File(Jenkins.get().getRootDir(), "nodes/" + name + "/config.xml");
    }

    private static AuditEvent.Builder begin(Event event, Node node) {
        return AuditTrail.begin(event, node).detail("type", node.getClass().getName());
    }
}
