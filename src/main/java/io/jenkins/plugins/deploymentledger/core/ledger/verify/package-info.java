/**
 * Verification: whether a ledger is what its signed checkpoint says, and if not, exactly what is wrong and what is still proved.
 *
 * <p>It only reads, and needs no private key: a copy of the files is enough. What it cannot notice is a history that was rewritten as a whole and
 * signed anew by someone who has the private key; only a checkpoint that was kept elsewhere tells.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.verify;
