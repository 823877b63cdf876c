package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs benchmarks by name, one after the other: append, query, memory, export, verify, or all
 * of them; dataset makes what they need. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs benchmarks.
     *
     * @param names which
     */
    public static void main(String[] names) throws IOException, RunnerException {
        List<String> wanted = List.of(names);
        if (wanted.contains("append") || wanted.contains("all")) {
            for (int threads : new int[] {1, 8, 64}) {
                run(AppendBenchmark.class, threads);
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
            run(QueryBenchmark.class, 1);
            run(ScanBenchmark.class, 1);
        }
        if (wanted.contains("export") || wanted.contains("all")) {
            Dataset.ledger();
            run(ExportBenchmark.class, 1);
        }
        if (wanted.contains("verify") || wanted.contains("all")) {
            Dataset.ledger();
            run(VerifyBenchmark.class, 1);
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
