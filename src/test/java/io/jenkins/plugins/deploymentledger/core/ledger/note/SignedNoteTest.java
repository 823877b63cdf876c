package io.jenkins.plugins.deploymentledger.core.ledger.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Notes are those of C2SP signed-note, bit by bit, and no other is accepted. */
class SignedNoteTest {

    /** The example in the documentation of the reference implementation. */
    private static final String PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String PRIVATE =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String TEXT =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private static final String NOTE = TEXT + "\n\u2014 PeterNeumann "
            + "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    @Test
    void theKnownNoteIsSignedAndOpened() throws Exception {
        NoteVerifier verifier = NoteVerifier.parse(PUBLIC);
        NoteSigner signer = NoteSigner.parse(PRIVATE, verifier);
        assertEquals(NOTE, new String(SignedNote.sign(TEXT, signer), UTF_8));
        assertEquals(TEXT, SignedNote.open(NOTE.getBytes(UTF_8), verifier));
        assertEquals(PUBLIC, verifier.toString());
        assertEquals(PRIVATE, signer.secretText());
    }

    @Test
    void everyFlippedBitIsNoticed() throws Exception {
        NoteVerifier verifier = NoteVerifier.parse(PUBLIC);
        byte[] note = NOTE.getBytes(UTF_8);
        for (int i = 0; i < note.length * 8; i++) {
            byte[] changed = note.clone();
            changed[i / 8] ^= (byte) (1 << (i % 8));
            assertThrows(NoteException.class, () -> SignedNote.open(changed, verifier), "bit " + i);
        }
    }

    @Test
    void everyFlippedBitOfAPublicKeyIsNoticed() {
        byte[] key = PUBLIC.getBytes(UTF_8);
        for (int i = 0; i < key.length * 8; i++) {
            byte[] changed = key.clone();
            changed[i / 8] ^= (byte) (1 << (i % 8));
            assertThrows(NoteException.class, () -> NoteVerifier.parse(new String(changed, UTF_8)), "bit " + i);
        }
    }

    @Test
    void aNoteOfAnotherKeyIsRefusedAndAWitnessBesideOursIsNot() throws Exception {
        NoteSigner ours = NoteSigner.generate("ledger.example.org");
        NoteSigner witness = NoteSigner.generate("witness.example.org");
        NoteSigner impostor = NoteSigner.generate("ledger.example.org");
        byte[] note = SignedNote.sign("text\n", ours);
        String witnessed = new String(note, UTF_8)
                + new String(SignedNote.sign("text\n", witness), UTF_8).substring("text\n\n".length());
        assertEquals("text\n", SignedNote.open(witnessed.getBytes(UTF_8), ours.verifier()));
        NoteException e = assertThrows(NoteException.class, () -> SignedNote.open(note, impostor.verifier()));
        assertTrue(e.getMessage().contains("not signed by the key ledger.example.org+"), e.getMessage());
    }

    @Test
    void aPrivateKeyMustFitItsPublicKey() {
        NoteVerifier other = NoteSigner.generate("PeterNeumann").verifier();
        assertThrows(NoteException.class, () -> NoteSigner.parse(PRIVATE, other));
    }

    @Test
    void aKeyNameHasNoBlanksAndNoPlus() {
        for (String name : List.of("", "a b", "a+b", "a\nb", "a\u00a0b")) {
            assertThrows(IllegalArgumentException.class, () -> NoteSigner.generate(name), name);
        }
    }

    @Test
    void aCheckpointSaysOriginSizeAndRoot() throws Exception {
        NoteSigner signer = NoteSigner.generate("ledger.example.org");
        Checkpoint checkpoint = new Checkpoint("ledger.example.org", 20852163, new TreeHasher().leaf(new byte[0]));
        byte[] note = checkpoint.sign(signer);
        assertEquals(checkpoint, Checkpoint.open(note, signer.verifier()));
        assertTrue(new String(note, UTF_8)
                .startsWith("ledger.example.org\n20852163\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n\n\u2014 "));
        NoteSigner other = NoteSigner.generate("other.example.org");
        byte[] elsewhere = SignedNote.sign(checkpoint.text(), other);
        NoteException e = assertThrows(NoteException.class, () -> Checkpoint.open(elsewhere, other.verifier()));
        assertTrue(e.getMessage().contains("ledger.example.org, where one of other.example.org"), e.getMessage());
    }

    @Test
    void whatIsNoCheckpointIsRefused() {
        NoteSigner signer = NoteSigner.generate("a");
        String root = new TreeHasher().empty().base64();
        for (String text : List.of("a\n", "a\n1\n", "a\n01\n" + root + "\n", "a\n-1\n" + root + "\n", "a\n1\nAAAA\n")) {
            byte[] note = SignedNote.sign(text, signer);
            assertThrows(NoteException.class, () -> Checkpoint.open(note, signer.verifier()), text);
        }
    }
}
