package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;

/**
 * An event in canonical JSON but for what only its recording decides: its place, its predecessor and its recording time.
 *
 * <p>So that the costly part of encoding is done by whoever appends, not by the one writer. Immutable.
 */
public final class EncodedEvent {

    /** The length of everything that recording adds, with the longest sequence number. */
    static final int ADDED_AT_MOST = Part.AFTER.length() + 64 + Part.AT.length() + 19 + 1 + Part.RECORDED.length() + 25;

    private final byte[] beforeRecorded;
    private final byte[] afterRecorded;

    EncodedEvent(byte[] beforeRecorded, byte[] afterRecorded) {
        this.beforeRecorded = beforeRecorded;
        this.afterRecorded = afterRecorded;
    }

    /** How long the entry can be in bytes, wherever in the ledger it will stand. */
    public int maxLength() {
        return beforeRecorded.length + afterRecorded.length + ADDED_AT_MOST;
    }

    /**
     * The canonical JSON of the entry that this event becomes.
     *
     * @param sequence its sequence number
     * @param after the hash of the entry before it, 64 lower case hexadecimal digits
     * @param recorded when it is recorded
     */
    @NonNull
    public byte[] at(long sequence, @NonNull String after, @NonNull Instant recorded) {
        return at(sequence, after, EntryCodec.format(recorded));
    }

    /**
     * The canonical JSON of the entry that this event becomes, for many that are recorded at the same time.
     *
     * @param sequence its sequence number
     * @param after the hash of the entry before it, 64 lower case hexadecimal digits
     * @param recorded when it is recorded, as {@link EntryCodec#format} writes it
     */
    @NonNull
    public byte[] at(long sequence, @NonNull String after, @NonNull String recorded) {
        String number = Long.toString(sequence);
        byte[] json = new byte
                [Part.AFTER.length()
                        + after.length()
                        + Part.AT.length()
                        + number.length()
                        + 1
                        + beforeRecorded.length
                        + Part.RECORDED.length()
                        + recorded.length()
                        + 1
                        + afterRecorded.length];
        int end = put(Part.AFTER, json, 0);
        end = put(after, json, end);
        end = put(Part.AT, json, end);
        end = put(number, json, end);
        json[end++] = ',';
        end = put(beforeRecorded, json, end);
        end = put(Part.RECORDED, json, end);
        end = put(recorded, json, end);
        json[end++] = '"';
        put(afterRecorded, json, end);
        return json;
    }

    private static int put(byte[] part, byte[] json, int at) {
        System.arraycopy(part, 0, json, at, part.length);
        return at + part.length;
    }

    /** Puts a text of ASCII. */
    private static int put(String part, byte[] json, int at) {
        for (int i = 0; i < part.length(); i++) {
            json[at + i] = (byte) part.charAt(i);
        }
        return at + part.length();
    }

    /** The fixed text around what recording adds. */
    private static final class Part {
        static final String AFTER = "{\"after\":\"";
        static final String AT = "\",\"at\":";
        static final String RECORDED = ",\"recorded\":\"";
    }
}
