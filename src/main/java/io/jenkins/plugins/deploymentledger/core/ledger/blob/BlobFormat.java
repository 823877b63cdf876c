package io.jenkins.plugins.deploymentledger.core.ledger.blob;

import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The bytes of a blob file: {@code "DEPLBLOB"}, version (4 bytes), CRC-32C of all that follows (4), length of the content (8), the
 * content as a zlib stream (RFC 1950). Numbers are big-endian.
 *
 * <p>Not gzip, of whose header and last bits some can change without anyone noticing.
 */
final class BlobFormat {

    static final int HEADER = 24;

    private static final byte[] MAGIC = "DEPLBLOB".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHECKSUM_AT = 12;

    private BlobFormat() {}

    static byte[] encode(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(HEADER + content.length / 4);
        compressed.writeBytes(new byte[HEADER]);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] chunk = new byte[8192];
            while (!deflater.finished()) {
                compressed.write(chunk, 0, deflater.deflate(chunk));
            }
        } finally {
            deflater.end();
        }
        byte[] bytes = compressed.toByteArray();
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.put(MAGIC).putInt(VERSION).putInt(0).putLong(content.length);
        header.putInt(CHECKSUM_AT, checksum(bytes));
        return bytes;
    }

    /** The content; never more than {@code limit} bytes are unpacked, whatever the file claims. */
    static byte[] decode(Path file, byte[] bytes, long limit) throws BlobException {
        if (bytes.length < HEADER || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new BlobException(Reason.DAMAGED, "The blob " + file + " does not begin as a blob does");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int version = header.getInt(MAGIC.length);
        if (version != VERSION) {
            throw new BlobException(
                    Reason.DAMAGED,
                    "The blob " + file + " is of format version " + version + ", which this program does not know");
        }
        if (header.getInt(CHECKSUM_AT) != checksum(bytes)) {
            throw new BlobException(Reason.DAMAGED, "The checksum of the blob " + file + " does not fit its bytes");
        }
        long size = header.getLong(CHECKSUM_AT + 4);
        if (size < 0 || size > limit) {
            throw new BlobException(
                    Reason.TOO_BIG, "The blob " + file + " is " + size + " bytes long; at most " + limit + " are read");
        }
        return inflate(file, bytes, (int) size);
    }

    private static byte[] inflate(Path file, byte[] bytes, int size) throws BlobException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes, HEADER, bytes.length - HEADER);
            byte[] content = new byte[size];
            int length = 0;
            while (length < size) {
                int more = inflater.inflate(content, length, size - length);
                if (more == 0) {
                    break;
                }
                length += more;
            }
            boolean ended = inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
            if (length != size || !ended || inflater.getRemaining() != 0) {
                throw new BlobException(
                        Reason.DAMAGED, "The blob " + file + " does not unpack to the " + size + " bytes it says");
            }
            return content;
        } catch (DataFormatException e) {
            throw new BlobException(Reason.DAMAGED, "The blob " + file + " cannot be unpacked: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, CHECKSUM_AT + 4, bytes.length - CHECKSUM_AT - 4);
        return (int) crc.getValue();
    }
}
