package io.jenkins.plugins.deploymentledger.audit.actor;

import edu.umd.cs.findbugs.annotations.NonNull;

/** A cause that begins a build by itself, in the name of somebody who is not there: the trail names that one too. */
public interface OnBehalf {

    /** The id of whoever the build acts for. */
    @NonNull
    String getOwner();
}
