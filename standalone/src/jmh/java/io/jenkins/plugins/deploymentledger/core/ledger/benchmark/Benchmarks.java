package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import io.jenkins.plugins.deploymentledger.core.history.benchmark.TaskMeasures;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks by name, one after the other: append, query (ledger and SQLite in turns), queryalone (one after the other, by JMH),
 * overview, memory, export, verify, tasks (the index of tasks), or all of them; dataset makes what they need.
 */
public final class Benchmarks {

    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);

    private Benchmarks() {}

    /**
     * Runs benchmarks.
     *
     * @param names which
     */
    public static void main(String[] names) throws IOException, RunnerException, SQLException {
        List<String> wanted = List.of(names);
        if (wanted.contains("append") || wanted.contains("all")) {
            // The disk is not the same from minute to minute: all stores take turns, several times.
            for (int round = 0; round < ROUNDS; round++) {
                for (int threads : new int[] {1, 8, 64}) {
                    run(AppendBenchmark.class, threads);
                }
            }
        }
        if (wanted.contains("memory") || wanted.contains("all")) {
            Memory.measure();
        }
        if (wanted.contains("dataset")) {
            Dataset.sqlite();
            Dataset.jsonLines();
        }
        if (wanted.contains("query") || wanted.contains("all")) {
            Dataset.sqlite();
            QueryTurns.measure();
            run(ScanBenchmark.class, 1);
        }
        if (wanted.contains("queryalone") || wanted.contains("all")) {
            Dataset.sqlite();
            run(QueryBenchmark.class, 1);
        }
        if (wanted.contains("overview") || wanted.contains("all")) {
            Dataset.ledger();
            run(OverviewBenchmark.class, 1);
        }
        if (wanted.contains("export") || wanted.contains("all")) {
            Dataset.ledger();
            run(ExportBenchmark.class, 1);
        }
        if (wanted.contains("verify") || wanted.contains("all")) {
            Dataset.ledger();
            run(VerifyBenchmark.class, 1);
        }
        if (wanted.contains("tasks") || wanted.contains("all")) {
            TaskMeasures.measure();
        }
    }

    private static void run(Class<?> benchmark, int threads) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include("\\." + benchmark.getSimpleName() + "\\.")
                        .threads(threads)
                        .jvmArgsPrepend(
                                "-Dbenchmark.directory=" + Dataset.DIRECTORY.toAbsolutePath(),
                                "-Dbenchmark.entries=" + Dataset.ENTRIES)
                        .build())
                .run();
    }
}
