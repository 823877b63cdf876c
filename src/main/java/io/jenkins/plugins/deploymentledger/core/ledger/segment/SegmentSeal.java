package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * What stands at the end of a sealed segment.
 *
 * @param count how many entries the segment has
 * @param root the root of the tree of all entries up to its end
 */
public record SegmentSeal(long count, @NonNull Hash root) {

    /** How many bytes it has. */
    public static final int LENGTH = SegmentFormat.FRAME + Long.BYTES + Hash.LENGTH;

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        bytes.putInt(SegmentFormat.SEAL).putInt(0).putLong(count);
        root.copyInto(bytes);
        bytes.putInt(4, checksum(bytes));
        return bytes.array();
    }

    /** The seal at the position of a buffer, which has enough bytes for it. */
    static SegmentSeal decode(Path file, long offset, ByteBuffer bytes) throws SegmentDamagedException {
        ByteBuffer seal = bytes.slice(bytes.position(), LENGTH);
        if (seal.getInt(4) != checksum(seal)) {
            throw new SegmentDamagedException(file, -1, offset, "the checksum of its seal does not fit");
        }
        byte[] root = new byte[Hash.LENGTH];
        seal.get(SegmentFormat.FRAME + Long.BYTES, root);
        return new SegmentSeal(seal.getLong(SegmentFormat.FRAME), Hash.of(root));
    }

    private static int checksum(ByteBuffer seal) {
        return SegmentFormat.checksum(
                SegmentFormat.SEAL, seal.duplicate().position(SegmentFormat.FRAME), LENGTH - SegmentFormat.FRAME);
    }
}
