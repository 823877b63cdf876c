package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.Descriptor;
import hudson.model.TaskListener;
import hudson.slaves.AbstractCloudComputer;
import hudson.slaves.AbstractCloudSlave;
import hudson.slaves.JNLPLauncher;
import java.io.IOException;

/** A node that a cloud would have made; it never comes online. */
final class CloudAgent extends AbstractCloudSlave {

    private static final long serialVersionUID = 1;

    CloudAgent(String name) throws Descriptor.FormException, IOException {
        super(name, "/tmp/" + name, new JNLPLauncher());
    }

    @Override
    public AbstractCloudComputer<CloudAgent> createComputer() {
        return new AbstractCloudComputer<>(this);
    }

    @Override
    protected void _terminate(TaskListener listener) {
        // There is nothing to give back.
    }
}
