package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import io.jenkins.plugins.deploymentledger.core.ledger.benchmark.QueryBenchmark.Question;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * The questions of {@link QueryBenchmark}, the ledger and SQLite in turns of a few queries, by the clock and by the processor time of the one
 * thread that asks: where others use the machine as well, the clock tells more of them than of the query.
 */
final class QueryTurns {

    private static final long TIME = TimeUnit.SECONDS.toNanos(Integer.getInteger("benchmark.seconds", 10));
    private static final int TURN = 4;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private QueryTurns() {}

    /** One query. */
    private interface Query {
        Object ask() throws IOException, SQLException;
    }

    /** What queries took, by the clock and by the processor. */
    private static final class Times {
        private final LongStream.Builder clock = LongStream.builder();
        private final LongStream.Builder processor = LongStream.builder();

        @Override
        public String toString() {
            return percentiles(clock) + ", processor " + percentiles(processor);
        }

        private static String percentiles(LongStream.Builder times) {
            long[] sorted = times.build().sorted().toArray();
            return String.format(
                    "p50 %7.3f p99 %7.3f ms", sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
        }
    }

    static void measure() throws IOException, SQLException {
        for (Question question : Question.values()) {
            for (int days : new int[] {7, 90}) {
                new QueryTurns().measure(question, days);
            }
        }
    }

    private void measure(Question question, int days) throws IOException, SQLException {
        QueryBenchmark benchmark = new QueryBenchmark();
        benchmark.question = question;
        benchmark.days = days;
        benchmark.open();
        Times[] times = {};
        for (String phase : Arrays.asList("warm-up", "measurement")) {
            times = new Times[] {new Times(), new Times()};
            for (long end = System.nanoTime() + TIME; System.nanoTime() < end; ) {
                turn(times[0], benchmark::ledger, phase);
                turn(times[1], benchmark::sqlite, phase);
            }
        }
        benchmark.close();
        System.out.printf("%-7s %2d days  ledger %s%n                 SQLite %s%n", question, days, times[0], times[1]);
    }

    private void turn(Times times, Query query, String phase) throws IOException, SQLException {
        for (int i = 0; i < TURN; i++) {
            long clock = System.nanoTime();
            long processor = threads.getCurrentThreadCpuTime();
            if (query.ask() == null) {
                throw new IOException("No answer in the " + phase);
            }
            times.processor.add(threads.getCurrentThreadCpuTime() - processor);
            times.clock.add(System.nanoTime() - clock);
        }
    }
}
