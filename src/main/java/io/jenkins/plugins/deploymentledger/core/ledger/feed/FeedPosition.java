package io.jenkins.plugins.deploymentledger.core.ledger.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * How far a consumer is.
 *
 * <p>As JSON its members are {@code feed} (the version, 1), {@code next}, {@code missed}, {@code lastSuccess}, and
 * {@code origin}, {@code size} and {@code root} of the checkpoint.
 *
 * @param next the sequence number of the next entry to hand over
 * @param missed how many entries had left the ledger before they could be handed over
 * @param lastSuccess when a delivery was last taken; null if never
 * @param checkpoint of the last delivery that was taken; null if none was
 */
record FeedPosition(
        long next,
        long missed,
        @CheckForNull Instant lastSuccess,
        @CheckForNull Checkpoint checkpoint) {

    /** Where every consumer begins: nothing was handed over. */
    static final FeedPosition START = new FeedPosition(0, 0, null, null);

    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** The bytes of its file. */
    @NonNull
    byte[] toJson() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("feed", VERSION).put("next", next).put("missed", missed);
        if (lastSuccess != null) {
            json.put("lastSuccess", lastSuccess.toString());
        }
        if (checkpoint != null) {
            json.put("origin", checkpoint.origin());
            json.put("size", checkpoint.size());
            json.put("root", checkpoint.root().hex());
        }
        return (json.toString() + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a position.
     *
     * @throws IOException if it is none, or of another version
     */
    @NonNull
    static FeedPosition parse(@NonNull byte[] bytes) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(bytes);
            if (json.path("feed").asInt() != VERSION || !json.path("next").isIntegralNumber()) {
                throw new IOException("It is no position of a feed, or of another version");
            }
            return new FeedPosition(
                    json.path("next").longValue(),
                    json.path("missed").longValue(),
                    json.has("lastSuccess")
                            ? Instant.parse(json.path("lastSuccess").asText())
                            : null,
                    json.has("root") ? checkpoint(json) : null);
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("It is no position of a feed", e);
        }
    }

    private static Checkpoint checkpoint(JsonNode json) {
        byte[] root = HexFormat.of().parseHex(json.path("root").asText());
        return new Checkpoint(json.path("origin").asText(), json.path("size").longValue(), Hash.of(root));
    }
}
