/**
 * Signed statements: C2SP signed notes with Ed25519, and the checkpoints that are one kind of them.
 *
 * <p>A {@link io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint} says how many entries the ledger has and the root of
 * their tree. Whoever keeps one somewhere else can later tell whether the ledger still has that history.
 */
package io.jenkins.plugins.deploymentledger.core.ledger.note;
