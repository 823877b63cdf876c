package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentDamagedException;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first bytes of an index file: of which segment it is, and what a query must know to leave the segment alone.
 *
 * <p>Layout, big-endian: eight bytes {@code DLINDEX1}, first sequence number (8), rows (4), length of the file (4), earliest and
 * latest time in milliseconds since 1970 (8 each), SHA-256 of the segment's last entry (32) and the offset of its record in the
 * segment (4), CRC-32C of what follows the header (4), CRC-32C of the header before this field (4).
 */
final class IndexHeader {

    static final int LENGTH = 84;

    private static final byte[] MAGIC = "DLINDEX1".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH = 32;
    private static final int CHECKED = LENGTH - Integer.BYTES;

    private final long firstSequence;
    private final int rows;
    private final int length;
    private final long earliest;
    private final long latest;
    private final byte[] lastHash;
    private final int lastOffset;
    private final int bodyCrc;

    private IndexHeader(ByteBuffer bytes) {
        bytes.position(MAGIC.length);
        this.firstSequence = bytes.getLong();
        this.rows = bytes.getInt();
        this.length = bytes.getInt();
        this.earliest = bytes.getLong();
        this.latest = bytes.getLong();
        this.lastHash = new byte[HASH];
        bytes.get(lastHash);
        this.lastOffset = bytes.getInt();
        this.bodyCrc = bytes.getInt();
    }

    /** Reads a header; nothing if these bytes are none, or not of this version, or damaged. */
    static Optional<IndexHeader> read(ByteBuffer bytes) {
        if (bytes.limit() < LENGTH) {
            return Optional.empty();
        }
        byte[] magic = new byte[MAGIC.length];
        bytes.get(0, magic);
        if (!Arrays.equals(magic, MAGIC) || bytes.getInt(CHECKED) != crc(bytes, 0, CHECKED)) {
            return Optional.empty();
        }
        return Optional.of(new IndexHeader(bytes.duplicate()));
    }

    /** Writes the header of an index whose body stands in a buffer behind the place for the header. */
    static void write(ByteBuffer file, OpenIndex index, byte[] lastHash) {
        file.put(0, MAGIC);
        file.putLong(8, index.firstSequence());
        file.putInt(16, index.rows());
        file.putInt(20, file.limit());
        file.putLong(24, index.earliest());
        file.putLong(32, index.latest());
        file.put(40, lastHash, 0, HASH);
        file.putInt(72, index.offset(index.rows() - 1));
        file.putInt(76, crc(file, LENGTH, file.limit()));
        file.putInt(CHECKED, crc(file, 0, CHECKED));
    }

    /** Whether the index is that of a sealed segment: as many entries at the same place, and the same last one. */
    boolean isOf(SegmentReader segment) throws IOException {
        if (firstSequence != segment.firstSequence() || firstSequence + rows != segment.endSequence()) {
            return false;
        }
        try {
            return Arrays.equals(lastHash, hash(segment.jsonAt(segment.endSequence() - 1, lastOffset)));
        } catch (SegmentDamagedException e) {
            // No record stands where the index says; whether one should is found out by who reads the segment.
            return false;
        }
    }

    /** The hash of an entry by which an index knows its segment. */
    static byte[] hash(byte[] json) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(json);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Whether a file of this header is whole. */
    boolean proves(ByteBuffer file) {
        return file.limit() == length && crc(file, LENGTH, file.limit()) == bodyCrc;
    }

    int rows() {
        return rows;
    }

    /** How long the whole file is, in bytes. */
    int length() {
        return length;
    }

    long earliest() {
        return earliest;
    }

    long latest() {
        return latest;
    }

    private static int crc(ByteBuffer bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(from, to - from));
        return (int) crc.getValue();
    }
}
