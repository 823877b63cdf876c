package io.jenkins.plugins.deploymentledger.core.ledger.note;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The public key of a ledger: tells whether a note was signed with the private one. Immutable and thread-safe. */
public final class NoteVerifier {

    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] id;
    private final byte[] key;
    private final PublicKey publicKey;

    private NoteVerifier(String name, byte[] id, byte[] key, PublicKey publicKey) {
        this.name = name;
        this.id = id;
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * The public key in its written form, {@code name+id+base64(0x01 || key)}.
     *
     * @param text one line without its end
     * @throws NoteException if it is no such key, or its id does not fit
     */
    @NonNull
    public static NoteVerifier parse(@NonNull String text) throws NoteException {
        NoteKeys.Parts parts = NoteKeys.parse(text);
        NoteVerifier verifier = of(parts.name(), parts.key());
        if (!Arrays.equals(verifier.id, parts.id())) {
            throw new NoteException("The key id " + HexFormat.of().formatHex(parts.id())
                    + " does not belong to the key of " + parts.name() + "; the key was changed");
        }
        return verifier;
    }

    static NoteVerifier of(String name, byte[] key) throws NoteException {
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + key.length);
        System.arraycopy(key, 0, encoded, X509_PREFIX.length, key.length);
        try {
            PublicKey publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            return new NoteVerifier(name, NoteKeys.id(name, key), key.clone(), publicKey);
        } catch (GeneralSecurityException e) {
            throw new NoteException("Not an Ed25519 key: " + e.getMessage(), e);
        }
    }

    /** The name of the key, which is also the ledger's origin. */
    @NonNull
    public String name() {
        return name;
    }

    /** The four bytes of the key id, in a new array. */
    @NonNull
    public byte[] id() {
        return id.clone();
    }

    /** The 32 bytes of the public key, in a new array. */
    @NonNull
    public byte[] key() {
        return key.clone();
    }

    boolean verifies(byte[] text, byte[] signature) throws NoteException {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(publicKey);
            ed25519.update(text);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new NoteException("The signature of " + name + " is not one of Ed25519: " + e.getMessage(), e);
        }
    }

    /** The key in its written form. */
    @Override
    public String toString() {
        return NoteKeys.format(name, id, key);
    }
}
