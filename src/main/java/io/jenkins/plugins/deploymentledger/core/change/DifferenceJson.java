package io.jenkins.plugins.deploymentledger.core.change;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * The canonical JSON of a difference: members in a fixed order, without spaces, absent instead of null or empty.
 *
 * <p>Equal differences have equal texts. Members that are not known are passed over, so that later versions may add some.
 */
public final class DifferenceJson {

    private static final int MAX_CHARS = 64 << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DifferenceJson() {}

    /** Writes a difference on one line. Member by member: a request waits for it, and to look at classes takes several times as long. */
    @NonNull
    public static String write(@NonNull Difference difference) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("changes");
            for (Change change : difference.changes()) {
                write(json, change);
            }
            json.writeEndArray();
            if (difference.more() != 0) {
                json.writeNumberField("more", difference.more());
            }
            if (!difference.note().isEmpty()) {
                json.writeStringField("note", difference.note());
            }
            json.writeEndObject();
        } catch (IOException e) {
            // Memory takes every text.
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Change change) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", change.path());
        json.writeStringField("kind", word(change.kind()));
        json.writeStringField("form", word(change.form()));
        if (change.before() != null) {
            json.writeStringField("before", change.before());
        }
        if (change.after() != null) {
            json.writeStringField("after", change.after());
        }
        if (!change.lines().isEmpty()) {
            json.writeArrayFieldStart("lines");
            for (String line : change.lines()) {
                json.writeString(line);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the text is no difference; the message says what is wrong
     */
    @NonNull
    public static Difference read(@NonNull String json) throws IOException {
        if (json.length() > MAX_CHARS) {
            throw new IOException(
                    "The difference has " + json.length() + " chars; at most " + MAX_CHARS + " are read.");
        }
        try {
            Difference difference = MAPPER.readValue(json, Difference.class);
            if (difference == null) {
                throw new IOException("The text is no difference: it is null.");
            }
            return difference;
        } catch (JsonProcessingException e) {
            throw new IOException("The text is no difference: " + e.getOriginalMessage(), e);
        }
    }
}
