package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.audit.settings.Durability;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendMode;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Health;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Opens the ledger of this controller when the first event comes, and again while it cannot be opened.
 *
 * <p>Until it can, events wait in memory, up to a bound; beyond that they are refused and counted. Appending is for the recorder's
 * thread alone.
 */
final class LedgerTrail implements Trail {

    private static final Logger LOGGER = Logger.getLogger(LedgerTrail.class.getName());
    private static final int MAX_WAITING = 10_000;
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** Far from the number that the ledger lets wait before an append waits itself. */
    private static final int MANY = 1_000;

    private final Path directory;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Instant nextAttempt = Instant.MIN;
    private volatile boolean closed;
    private volatile CompletableFuture<?> last = CompletableFuture.completedFuture(null);
    private volatile Ledger ledger;
    private volatile boolean old;
    private volatile String problem = "";

    private record Waiting(AuditEvent event, CompletableFuture<Object> written) {}

    LedgerTrail(Path directory) {
        this.directory = directory;
    }

    @Override
    @NonNull
    public synchronized CompletableFuture<?> append(@NonNull AuditEvent event) {
        Ledger open = opened();
        CompletableFuture<?> written = open != null ? open.append(event) : waitFor(event);
        last = written;
        return written;
    }

    @Override
    @NonNull
    public synchronized BlobReference keep(@NonNull String name, @NonNull byte[] content) throws IOException {
        Ledger open = opened();
        if (open == null) {
            throw new IOException("The ledger is not open" + (problem.isEmpty() ? "" : ": " + problem));
        }
        return open.putBlob(name, content);
    }

    private CompletableFuture<?> waitFor(AuditEvent event) {
        if (closed || waiting.size() >= MAX_WAITING) {
            return CompletableFuture.failedFuture(
                    new IOException(closed ? "The ledger is closed" : "The ledger cannot be opened: " + problem));
        }
        Waiting one = new Waiting(event, new CompletableFuture<>());
        waiting.add(one);
        return one.written();
    }

    @CheckForNull
    private Ledger opened() {
        if (ledger == null && !closed && !Instant.now().isBefore(nextAttempt)) {
            try {
                boolean there = Files.isDirectory(directory);
                ledger = Ledger.open(
                        directory,
                        LedgerOptions.DEFAULTS.withWriting(
                                LedgerOptions.DEFAULTS.writing().withMode(mode())));
                old = there;
                problem = "";
                waiting.forEach(one -> ledger.append(one.event()).whenComplete((receipt, failure) -> {
                    if (failure == null) {
                        one.written().complete(receipt);
                    } else {
                        one.written().completeExceptionally(failure);
                    }
                }));
                waiting.clear();
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
                nextAttempt = Instant.now().plus(RETRY);
                LOGGER.log(Level.SEVERE, e, () -> "The audit ledger in " + directory + " cannot be opened");
            }
        }
        return ledger;
    }

    /** In the strict mode it is the filter that refuses; what happened all the same waits rather than being lost. */
    private static AppendMode mode() {
        Durability durability =
                AuditSettings.find().map(AuditSettings::getDurability).orElse(Durability.DURABLE);
        return durability == Durability.ASYNC ? AppendMode.ASYNC : AppendMode.DURABLE;
    }

    @Override
    @NonNull
    public CompletableFuture<?> flushed() {
        // The ledger writes in order.
        return last;
    }

    @Override
    public boolean isWritable() {
        Ledger open = ledger;
        return open == null ? problem.isEmpty() && !closed : open.health().writable();
    }

    @Override
    public boolean takesAtOnce() {
        Ledger open = ledger;
        if (open == null) {
            return false;
        }
        Health health = open.health();
        return health.writable() && health.waiting() < MANY;
    }

    @Override
    @NonNull
    public String problem() {
        Ledger open = ledger;
        return open == null ? problem : open.health().message();
    }

    @Override
    @NonNull
    public Optional<Ledger> ledger() {
        return Optional.ofNullable(ledger);
    }

    @Override
    public boolean isOld() {
        return old;
    }

    @Override
    public synchronized void retry() {
        nextAttempt = Instant.MIN;
        opened();
    }

    @Override
    public synchronized void close() {
        if (!waiting.isEmpty()) {
            nextAttempt = Instant.MIN;
            opened();
        }
        closed = true;
        if (!waiting.isEmpty()) {
            LOGGER.log(
                    Level.SEVERE,
                    "{0} events for the audit ledger in {1} are lost, since it could not be opened until the end",
                    new Object[] {waiting.size(), directory});
            waiting.forEach(one -> one.written().completeExceptionally(new IOException("The ledger is closed")));
            waiting.clear();
        }
        if (ledger != null) {
            try {
                ledger.close();
            } catch (IOException e) {
                LOGGER.log(
                        Level.WARNING, e, () -> "The audit ledger in " + directory + " was not closed in good order");
            }
            ledger = null;
        }
    }
}
