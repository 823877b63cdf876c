/**
 * How a ledger is opened for writing: made new, or found as it was left.
 *
 * <p>The only thing that opening ever cuts is a last record that was not written to its end, as a process leaves it that is killed; and only
 * after its bytes were put aside, so that an entry can say what was cut. Anything else that is not as it was left is an alarm, and the ledger
 * stays untouched.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.opening;
