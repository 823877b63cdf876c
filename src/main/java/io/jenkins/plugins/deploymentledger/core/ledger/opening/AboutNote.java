package io.jenkins.plugins.deploymentledger.core.ledger.opening;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSigner;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The signed note at the top of a ledger's directory that says what it is. */
public final class AboutNote {

    /** The version of the ledger's format that is written and read. */
    public static final int VERSION = 1;

    private static final String FORMAT = "deployment-ledger format ";

    private AboutNote() {}

    static byte[] sign(NoteSigner signer, Instant created) {
        return SignedNote.sign(
                FORMAT + VERSION + "\norigin " + signer.verifier().name() + "\ncreated " + EntryCodec.format(created)
                        + "\n",
                signer);
    }

    /**
     * Makes sure that the note is there, says a format that this program knows, and is signed by the ledger's key.
     *
     * @throws NoteException if not
     * @throws IOException if it cannot be read
     */
    public static void check(@NonNull Path file, @NonNull NoteVerifier verifier) throws IOException {
        String[] lines = SignedNote.open(SignedNote.read(file), verifier).split("\n", -1);
        if (!lines[0].startsWith(FORMAT)) {
            throw new NoteException("The file " + file + " does not say that this is a ledger");
        }
        String version = lines[0].substring(FORMAT.length());
        if (!version.equals(Integer.toString(VERSION))) {
            throw new NoteException("The ledger is of format " + version + "; this program knows format " + VERSION
                    + ". Use a newer version of it");
        }
        if (lines.length < 3 || !lines[1].equals("origin " + verifier.name())) {
            throw new NoteException("The file " + file + " is of another ledger than the key of " + verifier.name());
        }
    }
}
