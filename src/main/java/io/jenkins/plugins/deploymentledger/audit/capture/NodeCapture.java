package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Node;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.config.ConfigSaves;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.io.File;
import jenkins.model.Jenkins;
import jenkins.model.NodeListener;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Hears of nodes that are added, changed and removed. Is called under the queue's lock now and then, so that it reads no file. */
@Restricted(NoExternalUse.class)
@Extension
public final class NodeCapture extends NodeListener {

    private static final String CONFIG = "config.xml";

    @Override
    protected void onCreated(@NonNull Node node) {
        Hook.run("a new node", () -> {
            AuditEvent.Builder entry = begin(Event.NODE_CREATED, node);
            if (NodeList.isYetToBeSaved(node)) {
                NodeList.await(node, entry);
            } else {
                ConfigSaves.created(Event.NODE_CREATED, directory(node) + "/" + CONFIG, entry);
            }
        });
    }

    @Override
    protected void onUpdated(@NonNull Node oldOne, @NonNull Node newOne) {
        Hook.run("a changed node", () -> {
            // Its file tells what changed; here it only counts as seen.
            RequestScope scope = RequestScope.current();
            if (scope != null) {
                scope.saw(Event.NODE_UPDATED.type());
            }
            if (!oldOne.getNodeName().equals(newOne.getNodeName())) {
                ConfigSaves.moved(newOne, directory(oldOne), directory(newOne), CONFIG);
            }
        });
    }

    @Override
    protected void onDeleted(@NonNull Node node) {
        Hook.run("a deleted node", () -> {
            File file = new File(Jenkins.get().getRootDir(), directory(node) + "/" + CONFIG);
            ConfigSaves.deleted(Event.NODE_DELETED, file, begin(Event.NODE_DELETED, node));
        });
    }

    private static String directory(Node node) {
        return "nodes/" + node.getNodeName();
    }

    private static AuditEvent.Builder begin(Event event, Node node) {
        return AuditTrail.begin(event, node).detail("type", node.getClass().getName());
    }
}
