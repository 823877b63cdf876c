package io.jenkins.plugins.deploymentledger.core.ledger.opening;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSigner;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.note.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signed note that says which entries have left the ledger by retention.
 *
 * @param first the sequence number of the first entry that has not left; 0 if none have
 * @param recordedBy the sequence number of the entry that says so; -1 if none have left
 */
public record RetainedNote(long first, long recordedBy) {

    private static final RetainedNote ALL = new RetainedNote(0, -1);
    private static final Pattern TEXT =
            Pattern.compile("deployment-ledger retained\norigin (\\S+)\nfirst ([0-9]{1,18})\nentry ([0-9]{1,18})\n");

    /** The note, signed. */
    @NonNull
    public byte[] sign(@NonNull NoteSigner signer) {
        return SignedNote.sign(
                "deployment-ledger retained\norigin " + signer.verifier().name() + "\nfirst " + first + "\nentry "
                        + recordedBy + "\n",
                signer);
    }

    /**
     * Reads the note; where there is none, nothing has left.
     *
     * @throws NoteException if it is no such note of this ledger, or not signed by its key
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static RetainedNote read(@NonNull Path file, @NonNull NoteVerifier verifier) throws IOException {
        if (!Files.exists(file)) {
            return ALL;
        }
        Matcher text = TEXT.matcher(SignedNote.open(SignedNote.read(file), verifier));
        if (!text.matches() || !text.group(1).equals(verifier.name())) {
            throw new NoteException("The file " + file + " does not say what this ledger retained");
        }
        return new RetainedNote(Long.parseLong(text.group(2)), Long.parseLong(text.group(3)));
    }
}
