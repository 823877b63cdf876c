package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What stands at the beginning of a segment: where in the ledger it belongs.
 *
 * @param first the sequence number of its first entry
 * @param after the leaf hash of the entry before that; 32 zero bytes if there is none
 * @param root the root of the tree of all entries before this segment
 */
public record SegmentHeader(
        long first, @NonNull Hash after, @NonNull Hash root) {

    /** How many bytes it has. */
    public static final int LENGTH = 88;

    /** The format version that is written and read. */
    public static final int VERSION = 1;

    private static final byte[] MAGIC = "DEPLEDGR".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM_AT = LENGTH - 4;

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        bytes.put(MAGIC).putInt(VERSION).putLong(first);
        after.copyInto(bytes);
        root.copyInto(bytes);
        return bytes.putInt(checksum(bytes.array())).array();
    }

    static SegmentHeader decode(Path file, byte[] bytes) throws SegmentDamagedException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        buffer.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new SegmentDamagedException(file, -1, 0, "it does not begin as a segment of a ledger does");
        }
        int version = buffer.getInt();
        if (buffer.getInt(CHECKSUM_AT) != checksum(bytes)) {
            throw new SegmentDamagedException(file, -1, 0, "the checksum of its header does not fit");
        }
        if (version != VERSION) {
            throw new SegmentDamagedException(
                    file,
                    -1,
                    MAGIC.length,
                    "it is of format version " + version + "; this program knows version " + VERSION
                            + ". Use a newer version of it");
        }
        long first = buffer.getLong();
        Hash after = Hash.at(bytes, buffer.position());
        return new SegmentHeader(first, after, Hash.at(bytes, buffer.position() + Hash.LENGTH));
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM_AT);
        return (int) crc.getValue();
    }
}
