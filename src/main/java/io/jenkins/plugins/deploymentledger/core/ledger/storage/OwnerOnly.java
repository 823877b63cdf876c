package io.jenkins.plugins.deploymentledger.core.ledger.storage;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.file.FileSystem;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The permissions of the ledger's files: for their owner alone, where the file system knows owners. */
public final class OwnerOnly {

    private static final FileAttribute<?>[] NONE = {};

    private OwnerOnly() {}

    /** What makes a new file readable and writable by its owner alone; nothing where permissions are not POSIX. */
    @NonNull
    public static FileAttribute<?>[] file(@NonNull FileSystem fileSystem) {
        return permissions(fileSystem, "rw-------");
    }

    /** What makes a new directory accessible to its owner alone; nothing where permissions are not POSIX. */
    @NonNull
    public static FileAttribute<?>[] directory(@NonNull FileSystem fileSystem) {
        return permissions(fileSystem, "rwx------");
    }

    private static FileAttribute<?>[] permissions(FileSystem fileSystem, String permissions) {
        if (!fileSystem.supportedFileAttributeViews().contains("posix")) {
            return NONE.clone();
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
