package io.jenkins.plugins.deploymentledger.core.ledger.storage;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the ledger's files so that they are really on disk. Thread-safe. */
public interface Storage {

    /**
     * Makes a directory and those above it, for the owner only where the file system knows owners.
     *
     * @throws IOException if it cannot be made, or a symbolic link stands in its place
     */
    void makeDirectory(@NonNull Path directory) throws IOException;

    /**
     * Opens a file for appending at its end, and makes it where there is none.
     *
     * @throws IOException if it cannot be opened
     */
    @NonNull
    AppendFile openForAppend(@NonNull Path file) throws IOException;

    /**
     * Puts a whole file in its place at once: after a crash it is there with this content, or as it was before. It is on disk when
     * this returns.
     *
     * @throws IOException if it cannot be written; the file is then as it was before
     */
    void replace(@NonNull Path file, @NonNull byte[] content) throws IOException;

    /**
     * Writes a whole file. Its content is on disk when this returns, its name once {@link #syncDirectory} was called; a crash can leave it in
     * any state before that.
     *
     * @throws IOException if it cannot be written
     */
    void write(@NonNull Path file, @NonNull byte[] content) throws IOException;

    /**
     * Moves a file, also to another file system; it is on disk in its new place when this returns.
     *
     * @throws IOException if it cannot be moved
     */
    void move(@NonNull Path from, @NonNull Path to) throws IOException;

    /**
     * Deletes a file if it is there.
     *
     * @throws IOException if it cannot be deleted
     */
    void delete(@NonNull Path file) throws IOException;

    /**
     * Makes the names in a directory durable, where the system can.
     *
     * @throws IOException if that fails
     */
    void syncDirectory(@NonNull Path directory) throws IOException;
}
