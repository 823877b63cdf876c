package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells from the first bytes of an entry's canonical JSON whether it stands in its place.
 *
 * <p>Every entry begins with its members {@code after} and {@code at}, so that a chain can be checked without reading the rest.
 */
public final class EntryPlace {

    private static final byte[] AFTER = "{\"after\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AT = "\",\"at\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_BLOBS = ",\"blobs\":[],".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH = 32;
    private static final int NUMBER_AT = AFTER.length + 2 * HASH + AT.length;

    private EntryPlace() {}

    /**
     * Whether an entry says that it follows a certain entry.
     *
     * @param json its canonical JSON
     * @param after the hash of that entry, 32 bytes
     */
    public static boolean follows(@NonNull byte[] json, @NonNull byte[] after) {
        if (!has(json, 0, AFTER) || !has(json, AFTER.length + 2 * HASH, AT)) {
            return false;
        }
        for (int i = 0; i < HASH; i++) {
            int digit = AFTER.length + 2 * i;
            if (json[digit] != DIGITS[(after[i] >> 4) & 0xF] || json[digit + 1] != DIGITS[after[i] & 0xF]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether an entry says that it has a certain sequence number.
     *
     * @param json its canonical JSON
     * @param sequence the sequence number
     */
    public static boolean isAt(@NonNull byte[] json, long sequence) {
        int end = numberEnd(json);
        if (end <= NUMBER_AT || end - NUMBER_AT > 19 || end == json.length || json[end] != ',') {
            return false;
        }
        long number = 0;
        for (int i = NUMBER_AT; i < end; i++) {
            number = 10 * number + (json[i] - '0');
        }
        return number == sequence && (json[NUMBER_AT] != '0' || end == NUMBER_AT + 1);
    }

    /**
     * Whether an entry refers to no blob; for which it need not be read as a whole.
     *
     * @param json its canonical JSON
     */
    public static boolean hasNoBlobs(@NonNull byte[] json) {
        return has(json, numberEnd(json), NO_BLOBS);
    }

    private static int numberEnd(byte[] json) {
        int end = Math.min(NUMBER_AT, json.length);
        while (end < json.length && json[end] >= '0' && json[end] <= '9') {
            end++;
        }
        return end;
    }

    private static boolean has(byte[] json, int offset, byte[] part) {
        return json.length >= offset + part.length
                && Arrays.equals(json, offset, offset + part.length, part, 0, part.length);
    }
}
