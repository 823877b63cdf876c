package io.jenkins.plugins.deploymentledger.core.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/** How events stand in a journal: one JSON object a line, UTF-8, instants in ISO 8601 UTC. */
public final class JournalFormat {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantDeserializer()))
            .build();

    private JournalFormat() {}

    static byte[] line(RolloutEvent event) {
        try {
            // Spoken to as the interface, so that the name of the event is written.
            return (MAPPER.writerFor(RolloutEvent.class).writeValueAsString(event) + '\n')
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a journal from its beginning; a last line without an end is passed over, since it was never acknowledged.
     *
     * @param file the journal
     * @param reader is given each event in turn
     * @throws IOException if the file cannot be read, or a line is no event; it names the line's number
     */
    public static void read(@NonNull Path file, @NonNull Consumer<RolloutEvent> reader) throws IOException {
        boolean endsWithLine = endsWithLine(file);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String line = lines.readLine();
            for (long number = 1; line != null; number++) {
                String next = lines.readLine();
                if (next != null || endsWithLine) {
                    reader.accept(parse(file, line, number));
                }
                line = next;
            }
        }
    }

    private static RolloutEvent parse(Path file, String line, long number) throws IOException {
        try {
            return MAPPER.readValue(line, RolloutEvent.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ", line " + number + " is no event: " + e.getOriginalMessage(), e);
        }
    }

    private static boolean endsWithLine(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            if (channel.size() == 0) {
                return true;
            }
            var last = java.nio.ByteBuffer.allocate(1);
            channel.position(channel.size() - 1).read(last);
            return last.get(0) == '\n';
        }
    }
}
