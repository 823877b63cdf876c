package io.jenkins.plugins.deploymentledger.core.ledger.note;

import io.jenkins.plugins.deploymentledger.core.ledger.tree.TreeHasher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How keys of signed notes are written: {@code name+id+base64(0x01 || key)}, as C2SP signed-note has it. */
final class NoteKeys {

    /** The signature type Ed25519 of C2SP signed-note. */
    static final byte ED25519 = 1;

    /** How long an Ed25519 key is in bytes, the public one as well as the seed of the private one. */
    static final int KEY_LENGTH = 32;

    private static final Pattern NAME = Pattern.compile("[^\\s+\\p{Z}\\p{C}]+");
    private static final Pattern KEY = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+=*)");

    private NoteKeys() {}

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("The key name \"" + name
                    + "\" is empty, or has blanks or plus signs, which a key name must not have");
        }
    }

    /** The first four bytes of SHA-256(name || 0x0A || 0x01 || public key). */
    static byte[] id(String name, byte[] publicKey) {
        MessageDigest sha256 = TreeHasher.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(ED25519);
        sha256.update(publicKey);
        return Arrays.copyOf(sha256.digest(), 4);
    }

    static String format(String name, byte[] id, byte[] key) {
        byte[] typed = new byte[key.length + 1];
        typed[0] = ED25519;
        System.arraycopy(key, 0, typed, 1, key.length);
        return name + "+" + HexFormat.of().formatHex(id) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /** Takes a key apart; what it gives is exactly what {@link #format} makes the text of. */
    static Parts parse(String text) throws NoteException {
        Matcher parts = KEY.matcher(text);
        if (!parts.matches()) {
            throw new NoteException("Not a key of the form name+id+key");
        }
        String name = parts.group(1);
        byte[] id = HexFormat.of().parseHex(parts.group(2));
        byte[] typed = base64(parts.group(3));
        if (typed.length != KEY_LENGTH + 1
                || typed[0] != ED25519
                || !NAME.matcher(name).matches()) {
            throw new NoteException("Not an Ed25519 key of the form name+id+key");
        }
        return new Parts(name, id, Arrays.copyOfRange(typed, 1, typed.length));
    }

    /** Decodes base 64 in its one canonical form: bits that stand for nothing must be zero. */
    static byte[] base64(String text) throws NoteException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new NoteException("\"" + text + "\" is not base 64", e);
        }
        throw new NoteException("\"" + text + "\" is not base 64 in its canonical form");
    }

    /** What a written key consists of. */
    record Parts(String name, byte[] id, byte[] key) {}
}
