package io.jenkins.plugins.deploymentledger.core.ledger.imported;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Where an imported log comes from, and what is in it.
 *
 * @param name of the file, as it was called where it came from
 * @param sha256 of its content, 64 lower case hexadecimal digits
 * @param bytes how long it is
 * @param entries how many entries were understood in it
 * @param unread how many lines before the first entry were not
 * @param earliest when the earliest of them happened
 * @param latest when the latest of them happened
 * @param zone in which its times are
 * @param language in which its months are written
 * @param importedById who imported it, by id
 * @param importedBy who imported it, by name
 * @param imported when
 */
public record Provenance(
        @NonNull String name,
        @NonNull String sha256,
        long bytes,
        long entries,
        long unread,
        @NonNull Instant earliest,
        @NonNull Instant latest,
        @NonNull ZoneId zone,
        @NonNull Locale language,
        @NonNull String importedById,
        @NonNull String importedBy,
        @NonNull Instant imported) {

    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    @NonNull
    byte[] toJson() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("import", VERSION).put("name", name).put("sha256", sha256);
        json.put("bytes", bytes).put("entries", entries).put("unread", unread);
        json.put("earliest", earliest.toString()).put("latest", latest.toString());
        json.put("zone", zone.getId()).put("language", language.toLanguageTag());
        json.put("importedById", importedById).put("importedBy", importedBy).put("imported", imported.toString());
        return (json.toString() + '\n').getBytes(StandardCharsets.UTF_8);
    }

    @NonNull
    static Provenance parse(@NonNull byte[] bytes) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(bytes);
            if (json.path("import").asInt() != VERSION) {
                throw new IOException("It is no note on an import, or of another version");
            }
            return new Provenance(
                    json.path("name").asText(),
                    json.path("sha256").asText(),
                    json.path("bytes").asLong(),
                    json.path("entries").asLong(),
                    json.path("unread").asLong(),
                    Instant.parse(json.path("earliest").asText()),
                    Instant.parse(json.path("latest").asText()),
                    ZoneId.of(json.path("zone").asText()),
                    Locale.forLanguageTag(json.path("language").asText()),
                    json.path("importedById").asText(),
                    json.path("importedBy").asText(),
                    Instant.parse(json.path("imported").asText()));
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IOException("It is no note on an import", e);
        }
    }
}
