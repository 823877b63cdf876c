package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;

/**
 * Names one binary in the cache of a machine, and who needs it there.
 *
 * @param root the agent's root directory
 * @param sha256 of the content
 * @param fileName its name, without any directory
 * @param sizeBytes its length
 * @param key of the run's work on the machine, see {@link InstallOrder#keyOf(int)}
 */
record CacheEntry(
        @NonNull String root,
        @NonNull String sha256,
        @NonNull String fileName,
        long sizeBytes,
        @NonNull String key) implements Serializable {}
