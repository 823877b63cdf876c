package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads one entry from its JSON: every member in its one order, nothing missing and nothing more.
 *
 * <p>It does not insist on canonical escapes and blanks; who must know encodes what was read and compares the bytes.
 */
final class EntryParser {

    private final JsonParser json;

    private EntryParser(JsonParser json) {
        this.json = json;
    }

    static AuditEntry parse(byte[] bytes) throws EntryFormatException {
        if (bytes.length > EntryCodec.MAX_BYTES) {
            throw new EntryFormatException(
                    "An entry of " + bytes.length + " bytes; at most " + EntryCodec.MAX_BYTES + " are allowed");
        }
        try (JsonParser json = CanonicalJson.FACTORY.createParser(bytes)) {
            return new EntryParser(json).entry();
        } catch (EntryFormatException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new EntryFormatException("Not an entry: " + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new EntryFormatException("Not an entry: " + e.getMessage(), e);
        }
    }

    private AuditEntry entry() throws IOException {
        expect(JsonToken.START_OBJECT);
        String after = text("after");
        long sequence = number("at");
        List<BlobReference> blobs = blobs();
        Identity by = identity("by");
        SortedMap<String, String> details = details();
        Identity effective = identity("effective");
        EventType event = EventType.of(text("event"));
        Addresses addresses = from();
        Outcome outcome = Outcome.ofWord(text("outcome"));
        Instant recorded = TimeText.parse(text("recorded"));
        Target target = target();
        Instant time = TimeText.parse(text("time"));
        long version = number("v");
        if (version != EntryCodec.VERSION) {
            throw new EntryFormatException("An entry of schema version " + version + "; this program knows version "
                    + EntryCodec.VERSION + ". Use a newer version of it");
        }
        expect(JsonToken.END_OBJECT);
        if (json.nextToken() != null) {
            throw new EntryFormatException("Not an entry: something follows its closing brace");
        }
        return new AuditEntry(
                sequence,
                after,
                recorded,
                new AuditEvent(time, event, by, effective, target, addresses, outcome, details, blobs));
    }

    private List<BlobReference> blobs() throws IOException {
        member("blobs");
        expect(JsonToken.START_ARRAY);
        List<BlobReference> blobs = new ArrayList<>(0);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            BlobReference blob = new BlobReference(text("name"), text("sha256"), number("size"));
            expect(JsonToken.END_OBJECT);
            blobs.add(blob);
        }
        at(JsonToken.END_ARRAY);
        return blobs;
    }

    private Identity identity(String member) throws IOException {
        member(member);
        expect(JsonToken.START_OBJECT);
        Identity identity = new Identity(text("id"), text("name"));
        expect(JsonToken.END_OBJECT);
        return identity;
    }

    private Target target() throws IOException {
        member("target");
        expect(JsonToken.START_OBJECT);
        String id = text("id");
        String kind = text("kind");
        Target target = new Target(kind, id, text("name"));
        expect(JsonToken.END_OBJECT);
        return target;
    }

    private SortedMap<String, String> details() throws IOException {
        member("details");
        expect(JsonToken.START_OBJECT);
        SortedMap<String, String> details = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(JsonToken.VALUE_STRING);
            if (details.put(name, json.getText()) != null) {
                throw new EntryFormatException("Not an entry: the detail \"" + name + "\" is there twice");
            }
        }
        at(JsonToken.END_OBJECT);
        return details;
    }

    private Addresses from() throws IOException {
        member("from");
        expect(JsonToken.START_OBJECT);
        member("chain");
        expect(JsonToken.START_ARRAY);
        List<String> chain = new ArrayList<>(2);
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            chain.add(json.getText());
        }
        at(JsonToken.END_ARRAY);
        String client = text("client");
        member("verified");
        json.nextToken();
        Addresses addresses = new Addresses(client, chain, json.getBooleanValue());
        expect(JsonToken.END_OBJECT);
        return addresses;
    }

    private String text(String member) throws IOException {
        member(member);
        expect(JsonToken.VALUE_STRING);
        return json.getText();
    }

    private long number(String member) throws IOException {
        member(member);
        expect(JsonToken.VALUE_NUMBER_INT);
        return json.getLongValue();
    }

    private void member(String name) throws IOException {
        if (json.nextToken() != JsonToken.FIELD_NAME || !name.equals(json.currentName())) {
            throw new EntryFormatException("Not an entry: the member \"" + name + "\" is not where it belongs");
        }
    }

    private void expect(JsonToken token) throws IOException {
        json.nextToken();
        at(token);
    }

    private void at(JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw new EntryFormatException("Not an entry: " + json.currentToken() + " where " + token + " belongs");
        }
    }
}
