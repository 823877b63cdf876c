package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Durable appends a second: each returns when its entry is on disk. The number of threads comes from the runner. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 2, time = 4)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class AppendBenchmark {

    /** What is appended to. */
    @Param({"LEDGER", "SQLITE", "H2", "BARE"})
    public AppendTarget.Kind store;

    private final AtomicLong number = new AtomicLong();
    private Path directory;
    private AppendTarget target;

    /** Begins with an empty store. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        Files.createDirectories(Dataset.DIRECTORY);
        directory = Files.createTempDirectory(Dataset.DIRECTORY, "append");
        target = store.open(directory);
    }

    /** Removes the store. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        target.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Appends one entry. */
    @Benchmark
    public void append() throws IOException {
        target.append(number.getAndIncrement());
    }
}
