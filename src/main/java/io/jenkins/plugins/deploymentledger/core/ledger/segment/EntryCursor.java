package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.Closeable;
import java.io.IOException;

/** Walks over entries one by one, in constant memory. Not thread-safe; close it when done. */
public interface EntryCursor extends Closeable {

    /**
     * Goes to the next entry, or to the first one when called for the first time.
     *
     * @return whether there is one
     * @throws IOException if it cannot be read; the message names the file and the sequence number
     */
    boolean next() throws IOException;

    /** The sequence number of the entry that the cursor stands on. */
    long sequence();

    /**
     * The canonical JSON of the entry that the cursor stands on: exactly the bytes that were hashed. A new array each time.
     */
    @NonNull
    byte[] json();

    /**
     * The entry that the cursor stands on.
     *
     * @throws IOException if its bytes are no entry of a known schema version
     */
    @NonNull
    AuditEntry entry() throws IOException;
}
