package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What stands at both ends of a segment.
 *
 * @param file the segment
 * @param header what it begins with
 * @param seal what it ends with; null if it is not sealed
 */
public record SegmentEnds(
        @NonNull Path file,
        @NonNull SegmentHeader header,
        @CheckForNull SegmentSeal seal) {

    /**
     * Reads both ends.
     *
     * @throws SegmentDamagedException if the header cannot be one, or the seal is damaged
     * @throws IOException if the file cannot be read
     */
    @NonNull
    public static SegmentEnds read(@NonNull Path file) throws IOException {
        try (FileChannel channel = SegmentScanner.open(file)) {
            SegmentHeader header = SegmentScanner.readHeader(file, channel);
            long sealAt = channel.size() - SegmentSeal.LENGTH;
            ByteBuffer tail = ByteBuffer.allocate(SegmentSeal.LENGTH);
            if (sealAt < SegmentHeader.LENGTH || channel.read(tail, sealAt) < SegmentSeal.LENGTH) {
                return new SegmentEnds(file, header, null);
            }
            tail.flip();
            boolean sealed = tail.getInt(0) == SegmentFormat.SEAL;
            return new SegmentEnds(file, header, sealed ? SegmentSeal.decode(file, sealAt, tail) : null);
        }
    }
}
