/**
 * Where a request came from: every address it was passed on by, and which of them can be believed.
 *
 * <p>{@link io.jenkins.plugins.deploymentledger.core.address.AddressChain} is derived from what a request shows
 * ({@link io.jenkins.plugins.deploymentledger.core.address.Sighting}) and from the
 * {@link io.jenkins.plugins.deploymentledger.core.address.TrustedProxies} that the administrator configured. Names are
 * never looked up.
 */
package io.jenkins.plugins.deploymentledger.core.address;
