package io.jenkins.plugins.deploymentledger.core.ledger.tile;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.Path;

/** Thrown when a tile is missing or cannot be one. */
public final class TileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;

    TileException(Path file, String what) {
        super("The tile " + file + " " + what);
        this.file = file;
    }

    TileException(Path file, String what, Throwable cause) {
        this(file, what);
        initCause(cause);
    }

    /** The tile. */
    @NonNull
    public Path file() {
        return file;
    }
}
