package io.jenkins.plugins.deploymentledger.deployment;

/** How a machine can have become otherwise than in the run before. */
enum RunChange {
    /** It has the package now, and had it not after the earlier run. */
    MENDED,
    /** It failed or could not be reached, unlike in the earlier run. */
    BROKEN
}
