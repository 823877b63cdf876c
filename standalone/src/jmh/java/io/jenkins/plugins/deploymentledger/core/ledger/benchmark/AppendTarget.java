package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** Something that durably takes entries from many threads. */
public interface AppendTarget extends Closeable {

    /** Returns when the entry is on disk. */
    void append(long number) throws IOException;

    /** The kinds of stores that are compared. */
    enum Kind {
        LEDGER {
            @Override
            AppendTarget open(Path directory) throws IOException {
                return new OfLedger(directory);
            }
        },
        SQLITE {
            @Override
            AppendTarget open(Path directory) throws IOException {
                return new OfSqlite(directory);
            }
        },
        H2 {
            @Override
            AppendTarget open(Path directory) throws IOException {
                return new OfH2(directory);
            }
        },
        BARE {
            @Override
            AppendTarget open(Path directory) throws IOException {
                return new Bare(directory);
            }
        };

        abstract AppendTarget open(Path directory) throws IOException;
    }

    /** Events made beforehand, so that making them is not measured. */
    final class Prepared {

        private static final int COUNT = 1 << 14;

        private final List<AuditEvent> events = new ArrayList<>();
        private final List<byte[]> records = new ArrayList<>();

        Prepared() {
            for (int i = 0; i < COUNT; i++) {
                AuditEvent event = Events.event(i, COUNT);
                events.add(event);
                records.add(EntryCodec.encode(new AuditEntry(i, AuditEntry.NOTHING_BEFORE, Events.START, event)));
            }
        }

        AuditEvent event(long number) {
            return events.get((int) number & COUNT - 1);
        }

        byte[] record(long number) {
            return records.get((int) number & COUNT - 1);
        }
    }

    /** The ledger in its default mode, durable. */
    final class OfLedger implements AppendTarget {

        private final Prepared prepared = new Prepared();
        private final Ledger ledger;

        OfLedger(Path directory) throws IOException {
            this.ledger = Ledger.open(directory.resolve("ledger"), LedgerOptions.DEFAULTS);
        }

        @Override
        public void append(long number) throws IOException {
            ledger.append(prepared.event(number)).join();
        }

        @Override
        public void close() throws IOException {
            ledger.close();
        }
    }

    /** WAL with synchronous FULL; one connection, since there is one writer anyway and waiting for its lock costs more. */
    final class OfSqlite implements AppendTarget {

        private final Prepared prepared = new Prepared();
        private final Connection connection;
        private final PreparedStatement insert;

        OfSqlite(Path directory) throws IOException {
            try {
                connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("sqlite.db"));
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA journal_mode=WAL");
                    statement.execute("PRAGMA synchronous=FULL");
                    statement.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, json BLOB NOT NULL)");
                }
                insert = connection.prepareStatement("INSERT INTO entry (json) VALUES (?)");
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        @Override
        public synchronized void append(long number) throws IOException {
            try {
                insert.setBytes(1, prepared.record(number));
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                insert.close();
                connection.close();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }

    /** A connection a thread; a commit alone is not forced to disk by H2, CHECKPOINT SYNC is. */
    final class OfH2 implements AppendTarget {

        private final Prepared prepared = new Prepared();
        private final String url;
        private final List<Connection> connections = new ArrayList<>();
        private final ThreadLocal<PreparedStatement[]> statements = ThreadLocal.withInitial(this::connect);

        OfH2(Path directory) throws IOException {
            url = "jdbc:h2:" + directory.toAbsolutePath().resolve("h2") + ";WRITE_DELAY=0";
            try {
                Connection first = DriverManager.getConnection(url);
                connections.add(first);
                try (Statement statement = first.createStatement()) {
                    statement.execute(
                            "CREATE TABLE entry (seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, json VARBINARY(65535))");
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        private PreparedStatement[] connect() {
            try {
                Connection connection = DriverManager.getConnection(url);
                synchronized (connections) {
                    connections.add(connection);
                }
                return new PreparedStatement[] {
                    connection.prepareStatement("INSERT INTO entry (json) VALUES (?)"),
                    connection.prepareStatement("CHECKPOINT SYNC")
                };
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void append(long number) throws IOException {
            try {
                PreparedStatement[] mine = statements.get();
                mine[0].setBytes(1, prepared.record(number));
                mine[0].executeUpdate();
                mine[1].execute();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                for (Connection connection : connections) {
                    connection.close();
                }
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }

    /** The least that group commit can be: a queue, a write, a force. No tree, no checksum, no proof. */
    final class Bare implements AppendTarget {

        private record Waiting(byte[] record, CompletableFuture<Void> done) {}

        private final Prepared prepared = new Prepared();
        private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(8192);
        private final FileChannel channel;
        private final Thread writer = new Thread(this::write, "bare writer");

        Bare(Path directory) throws IOException {
            channel = FileChannel.open(
                    directory.resolve("bare"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            writer.setDaemon(true);
            writer.start();
        }

        private void write() {
            List<Waiting> batch = new ArrayList<>();
            try {
                while (true) {
                    batch.add(queue.take());
                    queue.drainTo(batch);
                    ByteBuffer bytes = ByteBuffer.allocate(batch.stream()
                            .mapToInt(waiting -> waiting.record.length)
                            .sum());
                    batch.forEach(waiting -> bytes.put(waiting.record));
                    bytes.flip();
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(false);
                    batch.forEach(waiting -> waiting.done.complete(null));
                    batch.clear();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                batch.forEach(waiting -> waiting.done.completeExceptionally(e));
            }
        }

        @Override
        public void append(long number) throws IOException {
            Waiting waiting = new Waiting(prepared.record(number), new CompletableFuture<>());
            try {
                queue.put(waiting);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            waiting.done.join();
        }

        @Override
        public void close() throws IOException {
            writer.interrupt();
            channel.close();
        }
    }
}
