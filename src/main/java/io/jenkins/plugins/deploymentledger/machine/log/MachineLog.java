package io.jenkins.plugins.deploymentledger.machine.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Entries about machines in the order in which they came, in a file of JSON lines for each machine.
 *
 * <p>A file that has grown to {@value #MAX_BYTES} bytes loses its older half. A line that a crash cut off is passed over. Safe for
 * use by several threads.
 *
 * @param <T> an entry: a type that Jackson can write and read
 */
public final class MachineLog<T> {

    /** How large a file can become, in bytes. */
    public static final int MAX_BYTES = 4 << 20;

    private static final Logger LOGGER = Logger.getLogger(MachineLog.class.getName());

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .addModule(new JavaTimeModule())
            .build();

    private static final int LOCKS = 64;

    private final Lock[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toArray(Lock[]::new);
    private final Path directory;
    private final Class<T> type;

    /**
     * A log in a directory.
     *
     * @param directory made with the first entry
     * @param type of the entries
     */
    public MachineLog(@NonNull Path directory, @NonNull Class<T> type) {
        this.directory = directory;
        this.type = type;
    }

    /** Whether nothing was ever kept here. */
    public boolean isNew() {
        return Files.notExists(directory);
    }

    /**
     * Appends an entry about a machine; it survives a crash of Jenkins, and may be lost in one of the system.
     *
     * @throws IOException if it cannot be written
     */
    public void append(@NonNull String machine, @NonNull T entry) throws IOException {
        byte[] line = MAPPER.writeValueAsBytes(entry);
        Path file = fileOf(machine);
        Lock lock = locks[Math.floorMod(machine.hashCode(), LOCKS)];
        lock.lock();
        try {
            Files.createDirectories(directory);
            if (Files.exists(file) && Files.size(file) + line.length > MAX_BYTES) {
                forgetOlderHalf(file);
            }
            // The line break comes first, so that a line that was cut off spoils none but itself.
            ByteBuffer bytes = ByteBuffer.allocate(line.length + 1)
                    .put((byte) '\n')
                    .put(line)
                    .flip();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Forgets all entries about a machine.
     *
     * @throws IOException if that cannot be
     */
    public void forget(@NonNull String machine) throws IOException {
        Lock lock = locks[Math.floorMod(machine.hashCode(), LOCKS)];
        lock.lock();
        try {
            Files.deleteIfExists(fileOf(machine));
        } finally {
            lock.unlock();
        }
    }

    private static void forgetOlderHalf(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        ByteArrayOutputStream newer = new ByteArrayOutputStream();
        for (String line : lines.subList(lines.size() / 2, lines.size())) {
            newer.write('\n');
            newer.write(line.getBytes(StandardCharsets.UTF_8));
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, newer.toByteArray());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The entries about a machine, the newest first; those that cannot be read are left out.
     *
     * @param limit how many at most
     * @throws IOException if the file cannot be read
     */
    @NonNull
    public List<T> newest(@NonNull String machine, int limit) throws IOException {
        Path file = fileOf(machine);
        List<T> entries = new ArrayList<>();
        if (Files.notExists(file)) {
            return entries;
        }
        String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n");
        for (int i = lines.length - 1; i >= 0 && entries.size() < limit; i--) {
            if (!lines[i].isBlank()) {
                add(entries, lines[i], file);
            }
        }
        return entries;
    }

    private void add(List<T> entries, String line, Path file) {
        try {
            entries.add(MAPPER.readValue(line, type));
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.FINE, e, () -> "A line of " + file + " cannot be read");
        }
    }

    private Path fileOf(String machine) {
        return directory.resolve(MachineFileName.of(machine) + ".jsonl");
    }
}
