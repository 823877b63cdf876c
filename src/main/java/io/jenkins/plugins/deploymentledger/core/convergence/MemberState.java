package io.jenkins.plugins.deploymentledger.core.convergence;

/** How one machine stands to the package that it should have. */
public enum MemberState {
    /** Its inventory shows the package; or does not, where it is to be taken off. */
    CONVERGED,
    /** Its inventory does not show the package. */
    MISSING,
    /** Its inventory shows an older version. */
    OUTDATED,
    /** Its inventory still shows the package, which is to be taken off. */
    UNWANTED,
    /** It has no inventory, one that is too old to tell, or one that is not complete. */
    UNKNOWN,
    /** The package is not for its operating system. */
    NOT_APPLICABLE,
    /** It is not as it should be, and another convergence wants otherwise there: nothing is done. */
    CONTESTED,
    /** Somebody said that it is to be left alone. */
    EXCLUDED,
    /** It was tried, failed, and is tried again after a while. */
    FAILING,
    /** It failed so often that it is tried no more until somebody says so. */
    PAUSED
}
