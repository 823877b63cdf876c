package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;

/** An item that names a package of the catalogue. */
public interface PackageNaming extends Item {

    /** What it names; null if nothing. */
    @CheckForNull
    PackageReference getPackageReference();
}
