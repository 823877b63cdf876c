package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;

/** A run began since machines lacked the package, in the name of the convergence's owner. */
public final class ConvergenceCause extends Cause {

    private final String owner;

    ConvergenceCause(@NonNull String owner) {
        this.owner = owner;
    }

    /** The owner's id. */
    @NonNull
    public String getOwner() {
        return owner;
    }

    @Override
    public String getShortDescription() {
        return Messages.ConvergenceCause_description(owner);
    }
}
