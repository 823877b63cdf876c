/**
 * Before and after: what a change of a configuration file changed, with its secrets taken out.
 *
 * <p>{@link io.jenkins.plugins.deploymentledger.core.change.ConfigComparison} reads both documents, takes the secrets out
 * of them ({@link io.jenkins.plugins.deploymentledger.core.change.ConfigRedaction}), finds out which elements belong
 * together ({@link io.jenkins.plugins.deploymentledger.core.change.Siblings}) and tells the
 * {@link io.jenkins.plugins.deploymentledger.core.change.Difference} as a row of
 * {@link io.jenkins.plugins.deploymentledger.core.change.Change}s. Nothing that leaves this package has a secret in it.
 */
package io.jenkins.plugins.deploymentledger.core.change;
