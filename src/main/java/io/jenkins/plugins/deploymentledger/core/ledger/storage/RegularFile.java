package io.jenkins.plugins.deploymentledger.core.ledger.storage;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a file from what somebody put in its place that cannot be read as one: a directory, a named pipe, a device. */
public final class RegularFile {

    private RegularFile() {}

    /**
     * Whether something else than a file stands in a file's place. To be asked before it is opened, since opening a named pipe waits for
     * someone to write to it. A symbolic link is what it leads to.
     *
     * @param file where the file should be; false if nothing is there
     */
    public static boolean isSomethingElse(@NonNull Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }
}
