package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;

/** A package as JSON, by the names of its data-bound properties: what is left out is as by default. */
final class PackageJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private PackageJson() {}

    /** The properties of a package that are not as by default; kinds of objects stand in {@code $class}. */
    @NonNull
    static Map<String, Object> properties(@NonNull DeploymentPackage described) {
        return new LinkedHashMap<>(new DescribableModel<>(DeploymentPackage.class)
                .uninstantiate2(described)
                .toMap());
    }

    /**
     * Reads a package.
     *
     * @throws IllegalArgumentException if the text is no JSON, or a property is missing, unknown or malformed
     */
    @NonNull
    static DeploymentPackage read(@NonNull String text) {
        try {
            Map<String, Object> properties = JSON.readValue(text, MAP);
            DescribableModel<DeploymentPackage> model = new DescribableModel<>(DeploymentPackage.class);
            for (String name : properties.keySet()) {
                if (model.getParameter(name) == null) {
                    throw new IllegalArgumentException(Messages.PackageJson_unknown(name));
                }
            }
            return model.instantiate(properties, null);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(Messages.PackageJson_malformed(e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            // What the constructors and setters throw, and types that do not fit.
            throw new IllegalArgumentException(Messages.PackageJson_malformed(e.getMessage()), e);
        }
    }

    /** Tells two descriptions apart: the SHA-256 of one in a fixed order, in lower-case hexadecimal digits. */
    @NonNull
    static String fingerprint(@NonNull DeploymentPackage described) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(write(properties(described))));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }

    /** Any value, in UTF-8, objects ordered by their keys. */
    @NonNull
    static byte[] write(@NonNull Object value) {
        try {
            return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps of texts and numbers can be written", e);
        }
    }
}
