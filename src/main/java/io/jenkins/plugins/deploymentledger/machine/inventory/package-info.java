/**
 * Inventories: how they are taken on a machine, and where the latest of each machine is kept.
 *
 * <p>{@link io.jenkins.plugins.deploymentledger.machine.inventory.TakeInventory} runs on the machine;
 * {@link io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore} keeps the result on the controller and tells what changed.
 */
package io.jenkins.plugins.deploymentledger.machine.inventory;
