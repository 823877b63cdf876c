package io.jenkins.plugins.deploymentledger.core.ledger.finding;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;

/**
 * Something that is wrong with a ledger.
 *
 * @param kind what sort of thing is wrong
 * @param file which file, relative to the ledger's directory, with slashes
 * @param from the sequence number of the first entry it concerns; -1 if it concerns no particular ones
 * @param to the sequence number of the last entry it concerns; -1 if it concerns no particular ones
 * @param what what is wrong, in a sentence
 */
public record Finding(
        @NonNull Kind kind,
        @NonNull String file,
        long from,
        long to,
        @NonNull String what) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What sort of thing is wrong. */
    public enum Kind {
        /** The directory is no ledger, or of a newer format, or a key is missing or not usable. */
        UNUSABLE,
        /** A signed note was changed, or signed by another key. */
        SIGNATURE,
        /** A segment is not there. */
        SEGMENT_MISSING,
        /** The frame of a segment - header, record or seal - is damaged. */
        SEGMENT_DAMAGED,
        /** Entries that a checkpoint covers are not there. */
        TRUNCATED,
        /** An entry is not the one that was recorded. */
        ENTRY_CHANGED,
        /** An entry does not follow the one before it: one is missing, doubled, or in another's place. */
        CHAIN_BROKEN,
        /** The bytes of an entry are not canonical JSON of the known schema, or not at the place they claim. */
        ENTRY_MALFORMED,
        /** A tile of the tree is missing, damaged or other than the entries say. */
        TILE,
        /** The checkpoint is not that of the entries. */
        CHECKPOINT,
        /** A checkpoint kept elsewhere is not part of this ledger's history: it was rewritten. */
        FORKED,
        /** A checkpoint kept elsewhere covers more entries than there are: an older copy was put in place. */
        ROLLED_BACK,
        /** A blob is missing or damaged, or was erased without an entry that says so. */
        BLOB,
        /** Retention is not what the ledger says. */
        RETENTION
    }

    /**
     * One that concerns a file as a whole.
     *
     * @param kind what sort of thing is wrong
     * @param file which file, relative to the ledger's directory
     * @param what what is wrong, in a sentence
     */
    @NonNull
    public static Finding of(@NonNull Kind kind, @NonNull String file, @NonNull String what) {
        return new Finding(kind, file, -1, -1, what);
    }

    /** The finding in one line. */
    @Override
    public String toString() {
        String entries = from < 0 ? "" : from == to ? ", entry " + from : ", entries " + from + " to " + to;
        return kind + ": " + file + entries + ": " + what;
    }
}
