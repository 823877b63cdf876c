package io.jenkins.plugins.deploymentledger.core.ledger.opening;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.KeyFiles;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.note.SignedNote;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a ledger's entries are held against: its key and the statements signed with it.
 *
 * @param verifier the public key
 * @param checkpoint the latest checkpoint
 * @param retained what has left by retention
 */
public record Foundation(
        @NonNull NoteVerifier verifier,
        @NonNull Checkpoint checkpoint,
        @NonNull RetainedNote retained) {

    /** Whether a directory looks like a ledger at all. */
    public static boolean isLedger(@NonNull LedgerDirectory directory) {
        return Files.exists(directory.about());
    }

    /**
     * Reads them with the key that stands in the ledger.
     *
     * @throws LedgerAlarmException if one is missing, damaged or not signed by the key
     * @throws IOException if one cannot be read
     */
    @NonNull
    public static Foundation read(@NonNull LedgerDirectory directory) throws IOException {
        checkIsLedger(directory);
        try {
            return read(directory, KeyFiles.readPublic(directory));
        } catch (NoteException e) {
            throw alarm(Kind.UNUSABLE, "keys/ledger.pub", e.getMessage());
        }
    }

    /**
     * Reads them with a key that is known from elsewhere.
     *
     * @throws LedgerAlarmException if one is missing, damaged or not signed by the key
     * @throws IOException if one cannot be read
     */
    @NonNull
    public static Foundation read(@NonNull LedgerDirectory directory, @NonNull NoteVerifier verifier)
            throws IOException {
        checkIsLedger(directory);
        signed("ledger", () -> {
            AboutNote.check(directory.about(), verifier);
            return null;
        });
        Checkpoint checkpoint =
                signed("checkpoint", () -> Checkpoint.open(SignedNote.read(directory.checkpoint()), verifier));
        RetainedNote retained = signed("retained", () -> RetainedNote.read(directory.retained(), verifier));
        return new Foundation(verifier, checkpoint, retained);
    }

    private static void checkIsLedger(LedgerDirectory directory) throws LedgerAlarmException {
        if (!isLedger(directory)) {
            throw alarm(
                    Kind.UNUSABLE,
                    "ledger",
                    "The directory " + directory.root() + " is no ledger: it has no file named ledger");
        }
    }

    private static <T> T signed(String name, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (NoSuchFileException e) {
            throw alarm(Kind.SIGNATURE, name, "The file is missing");
        } catch (NoteException e) {
            boolean newer =
                    String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("newer version");
            throw alarm(newer ? Kind.UNUSABLE : Kind.SIGNATURE, name, e.getMessage());
        }
    }

    private static LedgerAlarmException alarm(Kind kind, String file, String what) {
        return new LedgerAlarmException(List.of(Finding.of(kind, file, what)));
    }

    /** Reads something that is signed. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    /** The name of a file as findings have it: within the ledger's directory, or as a whole if it stands elsewhere. */
    @NonNull
    public static String name(@NonNull LedgerDirectory directory, @NonNull Path file) {
        Path name = file.startsWith(directory.root()) ? directory.root().relativize(file) : file;
        return name.toString().replace('\\', '/');
    }
}
