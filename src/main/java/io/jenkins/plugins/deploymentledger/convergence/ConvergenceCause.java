package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;
import io.jenkins.plugins.deploymentledger.deployment.OwnedCause;

/** A run began since machines lacked the package, in the name of the convergence's owner. */
public final class ConvergenceCause extends Cause implements OwnedCause {

    private final String owner;

    ConvergenceCause(@NonNull String owner) {
        this.owner = owner;
    }

    @NonNull
    @Override
    public String getOwner() {
        return owner;
    }

    @Override
    public String getShortDescription() {
        return Messages.ConvergenceCause_description(owner);
    }
}
