package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Node;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import jenkins.model.NodeListener;

/** Tells {@link ConnectionWatch} of machines that are created or deleted. */
@Extension
public final class NodeWatch extends NodeListener {

    @Override
    protected void onCreated(@NonNull Node node) {
        ConnectionWatch.get().changed(Machines.nameOf(node));
    }

    @Override
    protected void onDeleted(@NonNull Node node) {
        ConnectionWatch.get().gone(Machines.nameOf(node));
    }
}
