package io.jenkins.plugins.deploymentledger.convergence;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.convergence.LookHistory;
import io.jenkins.plugins.deploymentledger.core.convergence.Loss;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a convergence remembers, in {@code convergence.json} in its job's directory; written whole, or not at all. */
final class ConvergenceFile {

    /** How many losses are kept. */
    static final int MAX_LOSSES = 500;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;
    private State read;

    /**
     * Names a file.
     *
     * @param directory of the job
     */
    ConvergenceFile(@NonNull Path directory) {
        this.file = directory.resolve("convergence.json");
    }

    /** What was read, and of what: each writing makes another file. */
    private record State(Content content, FileTime time, Object key) {}

    /** Whether the file lies in a directory. */
    boolean isIn(@NonNull Path directory) {
        return directory.resolve("convergence.json").equals(file);
    }

    /**
     * What stands in the file.
     *
     * @param memory what must not be forgotten
     * @param lookedAt when it was looked last, in milliseconds since 1970
     * @param states how each machine stood when that was seen last
     * @param cycles the looks, newest first, as many as {@link LookHistory} keeps
     * @param losses what was found to be gone, newest first, as many as {@value #MAX_LOSSES}
     * @param lookedFor the package that was looked for last; null where that is not known
     * @param problems why it was not known then how a machine stood, by its name; null in files of before
     * @param contradictions what others wanted otherwise then; null in files of before
     * @param countedRun the last run whose end is in these states; 0 in files of before
     */
    record Content(
            @NonNull Convergence.Memory memory,
            long lookedAt,
            @NonNull Map<String, MemberState> states,
            @NonNull List<Cycle> cycles,
            @CheckForNull List<Loss> losses,
            @CheckForNull String lookedFor,
            @CheckForNull Map<String, String> problems,
            @CheckForNull List<Contradiction> contradictions,
            int countedRun) {

        static final Content NONE =
                new Content(Convergence.Memory.NONE, 0, Map.of(), List.of(), List.of(), null, Map.of(), List.of(), 0);

        Content with(Convergence.Memory newMemory) {
            return new Content(
                    newMemory, lookedAt, states, cycles, losses, lookedFor, problems, contradictions, countedRun);
        }

        Content looked(
                Convergence.Memory newMemory,
                Map<String, MemberState> newStates,
                Map<String, String> newProblems,
                Cycle cycle) {
            return new Content(
                    newMemory,
                    cycle.at(),
                    newStates,
                    LookHistory.kept(before(List.of(cycle), cycles), Instant.ofEpochMilli(cycle.at())),
                    losses,
                    lookedFor,
                    newProblems,
                    contradictions,
                    newMemory.endedRun());
        }

        /** What others want otherwise. */
        Content contradicted(List<Contradiction> now) {
            return new Content(memory, lookedAt, states, cycles, losses, lookedFor, problems, now, countedRun);
        }

        /** What was looked for, and what of it was found to be gone. */
        Content found(String sought, List<Loss> gone) {
            List<Loss> all = before(gone, losses == null ? List.of() : losses);
            List<Loss> newest = all.subList(0, Math.min(all.size(), MAX_LOSSES));
            return new Content(memory, lookedAt, states, cycles, newest, sought, problems, contradictions, countedRun);
        }

        private static <T> List<T> before(List<T> newer, List<T> older) {
            return Stream.concat(newer.stream(), older.stream()).toList();
        }

        /** The look that launched a run has come to nothing after all: no machine stands otherwise since. */
        Content failed(int run, String problem) {
            List<Cycle> all = cycles.stream()
                    .map(cycle -> Integer.valueOf(run).equals(cycle.run()) ? cycle.failed(problem) : cycle)
                    .toList();
            return new Content(memory, lookedAt, states, all, losses, lookedFor, problems, contradictions, run);
        }

        /** Nothing could be looked at; one line, however often that is tried. How the machines stood before stays. */
        Content unable(long at, String problem) {
            Cycle failed = new Cycle(at, Cycle.Kind.FAILED, Map.of(), 0, 0, null, problem, 0, 0);
            List<Cycle> before = couldNotLook() ? cycles.subList(1, cycles.size()) : cycles;
            return new Content(
                            memory, lookedAt, states, before, losses, lookedFor, problems, contradictions, countedRun)
                    .looked(memory, seen() == null ? Map.of() : states, problems == null ? Map.of() : problems, failed);
        }

        /** The newest look that saw how the machines stand, as {@code states} tell it; null if none did. */
        @CheckForNull
        Cycle seen() {
            return cycles.stream().filter(cycle -> !isBlind(cycle)).findFirst().orElse(null);
        }

        /** The machines that stood in a way. */
        Set<String> in(MemberState state) {
            return states.entrySet().stream()
                    .filter(member -> member.getValue() == state)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        /** How many machines the last look has left for lack of room. */
        int left() {
            return cycles.isEmpty() ? 0 : cycles.get(0).left();
        }

        /** Whether a run has ended since the machines were looked at last. */
        boolean hasRunEnded() {
            return memory.endedRun() != countedRun;
        }

        /** How many machines are still to be asked in this round. */
        int unheard() {
            return cycles.isEmpty() ? 0 : cycles.get(0).unheard();
        }

        /** Whether nothing could be looked at the last time. */
        boolean couldNotLook() {
            return !cycles.isEmpty() && isBlind(cycles.get(0));
        }

        /** A group without machines is seen as such. */
        private static boolean isBlind(Cycle cycle) {
            return cycle.kind() == Cycle.Kind.FAILED && cycle.counts().isEmpty();
        }
    }

    /**
     * Reads it, unless it is the one that was read before. Who calls holds the lock of all these files.
     *
     * @throws IOException if it is there and cannot be read
     */
    @NonNull
    Content read() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            State before = read;
            if (before != null
                    && attributes.lastModifiedTime().equals(before.time())
                    && Objects.equals(attributes.fileKey(), before.key())) {
                return before.content();
            }
            Content content = MAPPER.readValue(Files.readAllBytes(file), Content.class);
            read = new State(content, attributes.lastModifiedTime(), attributes.fileKey());
            return content;
        } catch (NoSuchFileException e) {
            return Content.NONE;
        }
    }

    /** Writes it. */
    void write(Content content) throws IOException {
        Path fresh = file.resolveSibling("convergence.json.new");
        ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(content));
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
