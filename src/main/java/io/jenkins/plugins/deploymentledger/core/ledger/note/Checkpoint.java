package io.jenkins.plugins.deploymentledger.core.ledger.note;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.util.regex.Pattern;

/**
 * What a ledger's entries were at one moment: how many, and the root of their tree (C2SP tlog-checkpoint).
 *
 * @param origin which ledger: the name of its key
 * @param size how many entries
 * @param root the root of the tree over them
 */
public record Checkpoint(
        @NonNull String origin, long size, @NonNull Hash root) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** The checkpoint as a signed note. */
    @NonNull
    public byte[] sign(@NonNull NoteSigner signer) {
        return SignedNote.sign(text(), signer);
    }

    /**
     * The checkpoint in a signed note; extension lines of others are passed over.
     *
     * @param note the bytes of the note
     * @param verifier the key that must have signed it
     * @throws NoteException if it is no checkpoint of that key's ledger, or not signed by it
     */
    @NonNull
    public static Checkpoint open(@NonNull byte[] note, @NonNull NoteVerifier verifier) throws NoteException {
        String[] lines = SignedNote.open(note, verifier).split("\n", -1);
        if (lines.length < 4 || !SIZE.matcher(lines[1]).matches()) {
            throw new NoteException("Not a checkpoint: it has no lines of origin, size and root");
        }
        if (!lines[0].equals(verifier.name())) {
            throw new NoteException(
                    "A checkpoint of the ledger " + lines[0] + ", where one of " + verifier.name() + " is expected");
        }
        byte[] root = NoteKeys.base64(lines[2]);
        if (root.length != Hash.LENGTH) {
            throw new NoteException("Not a checkpoint: its root has " + root.length + " bytes");
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.of(root));
    }

    /** The text that is signed. */
    @NonNull
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }
}
