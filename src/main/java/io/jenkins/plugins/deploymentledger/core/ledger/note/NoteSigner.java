package io.jenkins.plugins.deploymentledger.core.ledger.note;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The private key of a ledger: signs notes. Immutable and thread-safe. */
public final class NoteSigner {

    private static final String PRIVATE = "PRIVATE+KEY+";

    /** What stands before the 32 bytes of the seed in the PKCS #8 form of an Ed25519 key (RFC 8410). */
    private static final byte[] PKCS8_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final NoteVerifier verifier;
    private final PrivateKey privateKey;
    private final byte[] seed;

    private NoteSigner(NoteVerifier verifier, PrivateKey privateKey, byte[] seed) {
        this.verifier = verifier;
        this.privateKey = privateKey;
        this.seed = seed;
    }

    /**
     * Makes a new key.
     *
     * @param name its name, without blanks and plus signs; by convention like a URL without its scheme
     * @throws IllegalArgumentException if the name is not of that form
     */
    @NonNull
    public static NoteSigner generate(@NonNull String name) {
        NoteKeys.checkName(name);
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - NoteKeys.KEY_LENGTH, encoded.length);
            byte[] seed = ((EdECPrivateKey) pair.getPrivate())
                    .getBytes()
                    .orElseThrow(() -> new IllegalStateException("A key that was just made cannot be read"));
            return new NoteSigner(NoteVerifier.of(name, publicKey), pair.getPrivate(), seed);
        } catch (GeneralSecurityException | NoteException e) {
            throw new IllegalStateException("This Java cannot make Ed25519 keys, which Java 17 must", e);
        }
    }

    /**
     * The private key in its written form, {@code PRIVATE+KEY+name+id+base64(0x01 || seed)}.
     *
     * @param text one line without its end
     * @param verifier the public key that belongs to it
     * @throws NoteException if it is no such key, or does not belong to the public one
     */
    @NonNull
    public static NoteSigner parse(@NonNull String text, @NonNull NoteVerifier verifier) throws NoteException {
        if (!text.startsWith(PRIVATE)) {
            throw new NoteException("Not a private key: it does not begin with " + PRIVATE);
        }
        NoteKeys.Parts parts = NoteKeys.parse(text.substring(PRIVATE.length()));
        NoteSigner signer = new NoteSigner(verifier, privateKey(parts.key()), parts.key());
        byte[] probe = {1, 2, 3};
        if (!parts.name().equals(verifier.name())
                || !Arrays.equals(parts.id(), verifier.id())
                || !verifier.verifies(probe, signer.signature(probe))) {
            throw new NoteException(
                    "The private key of " + parts.name() + " does not belong to the public key " + verifier);
        }
        return signer;
    }

    private static PrivateKey privateKey(byte[] seed) throws NoteException {
        byte[] encoded = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + seed.length);
        System.arraycopy(seed, 0, encoded, PKCS8_PREFIX.length, seed.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new NoteException("Not an Ed25519 key: " + e.getMessage(), e);
        }
    }

    /** The public key that belongs to this one. */
    @NonNull
    public NoteVerifier verifier() {
        return verifier;
    }

    /** The 64 bytes of the Ed25519 signature of a text. */
    byte[] signature(byte[] text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(privateKey);
            ed25519.update(text);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot sign with Ed25519, which Java 17 must", e);
        }
    }

    /** The key in its written form; a secret. */
    @NonNull
    public String secretText() {
        return PRIVATE + NoteKeys.format(verifier.name(), verifier.id(), seed);
    }

    /** Names the key without giving it away. */
    @Override
    public String toString() {
        return "private key of " + verifier.name();
    }
}
