package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.index.LedgerIndex;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** The same entries as a ledger, as a SQLite database with fitting indexes, and as JSON lines; made once and kept. */
final class Dataset {

    static final long ENTRIES = Long.getLong("benchmark.entries", 10_000_000);
    static final Path DIRECTORY = Path.of(System.getProperty("benchmark.directory", "target/benchmark"));

    private static final Path SET = DIRECTORY.resolve("set-" + ENTRIES);
    private static final int BATCH = 10_000;

    private Dataset() {}

    /** The instant after the last event. */
    static Instant end() {
        return Events.START.plus(Duration.ofDays(Events.DAYS));
    }

    static LedgerOptions options() {
        return LedgerOptions.DEFAULTS.withWriting(WriterOptions.DEFAULTS.withQueue(100_000, Duration.ofSeconds(60)));
    }

    static Path ledger() throws IOException {
        return made("ledger", Dataset::makeLedger);
    }

    static Path sqlite() throws IOException {
        return made("sqlite.db", Dataset::makeSqlite);
    }

    static Path jsonLines() throws IOException {
        return made("entries.jsonl", Dataset::makeJsonLines);
    }

    static Connection connect(Path database) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size=-262144");
            statement.execute("PRAGMA mmap_size=17179869184");
        }
        return connection;
    }

    private interface Making {
        void make(Path path) throws IOException, SQLException;
    }

    private static Path made(String name, Making making) throws IOException {
        Path path = SET.resolve(name);
        Path done = SET.resolve(name + ".made");
        if (!Files.exists(done)) {
            Files.createDirectories(SET);
            long began = System.nanoTime();
            try {
                making.make(path);
            } catch (SQLException e) {
                throw new IOException(e);
            }
            Files.createFile(done);
            System.out.printf("Made %s in %.1f s%n", path, (System.nanoTime() - began) / 1e9);
        }
        return path;
    }

    private static void makeLedger(Path path) throws IOException {
        try (Ledger ledger = Ledger.open(path, options())) {
            CompletableFuture<?> last = null;
            for (long i = 0; i < ENTRIES; i++) {
                last = ledger.append(Events.event(i, ENTRIES));
                if (i % 50_000 == 0) {
                    last.join();
                }
            }
            if (last != null) {
                last.join();
            }
        }
        long began = System.nanoTime();
        try (Ledger ledger = Ledger.open(path, options());
                LedgerReader reader = ledger.reader()) {
            LedgerIndex.kept().prepare(reader);
        }
        System.out.printf("Indexed in %.1f s%n", (System.nanoTime() - began) / 1e9);
    }

    private static void makeSqlite(Path path) throws IOException, SQLException {
        Files.deleteIfExists(path);
        try (Connection connection = connect(path);
                Ledger ledger = Ledger.open(ledger(), options());
                LedgerReader reader = ledger.reader();
                EntryCursor cursor = reader.ascending(0, Long.MAX_VALUE);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=OFF");
            statement.execute("PRAGMA synchronous=OFF");
            statement.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, event TEXT NOT NULL,"
                    + " actor_id TEXT NOT NULL, target_id TEXT NOT NULL, json BLOB NOT NULL)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)")) {
                for (int count = 1; cursor.next(); count++) {
                    AuditEntry entry = cursor.entry();
                    insert.setLong(1, entry.sequence());
                    insert.setLong(2, entry.time().toEpochMilli());
                    insert.setString(3, entry.event().name());
                    insert.setString(4, entry.operatedBy().id());
                    insert.setString(5, entry.target().id());
                    insert.setBytes(6, EntryCodec.encode(entry));
                    insert.addBatch();
                    if (count % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            for (String columns : new String[] {"time", "event, time", "actor_id, time", "target_id, time"}) {
                statement.execute("CREATE INDEX \"by " + columns + "\" ON entry (" + columns + ")");
            }
            statement.execute("ANALYZE");
            connection.commit();
        }
    }

    private static void makeJsonLines(Path path) throws IOException {
        try (Ledger ledger = Ledger.open(ledger(), options());
                LedgerReader reader = ledger.reader();
                EntryCursor cursor = reader.ascending(0, Long.MAX_VALUE);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 20)) {
            while (cursor.next()) {
                out.write(cursor.json());
                out.write('\n');
            }
        }
    }
}
