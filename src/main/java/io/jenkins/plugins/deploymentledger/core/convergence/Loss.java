package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * That a machine was as it should be, and is no longer, though this has done nothing to it in between.
 *
 * @param machine its name
 * @param seenAt when the inventory was taken that last showed it as it should be, in milliseconds since 1970
 * @param goneAt when the one was taken that shows it otherwise, in milliseconds since 1970
 */
public record Loss(@NonNull String machine, long seenAt, long goneAt) {}
