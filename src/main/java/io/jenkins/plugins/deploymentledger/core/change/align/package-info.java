/**
 * Finds out which elements of two rows belong together, in time that stays bounded however different they are.
 *
 * <p>Rows are of numbers: equal things have equal numbers.
 */
package io.jenkins.plugins.deploymentledger.core.change.align;
