package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

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

    /** A time as it stands in an entry. */
    @NonNull
    public static String format(@NonNull Instant time) {
        return TIME.format(time);
    }

    private static void membersBeforeRecorded(JsonGenerator json, AuditEvent event) throws IOException {
        json.writeArrayFieldStart("blobs");
        for (BlobReference blob : event.blobs()) {
            json.writeStartObject();
            json.writeStringField("name", blob.name());
            json.writeStringField("sha256", blob.sha256());
            json.writeNumberField("size", blob.size());
            json.writeEndObject();
        }
        json.writeEndArray();
        identity(json, "by", event.operatedBy());
        json.writeObjectFieldStart("details");
        for (Map.Entry<String, String> detail : event.details().entrySet()) {
            json.writeStringField(detail.getKey(), detail.getValue());
        }
        json.writeEndObject();
        identity(json, "effective", event.effective());
        json.writeStringField("event", event.event().name());
        from(json, event.addresses());
        json.writeStringField("outcome", event.outcome().word());
    }

    private static void membersAfterRecorded(JsonGenerator json, AuditEvent event) throws IOException {
        json.writeObjectFieldStart("target");
        json.writeStringField("id", event.target().id());
        json.writeStringField("kind", event.target().kind());
        json.writeStringField("name", event.target().name());
        json.writeEndObject();
        json.writeStringField("time", format(event.time()));
        json.writeNumberField("v", VERSION);
    }

    private static void identity(JsonGenerator json, String member, Identity identity) throws IOException {
        json.writeObjectFieldStart(member);
        json.writeStringField("id", identity.id());
        json.writeStringField("name", identity.name());
        json.writeEndObject();
    }

    private static void from(JsonGenerator json, Addresses addresses) throws IOException {
        json.writeObjectFieldStart("from");
        json.writeArrayFieldStart("chain");
        for (String hop : addresses.chain()) {
            json.writeString(hop);
        }
        json.writeEndArray();
        json.writeStringField("client", addresses.client());
        json.writeBooleanField("verified", addresses.verified());
        json.writeEndObject();
    }
}
