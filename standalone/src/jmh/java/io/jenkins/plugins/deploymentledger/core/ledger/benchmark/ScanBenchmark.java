package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The or/and filter of {@link QueryBenchmark} over 90 days, by reading all lines of a JSON file and searching them for texts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class ScanBenchmark {

    private final Random random = new Random(1);
    private Path file;

    /** Makes the file. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        file = Dataset.jsonLines();
    }

    /** Reads all lines and keeps the last that match. */
    @Benchmark
    public Deque<String> jsonLines() throws IOException {
        QueryBenchmark.Values values = QueryBenchmark.Values.of(QueryBenchmark.Question.OR_AND, 90, random);
        List<String> events = values.events().stream()
                .map(type -> "\"event\":\"" + type + '"')
                .toList();
        List<String> actors = values.actors().stream()
                .map(id -> "\"by\":{\"id\":\"" + id + '"')
                .toList();
        Deque<String> page = new ArrayDeque<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (actors.stream().anyMatch(line::contains) && events.stream().anyMatch(line::contains)) {
                    page.addLast(line);
                    if (page.size() > QueryBenchmark.PAGE) {
                        page.removeFirst();
                    }
                }
            }
        }
        return page;
    }
}
