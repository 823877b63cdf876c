package io.jenkins.plugins.deploymentledger.core.convergence;

/** How an attempt to bring a machine its package ended. */
public enum Outcome {
    /** The machine shows the package. */
    SUCCESS,
    /** It does not. */
    FAILURE,
    /** The machine was not tried, or could not be spoken to; that is held against nobody. */
    NOT_TRIED,
    /** The package is not for its operating system. */
    NOT_APPLICABLE
}
