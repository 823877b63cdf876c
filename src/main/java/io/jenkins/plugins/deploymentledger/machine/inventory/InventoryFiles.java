package io.jenkins.plugins.deploymentledger.machine.inventory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** How inventories and their differences stand in files: JSON, written whole or not at all. */
public final class InventoryFiles {

    /** Well above what the limits of an inventory allow, so that only a damaged file exceeds it. */
    private static final long MAX_BYTES = 64L << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .maxStringLength(64 << 10)
                            .maxNestingDepth(16)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .addModule(new JavaTimeModule())
            .build();

    private InventoryFiles() {}

    /**
     * Reads an inventory.
     *
     * @throws IOException if it cannot be read or is none
     */
    @NonNull
    public static Inventory readInventory(@NonNull Path file) throws IOException {
        return read(file, Inventory.class);
    }

    /**
     * Reads the difference between two inventories.
     *
     * @throws IOException if it cannot be read or is none
     */
    @NonNull
    public static InventoryDifference readDifference(@NonNull Path file) throws IOException {
        return read(file, InventoryDifference.class);
    }

    /**
     * Writes an inventory.
     *
     * @throws IOException if it cannot be written; a file that was there is unchanged
     */
    public static void write(@NonNull Path file, @NonNull Inventory inventory) throws IOException {
        writeWhole(file, inventory);
    }

    /**
     * Writes the difference between two inventories.
     *
     * @throws IOException if it cannot be written; a file that was there is unchanged
     */
    public static void write(@NonNull Path file, @NonNull InventoryDifference difference) throws IOException {
        writeWhole(file, difference);
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        T value = MAPPER.readValue(file.toFile(), type);
        if (value == null) {
            throw new IOException(file + " is empty");
        }
        return value;
    }

    private static void writeWhole(Path file, Object value) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is no file");
        }
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, "inventory", ".tmp");
        try {
            MAPPER.writeValue(temporary.toFile(), value);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
