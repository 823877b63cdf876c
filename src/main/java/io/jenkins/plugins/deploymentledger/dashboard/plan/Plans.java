package io.jenkins.plugins.deploymentledger.dashboard.plan;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jenkins.model.Jenkins;

/**
 * What is still to come on this controller: every job's next scheduled start, and every convergence.
 *
 * <p>It is gathered from the configurations of jobs, on another thread since the security realm may be asked for the teams of an
 * owner, and kept until something was configured, a start has come, or a minute is over. Safe for use by several threads.
 */
@Extension
public final class Plans {

    private static final Logger LOGGER = Logger.getLogger(Plans.class.getName());

    /** Nobody tells when people come into a group of the security realm, so nothing is kept for longer. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** How long a page waits for what is being gathered; then it shows what was known before. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Known(List<PlannedTask> planned, Instant gathered, Instant until, long changes) {}

    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong version = new AtomicLong();
    private volatile Known latest = new Known(List.of(), Instant.MIN, Instant.MIN, 0);
    private CompletableFuture<Known> gathering = CompletableFuture.completedFuture(latest);

    /** The plans of this controller. */
    @NonNull
    public static Plans get() {
        return ExtensionList.lookupSingleton(Plans.class);
    }

    /**
     * Everything that is still to come, the soonest first; whoever shows it must ask who may see it.
     *
     * <p>Waits only where what is known is wrong: a start has come, or something was configured. What is merely old is gathered again
     * for the next one who asks.
     */
    @NonNull
    public List<PlannedTask> all() {
        long wanted = changes.get();
        CompletableFuture<Known> gathered = gather();
        Known known = latest;
        if (known.changes() < wanted || !Instant.now().isBefore(known.until())) {
            known = await(gathered);
        }
        // What was under way may have begun before the newest change.
        return (known.changes() < wanted ? await(gather()) : known).planned();
    }

    /** Grows whenever something else is planned than before; to be asked before {@link #all}. Waits as that does. */
    public long version() {
        all();
        return version.get();
    }

    /** Begins to gather, so that the first page need not wait. */
    void prepare() {
        changed();
        gather();
    }

    /** Something was configured that may be planned. */
    void changed() {
        changes.incrementAndGet();
    }

    private synchronized CompletableFuture<Known> gather() {
        if (gathering.isDone() && isOutdated(latest, Instant.now())) {
            gathering = CompletableFuture.supplyAsync(this::look, Computer.threadPoolForRemoting);
        }
        return gathering;
    }

    private boolean isOutdated(Known known, Instant now) {
        return known.changes() < changes.get()
                || !now.isBefore(known.until())
                || now.isAfter(known.gathered().plus(KEPT));
    }

    private Known look() {
        long before = changes.get();
        Instant now = Instant.now();
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            List<PlannedTask> planned = StreamSupport.stream(
                            Jenkins.get().allItems(DeploymentJob.class).spliterator(), false)
                    .flatMap(Plans::of)
                    .sorted(PlannedTask.ORDER)
                    .toList();
            Instant until = planned.stream()
                    .filter(one -> one.origin() == TaskOrigin.SCHEDULE)
                    .map(PlannedTask::next)
                    .findFirst()
                    .orElse(Instant.MAX);
            if (!planned.equals(latest.planned())) {
                version.incrementAndGet();
            }
            latest = new Known(planned, now, until, before);
            return latest;
        }
    }

    private static Stream<PlannedTask> of(DeploymentJob job) {
        try {
            return PlanFacts.of(job).stream();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Nobody can tell what is still to come of " + job.getFullName());
            return Stream.empty();
        }
    }

    private Known await(CompletableFuture<Known> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOGGER.log(Level.FINE, "What is planned takes long to gather", e);
        } catch (ExecutionException e) {
            LOGGER.log(Level.WARNING, "What is planned cannot be gathered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return latest;
    }
}
