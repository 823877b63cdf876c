package io.jenkins.plugins.deploymentledger.dashboard.plan;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps what is still to come, as one source has it, until that says something else, a start has come, or a minute is over.
 *
 * <p>It is gathered on another thread, since the security realm may be asked for somebody's teams. Safe for use by several threads.
 */
final class Gathered {

    private static final Logger LOGGER = Logger.getLogger(Gathered.class.getName());

    /** Nobody tells when people come into a group of the security realm, so nothing is kept for longer. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** How long is believed that something is about to begin: until it has begun, which nobody tells. */
    private static final Duration DUE = Duration.ofSeconds(2);

    /** How long a page waits for what is being gathered; then it shows what was known before. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Known(List<PlannedTask> planned, Instant gathered, Instant until, Object state) {}

    private final Supplier<Object> state;
    private final Supplier<List<PlannedTask>> source;
    private final AtomicLong version = new AtomicLong();
    private volatile Known latest = new Known(List.of(), Instant.MIN, Instant.MIN, "none");
    private CompletableFuture<Known> gathering = CompletableFuture.completedFuture(latest);

    /**
     * Gathers nothing yet.
     *
     * @param state equal for as long as the source says the same; asked often, by the threads that draw pages
     * @param source asked on another thread, as Jenkins itself
     */
    Gathered(@NonNull Supplier<Object> state, @NonNull Supplier<List<PlannedTask>> source) {
        this.state = state;
        this.source = source;
    }

    /**
     * What the source says.
     *
     * <p>Waits only where what is known is wrong: a start has come, or something else is to come. What is merely old is gathered again
     * for the next one who asks.
     */
    @NonNull
    List<PlannedTask> all() {
        Object wanted = state.get();
        CompletableFuture<Known> gathered = gather(wanted);
        Known known = latest;
        if (!known.state().equals(wanted) || !Instant.now().isBefore(known.until())) {
            known = await(gathered);
        }
        // What was under way may have begun before the newest change.
        return (known.state().equals(wanted) ? known : await(gather(wanted))).planned();
    }

    /** Grows whenever something else is to come than before; to be asked before {@link #all}. Waits as that does. */
    long version() {
        all();
        return version.get();
    }

    /** Begins to gather, so that the first page need not wait. */
    void prepare() {
        gather(state.get());
    }

    private synchronized CompletableFuture<Known> gather(Object wanted) {
        if (gathering.isDone() && isOutdated(latest, wanted, Instant.now())) {
            gathering = CompletableFuture.supplyAsync(this::look, Computer.threadPoolForRemoting);
        }
        return gathering;
    }

    private static boolean isOutdated(Known known, Object wanted, Instant now) {
        return !known.state().equals(wanted)
                || !now.isBefore(known.until())
                || now.isAfter(known.gathered().plus(KEPT));
    }

    private Known look() {
        Object before = state.get();
        Instant now = Instant.now();
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            List<PlannedTask> planned =
                    source.get().stream().sorted(PlannedTask.ORDER).toList();
            Instant until = planned.stream()
                    .filter(one -> !one.isWaiting() && one.origin() == TaskOrigin.SCHEDULE)
                    .map(one -> one.next().isAfter(now) ? one.next() : now.plus(DUE))
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
            if (!planned.equals(latest.planned())) {
                version.incrementAndGet();
            }
            latest = new Known(planned, now, until, before);
            return latest;
        }
    }

    private Known await(CompletableFuture<Known> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOGGER.log(Level.FINE, "What is still to come takes long to gather", e);
        } catch (ExecutionException e) {
            LOGGER.log(Level.WARNING, "What is still to come cannot be gathered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return latest;
    }
}
