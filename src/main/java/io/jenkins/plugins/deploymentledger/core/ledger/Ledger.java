package io.jenkins.plugins.deploymentledger.core.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Health;
import io.jenkins.plugins.deploymentledger.core.ledger.append.LedgerWriter;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Receipt;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobStore;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSigner;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.opening.RetainedNote;
import io.jenkins.plugins.deploymentledger.core.ledger.retention.Leaving;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentCatalogue;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerLock;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileException;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileReader;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.ConsistencyProof;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.InclusionProof;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Proofs;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An append-only store of audit entries whose history can be proved, open for writing.
 *
 * <p>Thread-safe. One process has it open at a time; reading and verifying need no opening.
 */
public final class Ledger implements Closeable {

    /** How often a proof is begun anew because the tree grew meanwhile. */
    private static final int ATTEMPTS = 5;

    private final LedgerDirectory directory;
    private final LedgerOptions options;
    private final Storage storage;
    private final LedgerLock lock;
    private final LedgerWriter writer;
    private final NoteSigner signer;
    private final BlobStore blobs;
    private final Erasures erasures;
    private final SegmentCatalogue catalogue;
    private final Object retaining = new Object();

    Ledger(
            LedgerDirectory directory,
            LedgerOptions options,
            LedgerLock lock,
            LedgerWriter writer,
            NoteSigner signer,
            BlobStore blobs,
            Erasures erasures,
            SegmentCatalogue catalogue) {
        this.directory = directory;
        this.options = options;
        this.storage = options.storage();
        this.lock = lock;
        this.writer = writer;
        this.signer = signer;
        this.blobs = blobs;
        this.erasures = erasures;
        this.catalogue = catalogue;
    }

    /**
     * Opens a ledger for writing, or makes a new one in an empty directory.
     *
     * <p>A last record that was not written to its end is cut, and that is recorded with its bytes. Nothing else is ever repaired.
     *
     * @param directory where it stands or shall stand; its parent directories are made
     * @param options how to open it
     * @throws io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException if it is not as it was left, or no ledger; nothing
     *     was changed then
     * @throws IOException if another process has it open, or it cannot be read or written
     */
    @NonNull
    public static Ledger open(@NonNull Path directory, @NonNull LedgerOptions options) throws IOException {
        return LedgerStart.open(new LedgerDirectory(directory.toAbsolutePath().normalize()), options);
    }

    /**
     * Hands over an event to be recorded; see {@link LedgerWriter#append}.
     *
     * @return completes when the entry is on disk, or with an {@link AppendRefusedException}; what is chained to it must not block
     */
    @NonNull
    public CompletableFuture<Receipt> append(@NonNull AuditEvent event) {
        return writer.append(event);
    }

    /**
     * Records an event and waits until it is on disk, within the bound of the options.
     *
     * @throws AppendRefusedException if it was refused, or is not on disk in time
     */
    @NonNull
    public Receipt record(@NonNull AuditEvent event) throws AppendRefusedException {
        return writer.record(event);
    }

    /** How writing goes; in mode strict an action that must be recorded may go ahead only if {@link Health#writable}. */
    @NonNull
    public Health health() {
        return writer.health();
    }

    /**
     * Keeps a big part of an event, such as a diff, to be referred to by the event. It is on disk when this returns.
     *
     * @param name what it is
     * @param content at most {@link BlobStore#MAX_BYTES}
     * @throws IOException if it is too big or cannot be written
     */
    @NonNull
    public BlobReference putBlob(@NonNull String name, @NonNull byte[] content) throws IOException {
        return blobs.put(name, content);
    }

    /**
     * The content that a reference in an entry stands for.
     *
     * @throws io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException if it is missing, erased or damaged
     * @throws IOException if it cannot be read
     */
    @NonNull
    public byte[] blob(@NonNull BlobReference reference) throws IOException {
        return blobs.get(reference);
    }

    /**
     * Erases the content of a blob for good, after an entry that says so is on disk. Its hash stays, and so does every proof.
     *
     * @param event begins the entry: of type {@link LedgerEvents#BLOB_ERASED}, with who wants it, when and from where
     * @param sha256 the hash of the content
     * @param reason why, in a sentence
     * @return of the entry that says so
     * @throws IllegalArgumentException if the event is of another type, or that is no hash
     * @throws IOException if it could not be recorded, and was therefore not erased; or if it is recorded and not erased yet, which the next
     *     opening of the ledger does then
     */
    @NonNull
    public Receipt eraseBlob(@NonNull AuditEvent.Builder event, @NonNull String sha256, @NonNull String reason)
            throws IOException {
        AuditEvent erasure = event.on("blob", new BlobReference("", sha256, 0).sha256(), "")
                .detail("reason", reason)
                .build();
        if (!erasure.event().equals(LedgerEvents.BLOB_ERASED)) {
            throw new IllegalArgumentException(erasure.event() + " says nothing of an erasure");
        }
        return erasures.erase(erasure);
    }

    /**
     * Publishes a checkpoint of every entry that is on disk.
     *
     * @return the newest checkpoint; it is on disk
     * @throws IOException if it could not be written in time
     */
    @NonNull
    public Checkpoint checkpoint() throws IOException {
        try {
            return writer.checkpoint()
                    .get(options.writing().queue().waitAtMost().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "There is no checkpoint after "
                            + options.writing().queue().waitAtMost().toMillis()
                            + " milliseconds; the disk does not answer",
                    e);
        } catch (ExecutionException | CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for a checkpoint", e);
        }
    }

    /** The newest checkpoint that is on disk; it may not cover the last entries. */
    @NonNull
    public Checkpoint publishedCheckpoint() {
        return writer.published();
    }

    /** A checkpoint of this ledger as a signed note, to be kept elsewhere. */
    @NonNull
    public byte[] sign(@NonNull Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(signer.verifier().name())) {
            throw new IllegalArgumentException("The checkpoint is of " + checkpoint.origin() + ", another ledger");
        }
        return checkpoint.sign(signer);
    }

    /** The public key, for whoever wants to verify. */
    @NonNull
    public NoteVerifier verifier() {
        return signer.verifier();
    }

    /**
     * The proof that an entry is in the tree of a checkpoint.
     *
     * @param sequence the entry
     * @param size the size of a checkpoint, no newer than {@link #publishedCheckpoint}
     * @throws IllegalArgumentException if that checkpoint does not cover the entry
     * @throws IOException if the tree cannot be read, or is not that big yet
     */
    @NonNull
    public InclusionProof inclusionProof(long sequence, long size) throws IOException {
        return proof(size, proofs -> proofs.inclusion(sequence, size));
    }

    /**
     * The proof that the ledger only grew between two checkpoints.
     *
     * @param oldSize the size of the earlier one
     * @param newSize the size of the later one, no newer than {@link #publishedCheckpoint}
     * @throws IllegalArgumentException if the earlier one is the bigger one
     * @throws IOException if the tree cannot be read, or is not that big yet
     */
    @NonNull
    public ConsistencyProof consistencyProof(long oldSize, long newSize) throws IOException {
        return proof(newSize, proofs -> proofs.consistency(oldSize, newSize));
    }

    private <T> T proof(long size, Proving<T> proving) throws IOException {
        for (int attempt = 1; ; attempt++) {
            long published = writer.published().size();
            if (size > published) {
                throw new IOException(
                        "There is no checkpoint of " + size + " entries yet; the newest has " + published);
            }
            try {
                return proving.prove(new Proofs(new TileReader(directory.tiles(), published)));
            } catch (TileException e) {
                // The partial tiles of a checkpoint go when the next one is there.
                if (attempt == ATTEMPTS || writer.published().size() == published) {
                    throw e;
                }
            }
        }
    }

    /** The sequence number after the newest entry that is on disk. */
    public long endSequence() {
        return writer.durableEnd();
    }

    /**
     * Reads the entries that are on disk now.
     *
     * @throws IOException if a segment cannot be read
     */
    @NonNull
    public LedgerReader reader() throws IOException {
        return catalogue.open(writer.lastSegment());
    }

    /** Where the files stand. */
    @NonNull
    public LedgerDirectory directory() {
        return directory;
    }

    /**
     * Lets whole segments leave whose entries were all recorded before a moment: from the front, and never the last one. An entry says so,
     * and a checkpoint covers it, before the first of them goes; the tree stays whole, so what is left stays provable.
     *
     * @param before the entries recorded before this moment may leave
     * @param archive the directory that they go to; null if for good
     * @return how many entries left
     * @throws IOException if that could not be recorded, and nothing left; or a segment could not be moved or deleted
     */
    public long retain(@NonNull Instant before, @CheckForNull Path archive) throws IOException {
        synchronized (retaining) {
            Leaving leaving = Leaving.find(directory, before);
            if (leaving == null) {
                return 0;
            }
            Receipt receipt = writer.record(leaving.event(now(), before, archive));
            checkpoint();
            storage.replace(directory.retained(), new RetainedNote(leaving.end(), receipt.sequence()).sign(signer));
            try {
                leaving.leave(storage, directory, archive);
            } finally {
                catalogue.forget();
            }
            return leaving.end() - leaving.first();
        }
    }

    private Instant now() {
        return options.writing().clock().now();
    }

    /**
     * Writes what waits, an entry that the ledger was closed, and a checkpoint of all.
     *
     * @throws IOException if the disk did not take all of it in time
     */
    @Override
    public void close() throws IOException {
        try {
            writer.close(
                    AuditEvent.of(LedgerEvents.STOPPED)
                            .at(now())
                            .by("ledger", "Ledger")
                            .build(),
                    options.closeAtMost());
        } finally {
            // A writer that hangs in a stuck disk may still write when that answers; nobody else may do so meanwhile.
            lock.releaseAfter(writer.ended());
        }
    }

    /** Makes a proof. */
    @FunctionalInterface
    private interface Proving<T> {
        T prove(Proofs proofs) throws IOException;
    }
}
