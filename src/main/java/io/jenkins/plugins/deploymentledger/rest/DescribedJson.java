package io.jenkins.plugins.deploymentledger.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;

/** An object as JSON, by the names of its data-bound properties: what is left out is as by default. */
public final class DescribedJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private DescribedJson() {}

    /** The properties of an object that are not as by default; kinds of objects stand in {@code $class}. */
    @NonNull
    public static <T> Map<String, Object> properties(@NonNull Class<T> type, @NonNull T described) {
        return new LinkedHashMap<>(
                new DescribableModel<>(type).uninstantiate2(described).toMap());
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if the text is no JSON, or a property is missing, unknown or malformed
     */
    @NonNull
    public static <T> T read(@NonNull Class<T> type, @NonNull String text) {
        try {
            Map<String, Object> properties = JSON.readValue(text, MAP);
            DescribableModel<T> model = new DescribableModel<>(type);
            for (String name : properties.keySet()) {
                if (model.getParameter(name) == null) {
                    throw new IllegalArgumentException(Messages.DescribedJson_unknown(name, model.getDisplayName()));
                }
            }
            return model.instantiate(properties, null);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(Messages.DescribedJson_malformed(e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            // What the constructors and setters throw, and types that do not fit.
            throw new IllegalArgumentException(Messages.DescribedJson_malformed(e.getMessage()), e);
        }
    }

    /** Any value, in UTF-8, objects ordered by their keys. */
    @NonNull
    public static byte[] write(@NonNull Object value) {
        try {
            return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps of texts and numbers can be written", e);
        }
    }
}
