package io.jenkins.plugins.deploymentledger.core.ledger.tree;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash: 32 bytes. Immutable. */
public final class Hash {

    /** How many bytes a hash has. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash of these bytes.
     *
     * @throws IllegalArgumentException if they are not 32
     */
    @NonNull
    public static Hash of(@NonNull byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("A hash has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** The hash of bytes that nobody else has. */
    static Hash taking(byte[] bytes) {
        return new Hash(bytes);
    }

    /** The hash that stands at an offset of a longer row of bytes. */
    @NonNull
    public static Hash at(@NonNull byte[] bytes, int offset) {
        return new Hash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
    }

    /**
     * The hash written as 64 lower case hexadecimal digits.
     *
     * @throws IllegalArgumentException if it is not that
     */
    @NonNull
    public static Hash ofHex(@NonNull String hex) {
        Hash hash = of(HexFormat.of().parseHex(hex));
        if (!hash.hex().equals(hex)) {
            throw new IllegalArgumentException("The hash " + hex + " is not in lower case");
        }
        return hash;
    }

    /** The 32 bytes, in a new array. */
    @NonNull
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Copies the 32 bytes into a buffer. */
    public void copyInto(@NonNull ByteBuffer buffer) {
        buffer.put(bytes);
    }

    /** 64 lower case hexadecimal digits. */
    @NonNull
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Base 64 with padding, as in a checkpoint. */
    @NonNull
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
