package io.jenkins.plugins.deploymentledger.core.ledger;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import java.time.Duration;
import java.util.List;

/**
 * How a ledger is opened. Immutable; begin with {@link #DEFAULTS}.
 *
 * @param origin the name of a new ledger and of its key; no blanks and no plus signs. A ledger that is there keeps its own
 * @param writing how it is written
 * @param knownCheckpoints checkpoints that were kept elsewhere; the ledger must still have their history
 * @param closeAtMost how long closing may take
 * @param storage writes the files
 */
public record LedgerOptions(
        @NonNull String origin,
        @NonNull WriterOptions writing,
        @NonNull List<Checkpoint> knownCheckpoints,
        @NonNull Duration closeAtMost,
        @NonNull Storage storage) {

    /** What serves most. */
    public static final LedgerOptions DEFAULTS = new LedgerOptions(
            "deployment-ledger", WriterOptions.DEFAULTS, List.of(), Duration.ofSeconds(10), new DiskStorage());

    /** Copies the list. */
    @SuppressFBWarnings(value = "EI_EXPOSE_REP2", justification = "The storage is a service, not a value")
    public LedgerOptions {
        knownCheckpoints = List.copyOf(knownCheckpoints);
    }

    /** Writes the files. */
    @Override
    @NonNull
    @SuppressFBWarnings(value = "EI_EXPOSE_REP", justification = "The storage is a service, not a value")
    public Storage storage() {
        return storage;
    }

    /** The same with another name for a new ledger. */
    @NonNull
    public LedgerOptions withOrigin(@NonNull String name) {
        return new LedgerOptions(name, writing, knownCheckpoints, closeAtMost, storage);
    }

    /** The same, written in another way. */
    @NonNull
    public LedgerOptions withWriting(@NonNull WriterOptions how) {
        return new LedgerOptions(origin, how, knownCheckpoints, closeAtMost, storage);
    }

    /** The same, held against checkpoints that were kept elsewhere. */
    @NonNull
    public LedgerOptions withKnownCheckpoints(@NonNull List<Checkpoint> checkpoints) {
        return new LedgerOptions(origin, writing, checkpoints, closeAtMost, storage);
    }

    /** The same with another bound for closing. */
    @NonNull
    public LedgerOptions withCloseAtMost(@NonNull Duration time) {
        return new LedgerOptions(origin, writing, knownCheckpoints, time, storage);
    }

    /** The same on another disk; for tests of what happens when a disk fails. */
    @NonNull
    public LedgerOptions withStorage(@NonNull Storage disk) {
        return new LedgerOptions(origin, writing, knownCheckpoints, closeAtMost, disk);
    }
}
