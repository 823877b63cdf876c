package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.actor.OnBehalf;

/** What launches a deployment in the name of somebody who was not there: the owner of a {@link StandingOrder}. */
public interface OwnedCause extends OnBehalf {

    /** The owner's id. */
    @NonNull
    @Override
    String getOwner();
}
