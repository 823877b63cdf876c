package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.file.Path;

/**
 * A binary in the content store.
 *
 * @param sha256 of its content, 64 lower-case hexadecimal digits
 * @param fileName under which it came, and under which the install command finds it
 * @param file where it lies on the controller
 * @param sizeBytes its length
 */
public record StoredBinary(
        @NonNull String sha256,
        @NonNull String fileName,
        @NonNull Path file,
        long sizeBytes) {}
