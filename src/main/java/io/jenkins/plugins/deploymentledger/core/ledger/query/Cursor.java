package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Where the next page begins: at the newest entry older than a sequence number, of one certain query.
 *
 * <p>Its text is opaque and carries a fingerprint of the query, so that a cursor used with other filters is an error
 * instead of a page with a hole. It is no secret and grants nothing. Layout before base64url: one byte version, eight
 * bytes fingerprint, eight bytes sequence number, big-endian.
 */
public final class Cursor {

    static final String PARAMETER = "cursor";

    private static final byte VERSION = 1;
    private static final int FINGERPRINT = 8;
    private static final int LENGTH = 1 + FINGERPRINT + Long.BYTES;
    private static final String REMEDY = "Leave it out to begin with the newest entry.";

    private final long before;

    private Cursor(long before) {
        this.before = before;
    }

    /**
     * A cursor behind an entry that was shown.
     *
     * @param sequence the sequence number of the page's oldest entry, not negative
     * @return the cursor
     */
    @NonNull
    public static Cursor before(long sequence) {
        if (sequence < 0) {
            throw new IllegalArgumentException("Sequence numbers are not negative: " + sequence);
        }
        return new Cursor(sequence);
    }

    /**
     * Reads a cursor that was given out for a query.
     *
     * @param text as from {@link #text}
     * @param query what it must have been given out for
     * @return the cursor
     * @throws InvalidQueryException if it is malformed or belongs to another query
     */
    @NonNull
    public static Cursor parse(@NonNull String text, @NonNull LedgerQuery query) throws InvalidQueryException {
        byte[] bytes = decode(text);
        if (bytes.length != LENGTH || bytes[0] != VERSION) {
            throw malformed();
        }
        byte[] fingerprint = Arrays.copyOfRange(bytes, 1, 1 + FINGERPRINT);
        if (!Arrays.equals(fingerprint, Arrays.copyOf(query.fingerprint(), FINGERPRINT))) {
            throw new InvalidQueryException(PARAMETER, "This cursor belongs to other filters.", REMEDY);
        }
        long sequence = ByteBuffer.wrap(bytes).getLong(1 + FINGERPRINT);
        if (sequence < 0) {
            throw malformed();
        }
        return new Cursor(sequence);
    }

    /** The entries of the page are older than this sequence number. */
    public long before() {
        return before;
    }

    /**
     * The cursor for a URL.
     *
     * @param query for which it is given out
     * @return letters, digits, hyphens and underscores
     */
    @NonNull
    public String text(@NonNull LedgerQuery query) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .put(query.fingerprint(), 0, FINGERPRINT)
                .putLong(before);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static byte[] decode(String text) throws InvalidQueryException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // The decoder passes over unused bits; one cursor has one text.
            if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
                throw malformed();
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static InvalidQueryException malformed() {
        return new InvalidQueryException(PARAMETER, "This is not a cursor that a page gave out.", REMEDY);
    }
}
