package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;

/** What launches a deployment in the name of somebody who was not there: the owner of a {@link StandingOrder}. */
public interface OwnedCause {

    /** The owner's id. */
    @NonNull
    String getOwner();
}
