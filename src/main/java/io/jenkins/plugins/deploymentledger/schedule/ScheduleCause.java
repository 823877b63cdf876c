package io.jenkins.plugins.deploymentledger.schedule;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;
import io.jenkins.plugins.deploymentledger.deployment.OwnedCause;

/** A run began by its job's schedule, in the name of the schedule's owner. */
public final class ScheduleCause extends Cause implements OwnedCause {

    private final String owner;

    ScheduleCause(@NonNull String owner) {
        this.owner = owner;
    }

    @NonNull
    @Override
    public String getOwner() {
        return owner;
    }

    @Override
    public String getShortDescription() {
        return Messages.ScheduleCause_description(owner);
    }
}
