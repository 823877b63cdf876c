package io.jenkins.plugins.deploymentledger.core.ledger.tree;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes the hashes of RFC 6962 section 2.1. Not thread-safe: make one for each thread. */
public final class TreeHasher {

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private final MessageDigest sha256 = sha256();

    /** A new SHA-256, for hashes that are not of the tree. */
    @NonNull
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", e);
        }
    }

    /** The root of a tree without leaves: the SHA-256 of nothing. */
    @NonNull
    public Hash empty() {
        return Hash.taking(sha256.digest());
    }

    /** The hash of a leaf with this content. */
    @NonNull
    public Hash leaf(@NonNull byte[] content) {
        return leaf(content, 0, content.length);
    }

    /** The hash of a leaf whose content stands within a longer row of bytes. */
    @NonNull
    public Hash leaf(@NonNull byte[] bytes, int offset, int length) {
        sha256.update(LEAF);
        sha256.update(bytes, offset, length);
        return Hash.taking(sha256.digest());
    }

    /** The hash of a node over two subtrees. */
    @NonNull
    public Hash node(@NonNull Hash left, @NonNull Hash right) {
        sha256.update(NODE);
        sha256.update(left.bytes());
        sha256.update(right.bytes());
        return Hash.taking(sha256.digest());
    }

    /**
     * The hash of a complete subtree over hashes that stand one after the other.
     *
     * @param hashes a row of bytes with the hashes in it
     * @param first the index of the first hash, counted in hashes
     * @param count how many hashes; a power of two
     */
    @NonNull
    public Hash complete(@NonNull byte[] hashes, int first, int count) {
        if (count == 1) {
            return Hash.at(hashes, first * Hash.LENGTH);
        }
        byte[] level = new byte[count * Hash.LENGTH];
        System.arraycopy(hashes, first * Hash.LENGTH, level, 0, level.length);
        try {
            for (int width = count; width > 1; width /= 2) {
                for (int i = 0; i < width / 2; i++) {
                    sha256.update(NODE);
                    sha256.update(level, 2 * i * Hash.LENGTH, 2 * Hash.LENGTH);
                    sha256.digest(level, i * Hash.LENGTH, Hash.LENGTH);
                }
            }
        } catch (DigestException e) {
            throw new IllegalStateException("A hash does not fit its 32 bytes", e);
        }
        return Hash.at(level, 0);
    }
}
