package io.jenkins.plugins.deploymentledger.audit.drift;

/** Knows when a piece of long work has been enough, so that others who wait have their turn. Not thread-safe. */
final class Piece {

    /** For how long something further is begun, in nanoseconds. */
    static final long MAX_NANOS = 20_000_000;

    /** How many bytes are read before nothing further is begun. */
    static final long MAX_BYTES = 1 << 20;

    private final long began = System.nanoTime();
    private long bytes;

    /** Whether something further may be begun. */
    boolean hasRoom() {
        return bytes < MAX_BYTES && System.nanoTime() - began < MAX_NANOS;
    }

    /** Counts what is read. */
    void reads(long more) {
        bytes += more;
    }
}
