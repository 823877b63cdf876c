/**
 * Takes secrets out of texts before they are kept or shown.
 *
 * <p>{@link io.jenkins.plugins.deploymentledger.core.change.secret.Redactor} is the way in. It asks
 * {@link io.jenkins.plugins.deploymentledger.core.change.secret.SecretNames} whether a name announces a secret, and a
 * row of {@link io.jenkins.plugins.deploymentledger.core.change.secret.SecretPattern}s what in a text looks like one.
 * What is found is replaced by a keyed {@link io.jenkins.plugins.deploymentledger.core.change.secret.Fingerprint}: the
 * same secret has the same fingerprint, so that "changed" can be told from "saved again", and without the key nothing
 * can be learned from it.
 */
package io.jenkins.plugins.deploymentledger.core.change.secret;
