package io.jenkins.plugins.deploymentledger.core.ledger.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands beside an export, so that it can be held against the ledger: from what it was made, and what came out.
 *
 * <p>As JSON its members are {@code manifest} (the version, 1), {@code format}, {@code filters} (the parameters of the query),
 * {@code rows}, {@code newest} and {@code oldest} (sequence numbers of the rows, -1 without rows), {@code ledgerFirst}
 * (the oldest entry that the ledger still had), {@code ledgerSize} (only entries below it were searched), {@code bytes},
 * {@code sha256} and {@code checkpoint} (the signed note over exactly {@code ledgerSize} entries).
 *
 * @param format how the rows are written
 * @param filters the parameters of the query; unmodifiable
 * @param rows how many entries there are, headings not counted
 * @param newest the greatest sequence number, -1 if there are no rows
 * @param oldest the smallest sequence number, -1 if there are no rows
 * @param ledgerFirst the sequence number of the ledger's oldest entry when it was exported
 * @param ledgerSize how many entries had ever been in the ledger, as in the checkpoint
 * @param bytes the length of the file
 * @param sha256 the SHA-256 of the file, 64 lower case hexadecimal digits
 * @param checkpoint the ledger's checkpoint, a signed note; empty if the ledger had none
 */
public record ExportManifest(
        @NonNull ExportFormat format,
        @NonNull SortedMap<String, List<String>> filters,
        long rows,
        long newest,
        long oldest,
        long ledgerFirst,
        long ledgerSize,
        long bytes,
        @NonNull String sha256,
        @NonNull String checkpoint) {

    /** The version of the manifest that is written and read. */
    public static final int VERSION = 1;

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Keeps the filters from being changed. */
    public ExportManifest {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        filters.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        filters = Collections.unmodifiableSortedMap(copy);
    }

    /** The manifest as the bytes of its file. */
    @NonNull
    public byte[] toJson() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("manifest", VERSION);
        json.put("format", format.word());
        ObjectNode parameters = json.putObject("filters");
        filters.forEach((name, values) -> values.forEach(parameters.withArray(name)::add));
        json.put("rows", rows).put("newest", newest).put("oldest", oldest);
        json.put("ledgerFirst", ledgerFirst).put("ledgerSize", ledgerSize);
        json.put("bytes", bytes).put("sha256", sha256).put("checkpoint", checkpoint);
        try {
            return (MAPPER.writeValueAsString(json) + '\n').getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers are always JSON", e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @param json the bytes of its file
     * @throws IOException if it is none, or of another version; the message says what is wrong
     */
    @NonNull
    public static ExportManifest parse(@NonNull byte[] json) throws IOException {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException("The manifest is not JSON: " + e.getOriginalMessage(), e);
        }
        long version = number(node, "manifest");
        if (version != VERSION) {
            throw new IOException("The manifest is of version " + version + "; this program reads version " + VERSION
                    + ". Use the version that wrote it, or a newer one.");
        }
        String format = text(node, "format");
        return new ExportManifest(
                ExportFormat.of(format).orElseThrow(() -> new IOException("The manifest names no known format")),
                filters(node),
                number(node, "rows"),
                number(node, "newest"),
                number(node, "oldest"),
                number(node, "ledgerFirst"),
                number(node, "ledgerSize"),
                number(node, "bytes"),
                text(node, "sha256"),
                text(node, "checkpoint"));
    }

    private static SortedMap<String, List<String>> filters(JsonNode node) throws IOException {
        try {
            Map<String, List<String>> filters =
                    MAPPER.convertValue(node.path("filters"), new TypeReference<TreeMap<String, List<String>>>() {});
            if (filters == null) {
                throw new IOException("The manifest has no filters");
            }
            return new TreeMap<>(filters);
        } catch (IllegalArgumentException e) {
            throw new IOException("The manifest's filters are not lists of texts", e);
        }
    }

    private static long number(JsonNode node, String member) throws IOException {
        JsonNode value = node.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IOException("The manifest has no number \"" + member + "\"");
        }
        return value.longValue();
    }

    private static String text(JsonNode node, String member) throws IOException {
        JsonNode value = node.path(member);
        if (!value.isTextual()) {
            throw new IOException("The manifest has no text \"" + member + "\"");
        }
        return value.textValue();
    }
}
