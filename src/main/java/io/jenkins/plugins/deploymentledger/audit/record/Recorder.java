package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Takes events from all threads of Jenkins and hands them, one after the other, to the trail.
 *
 * <p>Whoever records holds locks of Jenkins, perhaps the queue's. So recording is adding to a queue, of at most
 * {@value #CAPACITY} events; everything else is done by one thread. What finds the queue full is counted, and the count is
 * recorded as soon as there is room.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class Recorder {

    /** How many events may wait. */
    static final int CAPACITY = 20_000;

    private final ThreadPoolExecutor lane = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(CAPACITY),
            new NamingThreadFactory(new DaemonThreadFactory(), "Audit recorder"));
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong unreported = new AtomicLong();

    private final Trail trail;

    /** Prepares the queue; its thread starts with the first event, and the ledger is opened for it. */
    public Recorder() {
        this(new LedgerTrail(Jenkins.get().getRootDir().toPath().resolve("audit-trail")));
    }

    /** A recorder for another trail. */
    Recorder(Trail trail) {
        this.trail = trail;
        lane.allowCoreThreadTimeOut(true);
    }

    /** The recorder of this controller; empty while Jenkins is not far enough to have one, or is gone. */
    @NonNull
    public static Optional<Recorder> find() {
        return Jenkins.getInstanceOrNull() == null
                ? Optional.empty()
                : ExtensionList.lookup(Recorder.class).stream().findFirst();
    }

    /**
     * Records an event.
     *
     * @return completes when it is on disk, exceptionally if it cannot be written
     */
    @NonNull
    public CompletableFuture<Void> record(@NonNull AuditEvent event) {
        return record(event.event(), () -> List.of(event));
    }

    /**
     * Records events that are made on the recorder's thread.
     *
     * @param effect what the events will be about, whether or not there will be any
     * @return completes when it is on disk, or when there turned out to be none; exceptionally if it cannot be written
     */
    @NonNull
    public CompletableFuture<Void> record(@NonNull EventType effect, @NonNull Supplier<List<AuditEvent>> later) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            scope.saw(effect);
            scope.pending().add(written);
        }
        enqueue(effect, later, written);
        return written;
    }

    /** Records events that may turn out to be none; the current request waits for them, but they do not account for it. */
    public void recordPerhaps(@NonNull Supplier<List<AuditEvent>> later) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            scope.pending().add(written);
        }
        enqueue(EventType.of("audit.sweep"), later, written);
    }

    /** Records an event for which the current request does not wait. */
    void recordAside(AuditEvent event) {
        enqueue(event.event(), () -> List.of(event), new CompletableFuture<>());
    }

    private void enqueue(EventType effect, Supplier<List<AuditEvent>> later, CompletableFuture<Void> written) {
        try {
            lane.execute(() -> write(effect, later, written));
        } catch (RejectedExecutionException e) {
            lost.incrementAndGet();
            unreported.incrementAndGet();
            written.completeExceptionally(e);
        }
    }

    private void write(EventType effect, Supplier<List<AuditEvent>> later, CompletableFuture<Void> written) {
        reportLost();
        boolean handed = Hook.run(effect.name(), () -> {
            List<CompletableFuture<?>> appended = new ArrayList<>();
            later.get().forEach(event -> appended.add(append(event)));
            CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).whenComplete((all, failure) -> {
                if (failure == null) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(failure);
                }
            });
        });
        if (!handed) {
            lost.incrementAndGet();
            written.completeExceptionally(new IllegalStateException("The event could not be made: " + effect));
        }
    }

    private CompletableFuture<?> append(AuditEvent event) {
        return trail.append(event).whenComplete((receipt, failure) -> {
            if (failure != null) {
                lost.incrementAndGet();
            }
        });
    }

    private void reportLost() {
        long count = unreported.getAndSet(0);
        if (count > 0) {
            trail.append(AuditEvent.of(LedgerEvents.GAP)
                    .by("SYSTEM", "Jenkins")
                    .outcome(Outcome.FAILURE)
                    .detail("refused", Long.toString(count))
                    .detail("because", "More than " + CAPACITY + " events waited to be recorded")
                    .build());
        }
    }

    /** How many events were lost since Jenkins started. */
    public long lost() {
        return lost.get();
    }

    /** Where the entries go. */
    @NonNull
    public Trail trail() {
        return trail;
    }

    /** How many events wait for the recorder. */
    public int waiting() {
        return lane.getQueue().size();
    }

    /**
     * Waits until what was recorded so far is on disk, but no longer than the bound.
     *
     * @return whether it is
     */
    public boolean flush(@NonNull Duration bound) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        try {
            lane.execute(() -> trail.flushed().whenComplete((done, failure) -> reached.complete(null)));
            reached.get(bound.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            return false;
        }
    }

    /** Takes no more events, writes those that wait, within the bound, and closes the trail. */
    public void close(@NonNull Duration bound) throws InterruptedException {
        lane.shutdown();
        if (!lane.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS)) {
            lost.addAndGet(lane.shutdownNow().size());
        }
        trail.close();
    }
}
