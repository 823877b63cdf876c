package io.jenkins.plugins.deploymentledger.core.ledger.index;

import java.nio.ByteBuffer;

/** Non-negative numbers of one width in bytes, big-endian, as narrow as the greatest of them allows. */
final class Packed {

    private final ByteBuffer bytes;
    private final int offset;
    private final int width;

    /**
     * Numbers in a file.
     *
     * @param bytes where they stand
     * @param offset of the first of them
     * @param width bytes of a number: 0 to 4, or 8
     */
    Packed(ByteBuffer bytes, int offset, int width) {
        this.bytes = bytes;
        this.offset = offset;
        this.width = width;
    }

    /** How many bytes a number needs; more than 4 are rounded up to 8. */
    static int width(long greatest) {
        int needed = (Long.SIZE - Long.numberOfLeadingZeros(greatest) + 7) / 8;
        return needed > 4 ? 8 : needed;
    }

    static void put(ByteBuffer bytes, long value, int width) {
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            bytes.put((byte) (value >>> shift));
        }
    }

    /** So many numbers, none of them greater than an int can be. */
    int[] ints(int position, int count) {
        int[] numbers = new int[count];
        if (width == Short.BYTES) {
            short[] narrow = new short[count];
            bytes.slice(offset + position * width, count * width)
                    .asShortBuffer()
                    .get(narrow);
            for (int i = 0; i < count; i++) {
                numbers[i] = narrow[i] & 0xffff;
            }
        } else {
            for (int i = 0; i < count; i++) {
                numbers[i] = (int) get(position + i);
            }
        }
        return numbers;
    }

    long get(int position) {
        int at = offset + position * width;
        return switch (width) {
            case 0 -> 0;
            case 1 -> bytes.get(at) & 0xff;
            case 2 -> bytes.getShort(at) & 0xffff;
            case 3 -> (bytes.getShort(at) & 0xffff) << 8 | bytes.get(at + 2) & 0xff;
            case 4 -> bytes.getInt(at) & 0xffff_ffffL;
            default -> bytes.getLong(at);
        };
    }
}
