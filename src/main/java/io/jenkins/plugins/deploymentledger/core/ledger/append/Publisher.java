package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSigner;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TileWriter;
import io.jenkins.plugins.deploymentledger.core.ledger.tile.TreeGrowth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Publishes checkpoints in a thread of its own: tiles, signature and checkpoint are several files to be forced, and entries can go to the
 * disk meanwhile. One publication is under way at a time.
 *
 * <p>For one writer, but for {@link #published}, which any thread may ask for.
 */
public final class Publisher {

    private final Storage storage;
    private final LedgerDirectory directory;
    private final NoteSigner signer;
    private final TileWriter tiles;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "Deployment Ledger publisher");
        daemon.setDaemon(true);
        return daemon;
    });
    private volatile Checkpoint published;

    @CheckForNull
    private CompletableFuture<Void> underWay;

    private boolean failed;

    /**
     * @param storage writes the files
     * @param directory where they stand
     * @param signer signs the checkpoints
     * @param published the checkpoint that is on disk
     */
    public Publisher(
            @NonNull Storage storage,
            @NonNull LedgerDirectory directory,
            @NonNull NoteSigner signer,
            @NonNull Checkpoint published) {
        this.storage = storage;
        this.directory = directory;
        this.signer = signer;
        this.tiles = new TileWriter(storage, directory.tiles(), published.size());
        this.published = published;
    }

    /** The checkpoint that is on disk. */
    @NonNull
    public Checkpoint published() {
        return published;
    }

    /**
     * Begins to publish the checkpoint of a tree. The one before must have been waited for.
     *
     * @param growth what the tree grew by since the one before
     * @param then runs when the checkpoint is on disk or could not be written, in the publishing thread
     */
    void begin(TreeGrowth growth, Runnable then) {
        underWay = CompletableFuture.runAsync(
                () -> {
                    try {
                        publish(growth);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                thread);
        underWay.whenComplete((done, e) -> then.run());
    }

    private void publish(TreeGrowth growth) throws IOException {
        tiles.write(growth);
        Checkpoint checkpoint = new Checkpoint(signer.verifier().name(), growth.size(), growth.root());
        storage.replace(directory.checkpoint(), checkpoint.sign(signer));
        published = checkpoint;
        tiles.dropFormerPartials();
    }

    /** Whether the last publication that was waited for failed. */
    boolean failed() {
        return failed;
    }

    /** Whether nothing is under way. */
    boolean idle() {
        return underWay == null || underWay.isDone();
    }

    /**
     * Waits until what was begun is on disk. An interrupt does not cut that short.
     *
     * @throws IOException if it could not be written; the tree has to be published again then
     */
    void await() throws IOException {
        boolean interrupted = false;
        try {
            while (underWay != null) {
                try {
                    underWay.get();
                    underWay = null;
                    failed = false;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    underWay = null;
                    failed = true;
                    throw e.getCause() instanceof UncheckedIOException failure
                            ? failure.getCause()
                            : new IOException("The checkpoint cannot be published: " + e.getCause(), e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends when what is under way is done; does not wait for that. */
    void close() {
        thread.shutdown();
    }
}
