package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * Turns entries into their canonical JSON and back (RFC 8785: sorted members, no blanks, UTF-8).
 *
 * <p>The members of an entry, all of them always present:
 *
 * <pre>
 * after     hash of the entry before it      from      {chain, client, verified}
 * at        sequence number                  outcome   success, failure, denied or unknown
 * blobs     [{name, sha256, size}]           recorded  time of recording
 * by        {id, name}                       target    {id, kind, name}
 * details   {name: value}                    time      time of the event
 * effective {id, name}                       v         schema version
 * event     dotted name
 * </pre>
 *
 * <p>Times are UTC in the form {@code 2026-11-24T09:00:00.000Z}, always with three decimals.
 */
public final class EntryCodec {

    /** The schema version that is written. */
    public static final int VERSION = 1;

    /** How long the canonical JSON of an entry may be in bytes: 64 KiB less one, as an entry of C2SP tlog-tiles. */
    public static final int MAX_BYTES = 65_535;

    private EntryCodec() {}

    /** The canonical JSON of an entry. */
    @NonNull
    public static byte[] encode(@NonNull AuditEntry entry) {
        return encode(entry.what()).at(entry.sequence(), entry.after(), entry.recorded());
    }

    /** The part of an entry's canonical JSON that is known before its recording. Of any length: see its maxLength. */
    @NonNull
    public static EncodedEvent encode(@NonNull AuditEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        int recorded;
        try (JsonGenerator json = CanonicalJson.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            membersBeforeRecorded(json, event);
            json.flush();
            recorded = bytes.size();
            membersAfterRecorded(json, event);
            json.writeEndObject();
        } catch (IOException e) {
            // Memory takes every byte, and the texts are well-formed: there is nothing that could fail.
            throw new UncheckedIOException(e);
        }
        byte[] object = bytes.toByteArray();
        // Without the opening brace; the second part begins with a comma and ends with the closing brace.
        return new EncodedEvent(
                Arrays.copyOfRange(object, 1, recorded), Arrays.copyOfRange(object, recorded, object.length));
    }

    /**
     * The entry that these bytes are the canonical JSON of.
     *
     * @param json the bytes
     * @throws EntryFormatException if they are no entry of a known schema version
     */
    @NonNull
    public static AuditEntry decode(@NonNull byte[] json) throws EntryFormatException {
        return EntryParser.parse(json);
    }

    /**
     * The entry that these bytes, and no others, are the canonical JSON of.
     *
     * @param json the bytes
     * @throws EntryFormatException if they are no entry of a known schema version, or not in the canonical form
     */
    @NonNull
    public static AuditEntry decodeCanonical(@NonNull byte[] json) throws EntryFormatException {
        AuditEntry entry = decode(json);
        if (!Arrays.equals(json, encode(entry))) {
            throw new EntryFormatException("It is not in its canonical form");
        }
        return entry;
    }

    /**
     * A time as it stands in an entry.
     *
     * @throws IllegalArgumentException if its year is not between 0 and 9999
     */
    @NonNull
    public static String format(@NonNull Instant time) {
        return TimeText.of(time);
    }

    private static void membersBeforeRecorded(JsonGenerator json, AuditEvent event) throws IOException {
        json.writeFieldName(Name.BLOBS);
        json.writeStartArray();
        for (BlobReference blob : event.blobs()) {
            json.writeStartObject();
            text(json, Name.NAME, blob.name());
            text(json, Name.SHA256, blob.sha256());
            json.writeFieldName(Name.SIZE);
            json.writeNumber(blob.size());
            json.writeEndObject();
        }
        json.writeEndArray();
        identity(json, Name.BY, event.operatedBy());
        json.writeFieldName(Name.DETAILS);
        json.writeStartObject();
        for (Map.Entry<String, String> detail : event.details().entrySet()) {
            json.writeStringField(detail.getKey(), detail.getValue());
        }
        json.writeEndObject();
        identity(json, Name.EFFECTIVE, event.effective());
        text(json, Name.EVENT, event.event().name());
        from(json, event.addresses());
        text(json, Name.OUTCOME, event.outcome().word());
    }

    private static void membersAfterRecorded(JsonGenerator json, AuditEvent event) throws IOException {
        json.writeFieldName(Name.TARGET);
        json.writeStartObject();
        text(json, Name.ID, event.target().id());
        text(json, Name.KIND, event.target().kind());
        text(json, Name.NAME, event.target().name());
        json.writeEndObject();
        text(json, Name.TIME, format(event.time()));
        json.writeFieldName(Name.V);
        json.writeNumber(VERSION);
    }

    private static void identity(JsonGenerator json, SerializedString member, Identity identity) throws IOException {
        json.writeFieldName(member);
        json.writeStartObject();
        text(json, Name.ID, identity.id());
        text(json, Name.NAME, identity.name());
        json.writeEndObject();
    }

    private static void from(JsonGenerator json, Addresses addresses) throws IOException {
        json.writeFieldName(Name.FROM);
        json.writeStartObject();
        json.writeFieldName(Name.CHAIN);
        json.writeStartArray();
        for (String hop : addresses.chain()) {
            json.writeString(hop);
        }
        json.writeEndArray();
        text(json, Name.CLIENT, addresses.client());
        json.writeFieldName(Name.VERIFIED);
        json.writeBoolean(addresses.verified());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, SerializedString member, String text) throws IOException {
        json.writeFieldName(member);
        json.writeString(text);
    }

    /** The names of members, encoded once and for all. */
    private static final class Name {
        static final SerializedString BLOBS = new SerializedString("blobs");
        static final SerializedString BY = new SerializedString("by");
        static final SerializedString CHAIN = new SerializedString("chain");
        static final SerializedString CLIENT = new SerializedString("client");
        static final SerializedString DETAILS = new SerializedString("details");
        static final SerializedString EFFECTIVE = new SerializedString("effective");
        static final SerializedString EVENT = new SerializedString("event");
        static final SerializedString FROM = new SerializedString("from");
        static final SerializedString ID = new SerializedString("id");
        static final SerializedString KIND = new SerializedString("kind");
        static final SerializedString NAME = new SerializedString("name");
        static final SerializedString OUTCOME = new SerializedString("outcome");
        static final SerializedString SHA256 = new SerializedString("sha256");
        static final SerializedString SIZE = new SerializedString("size");
        static final SerializedString TARGET = new SerializedString("target");
        static final SerializedString TIME = new SerializedString("time");
        static final SerializedString V = new SerializedString("v");
        static final SerializedString VERIFIED = new SerializedString("verified");
    }
}
