package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Which writing of a file something is: equal for two looks at it between which nobody wrote it. Jenkins puts a new file in the place of the
 * old one each time.
 *
 * @param key what the file system knows the file by; null if it tells none
 * @param time of its last modification, as exactly as the file system keeps it
 * @param size its length in bytes
 */
public record FileVersion(@CheckForNull Object key, @NonNull FileTime time, long size) {

    /** Of what stands in no file. */
    private static final FileTime NEVER = FileTime.fromMillis(-1);

    @NonNull
    static FileVersion of(@NonNull BasicFileAttributes file) {
        return new FileVersion(file.fileKey(), file.lastModifiedTime(), file.size());
    }

    /** The version of what stands in no file, or no longer does. */
    @NonNull
    static FileVersion nowhere(long size) {
        return new FileVersion(null, NEVER, size);
    }

    /** The time of its last modification, in milliseconds. */
    long modified() {
        return time.toMillis();
    }

    /** Whether it stands in a file. */
    boolean isInFile() {
        return !time.equals(NEVER);
    }
}
