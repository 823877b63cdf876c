package io.jenkins.plugins.deploymentledger.core.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.UncheckedIOException;

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

    /** Writes a difference on one line. */
    @NonNull
    public static String write(@NonNull Difference difference) {
        try {
            return MAPPER.writeValueAsString(difference);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the text is no difference; the message says what is wrong
     */
    @NonNull
    public static Difference read(@NonNull String json) throws IOException {
        if (json.length() > MAX_CHARS) {
            throw new IOException("The difference has " + json.length() + " chars; at most " + MAX_CHARS + " are read.");
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
