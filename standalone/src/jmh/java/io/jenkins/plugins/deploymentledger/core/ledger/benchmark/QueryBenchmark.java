package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerIndex;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/** The first page of 50 entries, newest first, as entries ready to be shown. Each query is for other people and things. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 2, time = 8)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class QueryBenchmark {

    static final int PAGE = 50;

    /** What is asked for. */
    public enum Question {
        /** The default view: everything, newest first. */
        VIEW,
        /** Three types of event, or'ed, and three people, or'ed. */
        OR_AND,
        /** One person and one thing that seldom meet. */
        RARE
    }

    /** What is asked for. */
    @Param
    public Question question;

    /** Of how many days. */
    @Param({"7", "90"})
    public int days;

    private final Random random = new Random(1);
    private Ledger ledger;
    private LedgerIndex index;
    private Connection connection;

    /** The values that a question asks for. */
    record Values(List<String> events, List<String> actors, List<String> targets, Period period) {

        static Values of(Question question, int days, Random random) {
            List<String> events = new ArrayList<>();
            List<String> actors = new ArrayList<>();
            List<String> targets = new ArrayList<>();
            if (question == Question.OR_AND) {
                for (int i = 0; i < 3; i++) {
                    events.add(Events.type(random.nextInt(60)));
                    actors.add(Events.actorId(random.nextInt(500)));
                }
            } else if (question == Question.RARE) {
                actors.add(Events.actorId(100 + random.nextInt(400)));
                targets.add(Events.targetId(5_000 + random.nextInt(15_000)));
            }
            Instant end = Dataset.end().minusSeconds(random.nextInt(3_600));
            return new Values(events, actors, targets, new Period(end.minus(Duration.ofDays(days)), end));
        }

        LedgerQuery query() {
            LedgerQuery.Builder query = LedgerQuery.builder().period(period);
            events.forEach(event -> query.accept(FilterKind.EVENT, TextFilter.of(event)));
            actors.forEach(actor -> query.accept(FilterKind.OPERATED_BY_ID, TextFilter.of(actor)));
            targets.forEach(target -> query.accept(FilterKind.TARGET_ID, TextFilter.of(target)));
            return query.build();
        }
    }

    /** Opens both. */
    @Setup(Level.Trial)
    public void open() throws IOException, SQLException {
        ledger = Ledger.open(Dataset.ledger(), Dataset.options());
        index = LedgerIndex.kept();
        connection = Dataset.connect(Dataset.sqlite());
    }

    /** Closes both. */
    @TearDown(Level.Trial)
    public void close() throws IOException, SQLException {
        connection.close();
        ledger.close();
    }

    /** As a page does it: with a reader of its own, over what is in the ledger now. */
    @Benchmark
    public List<AuditEntry> ledger() throws IOException {
        LedgerQuery query = Values.of(question, days, random).query();
        try (LedgerReader reader = ledger.reader()) {
            return index.search(reader).page(query, Optional.empty(), PAGE).entries();
        }
    }

    /** The same from SQLite; the rows are parsed as well. */
    @Benchmark
    public List<AuditEntry> sqlite() throws IOException, SQLException {
        Values values = Values.of(question, days, random);
        StringBuilder sql = new StringBuilder("SELECT json FROM entry WHERE time >= ? AND time <= ?");
        List<String> texts = new ArrayList<>();
        in(sql, "event", values.events(), texts);
        in(sql, "actor_id", values.actors(), texts);
        in(sql, "target_id", values.targets(), texts);
        sql.append(" ORDER BY time DESC, seq DESC LIMIT ").append(PAGE + 1);
        List<AuditEntry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            select.setLong(1, values.period().firstMilli());
            select.setLong(2, values.period().lastMilli());
            for (int i = 0; i < texts.size(); i++) {
                select.setString(3 + i, texts.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(EntryCodec.decode(rows.getBytes(1)));
                }
            }
        }
        return entries;
    }

    private static void in(StringBuilder sql, String column, List<String> values, List<String> texts) {
        if (!values.isEmpty()) {
            sql.append(" AND ")
                    .append(column)
                    .append(" IN (?")
                    .append(", ?".repeat(values.size() - 1))
                    .append(')');
            texts.addAll(values);
        }
    }
}
