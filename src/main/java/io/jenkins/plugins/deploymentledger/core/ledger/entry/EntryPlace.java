package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells from the first bytes of an entry's canonical JSON whether it stands in its place.
 *
 * <p>Every entry begins with {@code {"after":"<hash>","at":<number>,}, so that a chain can be checked without reading the rest.
 */
public final class EntryPlace {

    private static final byte[] AFTER = "{\"after\":\"".getBytes(StandardCharsets.US_ASCII);

    private EntryPlace() {}

    /**
     * Whether an entry says that it follows a certain entry.
     *
     * @param json its canonical JSON
     * @param after the hash of that entry, 64 lower case hexadecimal digits
     */
    public static boolean follows(@NonNull byte[] json, @NonNull String after) {
        return has(json, 0, AFTER) && has(json, AFTER.length, (after + "\",").getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Whether an entry says that it has a certain sequence number.
     *
     * @param json its canonical JSON
     * @param sequence the sequence number
     */
    public static boolean isAt(@NonNull byte[] json, long sequence) {
        return has(json, AFTER.length + 64, ("\",\"at\":" + sequence + ",").getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Whether an entry that has a certain sequence number refers to no blob; for which it need not be read.
     *
     * @param json its canonical JSON
     * @param sequence its sequence number
     */
    public static boolean hasNoBlobs(@NonNull byte[] json, long sequence) {
        return has(
                json,
                AFTER.length + 64,
                ("\",\"at\":" + sequence + ",\"blobs\":[],").getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean has(byte[] json, int offset, byte[] part) {
        return json.length >= offset + part.length
                && Arrays.equals(json, offset, offset + part.length, part, 0, part.length);
    }
}
