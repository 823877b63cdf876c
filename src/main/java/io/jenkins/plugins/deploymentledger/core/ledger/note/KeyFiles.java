package io.jenkins.plugins.deploymentledger.core.ledger.note;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.LedgerDirectory;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.RegularFile;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Keeps a ledger's keys in files: one line each, the private one for its owner alone. */
public final class KeyFiles {

    private static final int MAX_BYTES = 1024;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFiles() {}

    /**
     * Writes the keys of a new ledger.
     *
     * @throws IOException if they cannot be written
     */
    public static void write(@NonNull Storage storage, @NonNull LedgerDirectory directory, @NonNull NoteSigner signer)
            throws IOException {
        storage.makeDirectory(Objects.requireNonNull(directory.privateKey().getParent(), "keys stand in a directory"));
        storage.replace(directory.privateKey(), line(signer.secretText()));
        storage.replace(directory.publicKey(), line(signer.verifier().toString()));
    }

    /**
     * Reads the public key.
     *
     * @throws NoteException if the file is missing or holds no key; the message names the file
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static NoteVerifier readPublic(@NonNull LedgerDirectory directory) throws IOException {
        Path file = directory.publicKey();
        String text = read(file, "public");
        try {
            return NoteVerifier.parse(text);
        } catch (NoteException e) {
            throw new NoteException("The public key in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the private key.
     *
     * @throws NoteException if the file is missing, holds no key or another than the public one's, or can be read by others than
     *     its owner; the message names the file
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static NoteSigner readPrivate(@NonNull LedgerDirectory directory) throws IOException {
        NoteVerifier verifier = readPublic(directory);
        Path file = directory.privateKey();
        String text = read(file, "private");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && !OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new NoteException("The private key in " + file
                    + " can be used by others than its owner. Allow its owner alone to read it (chmod 600), and think"
                    + " of who may have copied it");
        }
        try {
            return NoteSigner.parse(text, verifier);
        } catch (NoteException e) {
            throw new NoteException("The private key in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Path file, String which) throws IOException {
        try {
            if (RegularFile.isSomethingElse(file)) {
                throw new NoteException("The " + which + " key in " + file + " is no file. Restore it from a backup");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new NoteException("The file " + file + " is too long for a key");
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (!text.endsWith("\n")) {
                throw new NoteException("The " + which + " key in " + file + " is not one line with its end");
            }
            return text.substring(0, text.length() - 1);
        } catch (NoSuchFileException e) {
            throw new NoteException(
                    "The " + which + " key is missing: there is no " + file + ". Restore it from a backup", e);
        }
    }
}
