package io.jenkins.plugins.deploymentledger.core.ledger.storage;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.file.Path;

/**
 * Where each file of a ledger stands.
 *
 * @param root the directory of the ledger
 */
public record LedgerDirectory(@NonNull Path root) {

    /** The signed note that says what this is: format version, origin and when it began. */
    @NonNull
    public Path about() {
        return root.resolve("ledger");
    }

    /** The latest checkpoint. */
    @NonNull
    public Path checkpoint() {
        return root.resolve("checkpoint");
    }

    /** The signed note that says which entries have left by retention; not there until some have. */
    @NonNull
    public Path retained() {
        return root.resolve("retained");
    }

    /** The signed note about a record that is being cut; there only until the ledger has an entry that says so. */
    @NonNull
    public Path recovery() {
        return root.resolve("recovery");
    }

    /** The directory of the segments. */
    @NonNull
    public Path segments() {
        return root.resolve("log");
    }

    /** The directory of the tree's tiles. */
    @NonNull
    public Path tiles() {
        return root.resolve("tile");
    }

    /** The directory of the blobs. */
    @NonNull
    public Path blobs() {
        return root.resolve("blob");
    }

    /** The public key. */
    @NonNull
    public Path publicKey() {
        return root.resolve("keys").resolve("ledger.pub");
    }

    /** The private key; readable by its owner alone. A copy for an auditor does not need it. */
    @NonNull
    public Path privateKey() {
        return root.resolve("keys").resolve("ledger.key");
    }

    /** The file that a writing process holds a lock on. */
    @NonNull
    public Path lock() {
        return root.resolve("lock");
    }
}
