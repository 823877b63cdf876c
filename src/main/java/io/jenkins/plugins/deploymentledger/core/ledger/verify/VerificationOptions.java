package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to verify, and against what. Immutable; begin with {@link #ALL}.
 *
 * @param from the first entry to read
 * @param before the entry to stop at, exclusive
 * @param key the ledger's public key as it is known from elsewhere; null to take the one in the ledger
 * @param knownCheckpoints checkpoints that were kept elsewhere, as signed notes
 * @param contents whether to read every entry as JSON too, not only its bytes, which are what was signed; takes several times as long. Those
 *     that no checkpoint covers yet are read in any case
 * @param blobs whether to read the blobs that entries refer to
 * @param archive where segments went that left by retention, to be verified too; null to leave them out
 * @param progress is told how far it is
 */
public record VerificationOptions(
        long from,
        long before,
        @CheckForNull NoteVerifier key,
        @NonNull List<byte[]> knownCheckpoints,
        boolean contents,
        boolean blobs,
        @CheckForNull Path archive,
        @NonNull Progress progress) {

    /** The whole ledger with its blobs, against its own key and checkpoint. */
    public static final VerificationOptions ALL =
            new VerificationOptions(0, Long.MAX_VALUE, null, List.of(), false, true, null, Progress.NONE);

    /** @throws IllegalArgumentException if the range is reversed */
    public VerificationOptions {
        if (from < 0 || before < from) {
            throw new IllegalArgumentException("from is " + from + " and before is " + before
                    + "; they must not be negative" + " and not reversed");
        }
        List<byte[]> copies = new ArrayList<>();
        knownCheckpoints.forEach(note -> copies.add(note.clone()));
        knownCheckpoints = List.copyOf(copies);
    }

    /** The same for some entries only. */
    @NonNull
    public VerificationOptions withRange(long first, long end) {
        return new VerificationOptions(first, end, key, knownCheckpoints, contents, blobs, archive, progress);
    }

    /** The same against a key that is known from elsewhere. */
    @NonNull
    public VerificationOptions withKey(@NonNull NoteVerifier known) {
        return new VerificationOptions(from, before, known, knownCheckpoints, contents, blobs, archive, progress);
    }

    /** The same against a checkpoint that was kept elsewhere, too. */
    @NonNull
    public VerificationOptions withKnownCheckpoint(@NonNull byte[] note) {
        List<byte[]> more = new ArrayList<>(knownCheckpoints);
        more.add(note);
        return new VerificationOptions(from, before, key, more, contents, blobs, archive, progress);
    }

    /** The same, reading every entry as JSON or not. */
    @NonNull
    public VerificationOptions withContents(boolean read) {
        return new VerificationOptions(from, before, key, knownCheckpoints, read, blobs, archive, progress);
    }

    /** The same, reading the blobs or not. */
    @NonNull
    public VerificationOptions withBlobs(boolean read) {
        return new VerificationOptions(from, before, key, knownCheckpoints, contents, read, archive, progress);
    }

    /** The same with the segments in an archive, which left the ledger by retention. */
    @NonNull
    public VerificationOptions withArchive(@NonNull Path directory) {
        return new VerificationOptions(from, before, key, knownCheckpoints, contents, blobs, directory, progress);
    }

    /** The same, telling someone how far it is. */
    @NonNull
    public VerificationOptions withProgress(@NonNull Progress listener) {
        return new VerificationOptions(from, before, key, knownCheckpoints, contents, blobs, archive, listener);
    }
}
