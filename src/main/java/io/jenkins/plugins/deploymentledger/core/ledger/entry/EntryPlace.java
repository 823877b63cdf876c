package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells from the first and last bytes of an entry's canonical JSON whether it stands in its place, whether it concerns blobs, and where it
 * ends.
 *
 * <p>Every entry begins with its members {@code after} and {@code at}, so that a chain can be checked without reading the rest.
 */
public final class EntryPlace {

    private static final byte[] AFTER = "{\"after\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AT = "\",\"at\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_BLOBS = ",\"blobs\":[],".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ABOUT_BLOB =
            ",\"kind\":\"blob\",\"name\":\"\"},\"time\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int ENDING = ABOUT_BLOB.length + "2026-11-24T09:00:00.000Z\",\"v\":1}".length();
    private static final byte[] END = (",\"v\":" + EntryCodec.VERSION + "}").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH = 32;
    private static final int NUMBER_AT = AFTER.length + 2 * HASH + AT.length;

    private EntryPlace() {}

    /**
     * Whether an entry says that it follows a certain entry.
     *
     * @param bytes a row of bytes with its canonical JSON in it
     * @param offset where that begins
     * @param length how long it is
     * @param after the hash of that entry, 32 bytes
     */
    public static boolean follows(@NonNull byte[] bytes, int offset, int length, @NonNull byte[] after) {
        if (!has(bytes, offset, length, 0, AFTER) || !has(bytes, offset, length, AFTER.length + 2 * HASH, AT)) {
            return false;
        }
        for (int i = 0; i < HASH; i++) {
            int digit = offset + AFTER.length + 2 * i;
            if (bytes[digit] != DIGITS[(after[i] >> 4) & 0xF] || bytes[digit + 1] != DIGITS[after[i] & 0xF]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether an entry says that it has a certain sequence number.
     *
     * @param bytes a row of bytes with its canonical JSON in it
     * @param offset where that begins
     * @param length how long it is
     * @param sequence the sequence number
     */
    public static boolean isAt(@NonNull byte[] bytes, int offset, int length, long sequence) {
        int start = offset + NUMBER_AT;
        int end = numberEnd(bytes, offset, length);
        if (end <= start || end - start > 19 || end == offset + length || bytes[end] != ',') {
            return false;
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            number = 10 * number + (bytes[i] - '0');
        }
        return number == sequence && (bytes[start] != '0' || end == start + 1);
    }

    /**
     * Whether an entry refers to no blob; for which it need not be read as a whole.
     *
     * @param bytes a row of bytes with its canonical JSON in it
     * @param offset where that begins
     * @param length how long it is
     */
    public static boolean hasNoBlobs(@NonNull byte[] bytes, int offset, int length) {
        return has(bytes, offset, length, numberEnd(bytes, offset, length) - offset, NO_BLOBS);
    }

    /**
     * Whether an entry may be one that says that a blob was erased: its target is a blob. What an entry ends with is always as long.
     *
     * @param bytes a row of bytes with its canonical JSON in it
     * @param offset where that begins
     * @param length how long it is
     */
    public static boolean isAboutBlob(@NonNull byte[] bytes, int offset, int length) {
        return length > ENDING && has(bytes, offset, length, length - ENDING, ABOUT_BLOB);
    }

    /**
     * Whether an entry that begins before or in a row of bytes ends there. Within an entry nothing looks like its end: in a text each quote has a
     * backslash before it, and no other member has both that name and a number.
     *
     * @param bytes a row of bytes with some of its canonical JSON in it
     * @param offset where that begins
     * @param length how long it is
     */
    public static boolean endsWithin(@NonNull byte[] bytes, int offset, int length) {
        for (int at = 0; at + END.length <= length; at++) {
            if (has(bytes, offset, length, at, END)) {
                return true;
            }
        }
        return false;
    }

    private static int numberEnd(byte[] bytes, int offset, int length) {
        int end = offset + Math.min(NUMBER_AT, length);
        while (end < offset + length && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        return end;
    }

    private static boolean has(byte[] bytes, int offset, int length, int at, byte[] part) {
        int start = offset + at;
        return length >= at + part.length && Arrays.equals(bytes, start, start + part.length, part, 0, part.length);
    }
}
