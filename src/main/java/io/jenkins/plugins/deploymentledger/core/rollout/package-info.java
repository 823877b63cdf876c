/**
 * The state machine of a run: what to do next on which machine, and what has become of each.
 *
 * <p>{@link io.jenkins.plugins.deploymentledger.core.rollout.Rollout} holds the state and changes it by
 * {@link io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent}s only;
 * {@link io.jenkins.plugins.deploymentledger.core.rollout.Journal} keeps those events on disk, so that replaying them
 * gives the same state again; {@link io.jenkins.plugins.deploymentledger.core.rollout.RolloutEngine} drives both over a
 * {@link io.jenkins.plugins.deploymentledger.core.rollout.StageRunner}, which does the real work.
 */
package io.jenkins.plugins.deploymentledger.core.rollout;
