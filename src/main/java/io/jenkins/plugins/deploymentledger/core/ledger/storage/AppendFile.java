package io.jenkins.plugins.deploymentledger.core.ledger.storage;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is written at its end. Not thread-safe. */
public interface AppendFile extends Closeable {

    /**
     * Writes all of a buffer at the end of the file; not yet durable.
     *
     * @throws IOException if it was not written as a whole; then some of it may stand in the file
     */
    void write(@NonNull ByteBuffer bytes) throws IOException;

    /**
     * Makes what was written durable.
     *
     * @throws IOException if that failed; nothing written since the last success may be taken for durable
     */
    void force() throws IOException;

    /**
     * Cuts the file to a length, durably.
     *
     * @throws IOException if that fails
     */
    void truncate(long length) throws IOException;

    /**
     * Makes sure that the name still leads to this file and that nobody else changed its length.
     *
     * @param length how long it must be in bytes
     * @throws FileReplacedException if the file was removed, replaced, cut or appended to by another
     * @throws IOException if its attributes cannot be read
     */
    void checkUntouched(long length) throws IOException;
}
