package io.jenkins.plugins.deploymentledger.core.fleet;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;

/**
 * A mounted file system of a machine.
 *
 * @param mount where it is mounted, or its drive letter
 * @param type of the file system, such as {@code ext4} or {@code NTFS}
 * @param totalBytes its size
 * @param freeBytes what an ordinary user can still write
 */
public record Disk(@NonNull String mount, @NonNull String type, long totalBytes, long freeBytes)
        implements Serializable {}
