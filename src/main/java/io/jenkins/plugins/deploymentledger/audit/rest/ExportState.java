package io.jenkins.plugins.deploymentledger.audit.rest;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/** How far one export is: told by the request that writes it, read by those who wait for it. Thread-safe. */
final class ExportState {

    /** Where an export is on its way. */
    enum Stage {
        /** Rows are being written. */
        RUNNING,
        /** Every row was handed over. */
        COMPLETE,
        /** It broke off: what was handed over is no export. */
        BROKEN;

        /** The word for it in answers. */
        @NonNull
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final long expected;
    private volatile long rows;
    private volatile Stage stage = Stage.RUNNING;

    /**
     * An export that begins.
     *
     * @param expected how many rows it will have, as far as that is known when it begins
     */
    ExportState(long expected) {
        this.expected = expected;
    }

    void wrote(long count) {
        rows = count;
    }

    void end(Stage how) {
        stage = how;
    }

    long expected() {
        return expected;
    }

    long rows() {
        return rows;
    }

    Stage stage() {
        return stage;
    }
}
