package io.jenkins.plugins.deploymentledger.core.ledger.export;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what goes through to another stream, in blocks. */
final class HashedOutput extends OutputStream {

    private static final int BLOCK = 1 << 16;

    private final OutputStream out;
    private final MessageDigest digest;
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private long length;

    HashedOutput(OutputStream out) {
        this.out = out;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        if (filled == BLOCK) {
            empty();
        }
        block[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        int left = count;
        while (left > 0) {
            if (filled == BLOCK) {
                empty();
            }
            int part = Math.min(left, BLOCK - filled);
            System.arraycopy(bytes, from, block, filled, part);
            filled += part;
            from += part;
            left -= part;
        }
    }

    @Override
    public void flush() throws IOException {
        empty();
        out.flush();
    }

    /** How many bytes went through and were flushed. */
    long length() {
        return length;
    }

    /** The SHA-256 of the bytes that were flushed, in lower case hexadecimal; once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void empty() throws IOException {
        out.write(block, 0, filled);
        digest.update(block, 0, filled);
        length += filled;
        filled = 0;
    }
}
