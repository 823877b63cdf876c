package io.jenkins.plugins.deploymentledger.convergence;

import hudson.model.InvisibleAction;

/** Marks a run that a convergence launched. */
final class ConvergenceOrigin extends InvisibleAction {}
