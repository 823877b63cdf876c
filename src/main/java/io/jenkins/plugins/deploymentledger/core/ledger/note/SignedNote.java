package io.jenkins.plugins.deploymentledger.core.ledger.note;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/**
 * A text and its signatures, as C2SP signed-note has it: the text, an empty line, and for each signature a line
 * {@code — name base64(id || signature)}.
 */
public final class SignedNote {

    /** How long a note may be in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final String SIGNATURE = "\u2014 ";
    private static final int SIGNATURE_LENGTH = 64;

    private SignedNote() {}

    /**
     * The text with a signature below it, in UTF-8.
     *
     * @param text one or more lines, each ended by a line feed
     * @param signer the key to sign with
     * @throws IllegalArgumentException if the text does not end in a line feed
     */
    @NonNull
    public static byte[] sign(@NonNull String text, @NonNull NoteSigner signer) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("The text of a note must end in a line feed");
        }
        byte[] signature = signer.signature(text.getBytes(StandardCharsets.UTF_8));
        byte[] id = signer.verifier().id();
        byte[] both = Arrays.copyOf(id, id.length + signature.length);
        System.arraycopy(signature, 0, both, id.length, signature.length);
        String line =
                SIGNATURE + signer.verifier().name() + " " + Base64.getEncoder().encodeToString(both);
        return (text + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The bytes of a note's file; of one that is far too long no more than shows that it is.
     *
     * @throws NoteException if it is no file
     * @throws IOException if it cannot be read
     */
    @NonNull
    public static byte[] read(@NonNull Path file) throws IOException {
        if (RegularFile.isSomethingElse(file)) {
            throw new NoteException("Not a signed note: it is no file, but something else was put in its place");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    /**
     * The text of a note that carries the signature of a key; signatures of other keys, such as witnesses', may stand beside it.
     *
     * @param note the bytes of the note
     * @param verifier the key that must have signed it
     * @throws NoteException if it is no note, or that key did not sign this text
     */
    @NonNull
    public static String open(@NonNull byte[] note, @NonNull NoteVerifier verifier) throws NoteException {
        String all = utf8(note);
        int end = all.lastIndexOf("\n\n");
        if (end < 0 || !all.endsWith("\n") || end + 2 == all.length()) {
            throw new NoteException("Not a signed note: it is no text with signatures below an empty line");
        }
        String text = all.substring(0, end + 1);
        boolean signed = false;
        for (String line : all.substring(end + 2, all.length() - 1).split("\n", -1)) {
            signed |= signedBy(line, text, verifier);
        }
        if (!signed) {
            throw new NoteException("The note is not signed by the key " + verifier);
        }
        return text;
    }

    private static boolean signedBy(String line, String text, NoteVerifier verifier) throws NoteException {
        String[] parts =
                line.startsWith(SIGNATURE) ? line.substring(SIGNATURE.length()).split(" ", -1) : new String[0];
        if (parts.length != 2) {
            throw new NoteException("Not a signed note: the line \"" + line + "\" is no signature");
        }
        byte[] both = NoteKeys.base64(parts[1]);
        if (!parts[0].equals(verifier.name()) || both.length < 4 || !Arrays.equals(both, 0, 4, verifier.id(), 0, 4)) {
            return false;
        }
        if (both.length != 4 + SIGNATURE_LENGTH
                || !verifier.verifies(
                        text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(both, 4, both.length))) {
            throw new NoteException("The signature of " + verifier.name()
                    + " does not fit the text: the text or the signature was changed");
        }
        return true;
    }

    private static String utf8(byte[] note) throws NoteException {
        if (note.length > MAX_BYTES) {
            throw new NoteException("A note of more than " + MAX_BYTES + " bytes, which are the most that are read");
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note));
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < 0x20 && text.charAt(i) != '\n') {
                    throw new NoteException("Not a signed note: it has control characters");
                }
            }
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new NoteException("Not a signed note: it is not in UTF-8", e);
        }
    }
}
