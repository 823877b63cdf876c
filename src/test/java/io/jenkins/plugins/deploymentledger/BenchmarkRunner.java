package io.jenkins.plugins.deploymentledger;

import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.benchmark.jmh.BenchmarkFinder;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks, with the profile {@code jmh-benchmark} only; {@code docs/benchmarks.md} says how.
 *
 * <p>The system property {@code benchmark.include} chooses some of them by a regular expression.
 */
class BenchmarkRunner {

    private static final Path REPORT = Path.of("target", "jmh-reports", "benchmarks.json");

    @Test
    void run() throws Exception {
        Files.createDirectories(REPORT.getParent());
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.seconds(5))
                .measurementIterations(Integer.getInteger("benchmark.iterations", 5))
                .measurementTime(TimeValue.seconds(5))
                .shouldFailOnError(true)
                .result(REPORT.toString())
                .resultFormat(ResultFormatType.JSON);
        String chosen = System.getProperty("benchmark.include", "");
        if (chosen.isEmpty()) {
            new BenchmarkFinder(getClass()).findBenchmarks(options);
        } else {
            options.include(chosen);
        }
        new Runner(options.build()).run();
    }
}
