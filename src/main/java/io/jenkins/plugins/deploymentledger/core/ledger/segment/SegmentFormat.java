package io.jenkins.plugins.deploymentledger.core.ledger.segment;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The frame of a record in a segment: length, checksum, canonical JSON. Numbers are big-endian. */
final class SegmentFormat {

    /** The bytes before a record's JSON: its length, and the CRC-32C of length and JSON. */
    static final int FRAME = 8;

    /** What stands in the place of a length at the end of a sealed segment. */
    static final int SEAL = -1;

    private SegmentFormat() {}

    static boolean plausible(int length) {
        return length > 0 && length <= EntryCodec.MAX_BYTES;
    }

    static void putRecord(ByteBuffer target, byte[] json) {
        int start = target.position();
        target.putInt(json.length).putInt(0).put(json);
        target.putInt(start + 4, checksum(json.length, target.duplicate().position(start + FRAME), json.length));
    }

    /** The CRC-32C of a length (or the seal) and the bytes that follow the checksum, as a signed number. */
    static int checksum(int length, ByteBuffer from, int count) {
        CRC32C crc = new CRC32C();
        for (int shift = 24; shift >= 0; shift -= 8) {
            crc.update(length >>> shift);
        }
        crc.update(from.array(), from.arrayOffset() + from.position(), count);
        return (int) crc.getValue();
    }
}
