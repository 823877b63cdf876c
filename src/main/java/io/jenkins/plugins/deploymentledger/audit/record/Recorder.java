package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Takes events from all threads of Jenkins and hands them, one after the other, to the trail.
 *
 * <p>Whoever records holds locks of Jenkins, perhaps the queue's. So recording is adding to a queue, of at most
 * {@value #CAPACITY} events; everything else is done by one thread at a time: by one of its own, or by that of a request that has come
 * to its end, holds no lock, and waits for its entries anyway. What finds the queue full is counted, and so is all that is lost
 * elsewhere on the way; the count is recorded as soon as anything is.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class Recorder {

    /** How many events may wait. */
    static final int CAPACITY = 20_000;

    /** With how many the queue counts as nearly full: what is under way already still finds room then. */
    static final int NEARLY_FULL = CAPACITY / 10 * 9;

    private static final EventType SWEEP = EventType.of("audit.sweep");

    private final Lane lane = new Lane("Audit recorder", CAPACITY);
    private final Losses losses = new Losses();

    private final Trail trail;

    /** Prepares the queue; its thread starts with the first event, and the ledger is opened for it. */
    public Recorder() {
        this(new LedgerTrail(Jenkins.get().getRootDir().toPath().resolve("audit-trail")));
    }

    /** A recorder for another trail. */
    Recorder(Trail trail) {
        this.trail = trail;
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
        return recordMade(effect, () -> Made.of(later.get()));
    }

    /**
     * Records events that are made on the recorder's thread, where it is remembered that they are told.
     *
     * @param effect what the events will be about, whether or not there will be any
     * @return completes when it is on disk, or when there turned out to be none; exceptionally if it cannot be written
     */
    @NonNull
    public CompletableFuture<Void> recordMade(@NonNull EventType effect, @NonNull Supplier<Made> later) {
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            scope.saw(effect);
        }
        return enqueue(effect, later, scope);
    }

    /** Records events that may turn out to be none; the current request waits for them, but they do not account for it. */
    public void recordPerhaps(@NonNull Supplier<List<AuditEvent>> later) {
        recordMadePerhaps(() -> Made.of(later.get()));
    }

    /** The same, where it is remembered that they are told. */
    public void recordMadePerhaps(@NonNull Supplier<Made> later) {
        enqueue(SWEEP, later, RequestScope.current());
    }

    /**
     * Records an event that is none of the current request, which does not wait for it.
     *
     * @return completes when it is on disk, exceptionally if it cannot be written
     */
    @NonNull
    public CompletableFuture<Void> recordAside(@NonNull AuditEvent event) {
        return recordAside(event.event(), () -> List.of(event));
    }

    /**
     * Records events that are made on the recorder's thread and are none of the current request, which does not wait for them.
     *
     * @param effect what the events will be about, whether or not there will be any
     * @return completes when they are on disk, or when there turned out to be none; exceptionally if they cannot be written
     */
    @NonNull
    public CompletableFuture<Void> recordAside(@NonNull EventType effect, @NonNull Supplier<List<AuditEvent>> later) {
        return enqueue(effect, () -> Made.of(later.get()), null);
    }

    /**
     * Does something on the recorder's thread that has to do with the disk but is no entry; at once if it is the recorder who asks.
     *
     * @return completes when it is done, exceptionally if there is no room for it
     */
    @NonNull
    public CompletableFuture<Void> keep(@NonNull Runnable task) {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        Runnable whole = () -> {
            Hook.run("what is kept", task);
            kept.complete(null);
        };
        if (lane.isMine()) {
            whole.run();
        } else if (!lane.leave(whole)) {
            kept.completeExceptionally(new RejectedExecutionException("No room, or the recorder is closed"));
        }
        return kept;
    }

    /**
     * Does something on the recorder's thread that spares whoever records later some time, and of which nothing is missing where it fails; or
     * not, if the recorder has much to do or is closed.
     */
    public void prepare(@NonNull Runnable task) {
        lane.addSpare(() -> Hook.perhaps("what will be recorded", task));
    }

    /** Takes what is to be recorded; for a request, if there is one, that waits for it at its end. */
    private CompletableFuture<Void> enqueue(EventType effect, Supplier<Made> later, @CheckForNull RequestScope scope) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        Runnable task = () -> write(effect, later, scope, written);
        if (scope != null) {
            scope.pending().add(written);
        }
        boolean taken = scope == null ? lane.add(task) : lane.leave(task);
        if (!taken) {
            if (lane.isClosed()) {
                losses.addUntold();
            } else {
                losses.add(Losses.Reason.NO_ROOM, 1);
            }
            written.completeExceptionally(
                    new RejectedExecutionException("No room, or the recorder is closed: " + effect));
        }
        return written;
    }

    private void write(
            EventType effect, Supplier<Made> later, @CheckForNull RequestScope scope, CompletableFuture<Void> written) {
        boolean handed = Hook.run(effect.name(), () -> {
            Made made = later.get();
            if (scope != null && !made.events().isEmpty()) {
                scope.madeEntry();
            }
            List<CompletableFuture<?>> appended = new ArrayList<>();
            made.events().forEach(event -> appended.add(append(event)));
            if (scope != null && !appended.isEmpty() && lane.waiting() == 0) {
                // The ledger's writer may have been woken on this very processor, and has the disk at work meanwhile.
                Thread.yield();
            }
            // Of what is undone already nothing is held until the ledger takes it: it may be long in coming.
            Runnable undo = remember(effect, made) ? made.untold() : () -> {};
            CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new)).whenComplete((all, failure) -> {
                if (failure == null) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(failure);
                    lane.add(() -> Hook.run(effect.name(), undo));
                }
            });
        });
        if (!handed) {
            losses.add(Losses.Reason.NOT_MADE, 1);
            written.completeExceptionally(new IllegalStateException("The event could not be made: " + effect));
        }
        if (trail.isWritable()) {
            Hook.run("a gap", () -> losses.tell(trail));
        }
    }

    /** While the trail cannot be written, nothing is remembered as told that may never be; says whether it was. */
    private boolean remember(EventType effect, Made made) {
        boolean writable = trail.isWritable();
        if (writable) {
            Hook.run(effect.name(), made.then());
        } else if (!made.events().isEmpty()) {
            Hook.run(effect.name(), made.untold());
        }
        return writable;
    }

    private CompletableFuture<?> append(AuditEvent event) {
        return trail.append(event).whenComplete((receipt, failure) -> {
            if (failure != null) {
                losses.addFailed(failure);
            }
        });
    }

    /** Has what waits recorded at once, since whoever recorded it may not come to an end. */
    public void hurry() {
        lane.call();
    }

    /**
     * Does on the current thread what waits to be recorded, if that is little, nobody else is at it, and the ledger takes entries at
     * once. To be called by those alone who wait for entries, and hold no lock of Jenkins.
     *
     * @param nanos for how long at most, more or less, in nanoseconds
     */
    void help(long nanos) {
        // Whoever records within what is recorded here is no part of the current request.
        try (RequestScope.Entered outside = RequestScope.outside()) {
            lane.help(trail.takesAtOnce() ? nanos : 0);
        }
    }

    /** How many events were lost since Jenkins started. */
    public long lost() {
        return losses.total();
    }

    /** Where the entries go. */
    @NonNull
    public Trail trail() {
        return trail;
    }

    /** How many events wait for the recorder. */
    public int waiting() {
        return lane.waiting();
    }

    /**
     * Whether what is recorded now is to be expected on disk soon: the trail can be written, no event has waited longer than the bound
     * to be handed to it, and there is room for more.
     */
    public boolean keepsUp(@NonNull Duration bound) {
        return trail.isWritable()
                && lane.waiting() < NEARLY_FULL
                && lane.behind().compareTo(bound) <= 0;
    }

    /**
     * Waits until what was recorded so far is on disk, but no longer than the bound.
     *
     * @return whether it is
     */
    public boolean flush(@NonNull Duration bound) {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        if (!lane.add(() -> trail.flushed().whenComplete((done, failure) -> reached.complete(null)))) {
            return false;
        }
        try {
            reached.get(bound.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Writes the events that wait, and those that come meanwhile, within the bound; then takes no more, and closes the trail. */
    public void close(@NonNull Duration bound) throws InterruptedException {
        int undone = lane.close(bound);
        if (undone > 0) {
            losses.add(Losses.Reason.STOPPED, undone);
        }
        losses.tell(trail);
        trail.close();
    }
}
