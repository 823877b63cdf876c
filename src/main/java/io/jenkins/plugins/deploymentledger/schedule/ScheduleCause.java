package io.jenkins.plugins.deploymentledger.schedule;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;

/** A run began by its job's schedule, in the name of the schedule's owner. */
public final class ScheduleCause extends Cause {

    private final String owner;

    ScheduleCause(@NonNull String owner) {
        this.owner = owner;
    }

    /** The owner's id. */
    @NonNull
    public String getOwner() {
        return owner;
    }

    @Override
    public String getShortDescription() {
        return Messages.ScheduleCause_description(owner);
    }
}
