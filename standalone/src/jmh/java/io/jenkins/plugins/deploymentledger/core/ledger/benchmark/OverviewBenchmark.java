package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerIndex;
import io.jenkins.plugins.deploymentledger.core.ledger.index.Overview;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Buckets;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Network;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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

/** All that the page of the audit trail asks of the ledger: 50 rows, the histogram, and the counts of every event type. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 2, time = 8)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class OverviewBenchmark {

    private static final int BARS = 100;

    /** How the page is filtered. */
    public enum Filter {
        /** Not at all. */
        NONE,
        /** By three types of event. */
        EVENTS,
        /** By somebody who acts often. */
        ACTOR,
        /** By a beginning that hundreds of targets have. */
        TARGETS,
        /** By a network in which every address lies: the filter that finds most and helps least. */
        EVERYWHERE
    }

    /** How the page is filtered. */
    @Param
    public Filter filter;

    /** Of how many days. */
    @Param({"7", "90"})
    public int days;

    private final Random random = new Random(1);
    private Ledger ledger;
    private LedgerIndex index;

    /** Opens the ledger. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        ledger = Ledger.open(Dataset.ledger(), Dataset.options());
        index = LedgerIndex.kept();
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        ledger.close();
    }

    private LedgerQuery query() {
        Instant end = Dataset.end().minusSeconds(random.nextInt(3_600));
        LedgerQuery.Builder query = LedgerQuery.builder().period(new Period(end.minus(Duration.ofDays(days)), end));
        switch (filter) {
            case NONE -> {}
            case EVENTS ->
                random.ints(3, 0, 60).forEach(type -> query.accept(FilterKind.EVENT, TextFilter.of(Events.type(type))));
            case ACTOR -> query.accept(FilterKind.OPERATED_BY_ID, TextFilter.of(Events.actorId(random.nextInt(10))));
            case TARGETS -> query.accept(FilterKind.TARGET_ID, TextFilter.of("team-" + random.nextInt(40) + "/*"));
            // 10.0.0.0/8, as an IPv4-mapped network.
            default -> query.accept(new Network(0, 0xffff_0a00_0000L, 104));
        }
        return query.build();
    }

    /** The rows and the numbers. */
    public record Page(List<AuditEntry> entries, Overview overview) {}

    /** As a page does it: with a reader of its own, over what is in the ledger now. */
    @Benchmark
    public Page page() throws IOException {
        LedgerQuery query = query();
        try (LedgerReader reader = ledger.reader()) {
            Buckets buckets = Buckets.of(query.period().orElseThrow(), ZoneOffset.UTC, BARS);
            return new Page(
                    index.search(reader)
                            .page(query, Optional.empty(), QueryBenchmark.PAGE)
                            .entries(),
                    index.overview(reader, query, buckets));
        }
    }
}
