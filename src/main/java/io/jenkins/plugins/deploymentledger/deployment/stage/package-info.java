/**
 * The three stages of a deployment on a machine, over Remoting: send, execute, inventory.
 *
 * <p>{@link io.jenkins.plugins.deploymentledger.deployment.stage.RemotingStageRunner} is the way in. What runs on the machine is one callable for each
 * step; between steps nothing waits on a thread: the clock looks again later.
 */
package io.jenkins.plugins.deploymentledger.deployment.stage;
