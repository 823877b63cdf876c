package io.jenkins.plugins.deploymentledger.audit.flood;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.security.HMACConfidentialKey;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Draws events together that come in floods.
 *
 * <p>In each window the first ones are recorded at once. The others are counted, and recorded as one entry at its end, with the
 * count and the times of the first and the last. So nothing is lost. What anybody
 * can cause, under as many names as they like, has a bound over all of it besides, so that nobody without an account can fill the
 * disk; whoever has an account has a bound of their own, so that nobody without one can hide what they do. The counts are kept in a
 * file besides; what a killed process left there is recorded at the next start.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class Floods extends PeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(Floods.class.getName());

    /** How many floods are counted at once; where there are more, the oldest is recorded before its time. */
    private static final int MAX_FLOODS = 2_000;

    /**
     * Begins what all events of a kind by whoever has no account, or by one account, are a flood of; no sender, path or job is called so.
     */
    private static final String ALL = "\u0000";

    private static final HMACConfidentialKey KEY = new HMACConfidentialKey(Floods.class, "journal");

    private static final String FILE = "audit-trail-floods";

    private final Map<Key, Flood> floods = new LinkedHashMap<>();
    private volatile FloodJournal journal;

    private record Key(FloodKind kind, String of) {}

    /**
     * Records an event, or counts it.
     *
     * @return completes when it is kept that it was counted, which the current request waits for, if there is one; at once if it was
     *     recorded
     */
    @NonNull
    public static CompletableFuture<Void> record(
            @NonNull FloodKind kind, @NonNull String of, @NonNull Supplier<AuditEvent.Builder> event) {
        Optional<Floods> found = ExtensionList.lookup(Floods.class).stream().findFirst();
        Flood counted = found.map(floods ->
                        floods.add(new Key(kind, of), () -> event.get().build()))
                .orElse(null);
        if (counted == null) {
            AuditTrail.record(event.get());
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> kept = found.get().keep(counted);
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            scope.madeEntry();
            scope.pending().add(kept);
        }
        return kept;
    }

    /**
     * Whether an event is to be recorded by itself; counts it if not.
     *
     * @param of what it is a flood of: events of one kind with the same are drawn together
     * @param event makes the event, if it is the first that is counted
     */
    public static boolean admits(@NonNull FloodKind kind, @NonNull String of, @NonNull Supplier<AuditEvent> event) {
        Optional<Floods> found = ExtensionList.lookup(Floods.class).stream().findFirst();
        Flood counted =
                found.map(floods -> floods.add(new Key(kind, of), event)).orElse(null);
        if (counted != null) {
            found.get().keep(counted);
        }
        return counted == null;
    }

    /** The flood in which an event was counted; null if it is to be recorded by itself. */
    @CheckForNull
    private Flood add(Key key, Supplier<AuditEvent> event) {
        List<Flood> over = new ArrayList<>();
        Flood counted = null;
        String sender = sender();
        synchronized (floods) {
            Flood all = key.kind().isOfAnybody() ? flood(new Key(key.kind(), ALL + sender), over) : null;
            if (all != null && all.isFull() && !floods.containsKey(key)) {
                counted = all;
                all.count(() -> Flood.ofVarious(event.get()));
            } else {
                Flood flood = flood(key, over);
                if (!flood.admits() || all != null && !all.admits()) {
                    counted = flood;
                    flood.count(event);
                }
            }
        }
        record(over);
        return counted;
    }

    /**
     * Has a count kept in the file: by the recorder, since the disk may keep whoever writes to it waiting, and once for all that come
     * before it does.
     */
    private CompletableFuture<Void> keep(Flood flood) {
        CompletableFuture<Void> kept;
        synchronized (floods) {
            CompletableFuture<Void> already = flood.keeping();
            if (already != null) {
                return already;
            }
            kept = new CompletableFuture<>();
            flood.keeping(kept);
        }
        later(() -> write(flood)).whenComplete((done, failure) -> kept.complete(null));
        return kept;
    }

    private static CompletableFuture<Void> later(Runnable task) {
        return Recorder.find()
                .map(recorder -> recorder.keep(task))
                .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("There is no recorder")));
    }

    /** On the recorder's thread. */
    private void write(Flood flood) {
        Flood.Count counted;
        synchronized (floods) {
            counted = flood.toKeep();
        }
        FloodJournal open = journal;
        try {
            if (open != null) {
                flood.keep(open, counted);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What is counted for the audit trail is kept in memory alone", e);
        }
    }

    /** The account that the current request is from; empty if it has none. */
    private static String sender() {
        RequestScope scope = RequestScope.current();
        return scope != null && Identities.isAccount(scope.initiator())
                ? scope.initiator().id()
                : "";
    }

    /** The flood of a key that is under way, or a fresh one. */
    private Flood flood(Key key, List<Flood> over) {
        Flood flood = floods.get(key);
        if (flood != null && flood.isOver()) {
            over.add(floods.remove(key));
            flood = null;
        }
        if (flood == null) {
            if (floods.size() >= MAX_FLOODS) {
                Iterator<Flood> oldest = floods.values().iterator();
                over.add(oldest.next());
                oldest.remove();
            }
            flood = new Flood(
                    key.kind(),
                    key.of().startsWith(ALL)
                            ? key.kind().freeOfAll()
                            : key.kind().free());
            floods.put(key, flood);
        }
        return flood;
    }

    private void record(List<Flood> over) {
        for (Flood flood : over) {
            if (!flood.isFresh()) {
                record(flood.event()).whenComplete((done, failure) -> release(flood::release));
            }
        }
    }

    private static CompletableFuture<Void> record(AuditEvent event) {
        return Recorder.find()
                .map(recorder -> recorder.recordAside(event))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Frees a slot, which whoever waits for the ledger does not wait for. */
    private void release(Release release) {
        Runnable task = () -> {
            FloodJournal open = journal;
            try {
                if (open != null) {
                    release.in(open);
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "What is recorded already may be recorded once more at the next start", e);
            }
        };
        // At the end of Jenkins the recorder takes no more, and the ledger still tells what it has written.
        if (later(task).isCompletedExceptionally()) {
            task.run();
        }
    }

    @FunctionalInterface
    private interface Release {
        void in(FloodJournal journal) throws IOException;
    }

    /** Records what a process that was killed had counted, and begins to keep what is counted. */
    public static void recover() {
        ExtensionList.lookup(Floods.class).forEach(Floods::open);
    }

    private void open() {
        Map<Integer, FloodJournal.Counted> left = Map.of();
        int refused = 0;
        synchronized (floods) {
            FloodJournal opened = opened();
            if (opened != null) {
                try {
                    left = opened.left();
                    refused = opened.refused();
                    journal = opened;
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, "What was counted for the audit trail before is not to be known", e);
                }
            }
        }
        left.forEach((slot, counted) -> record(Flood.event(counted.first(), counted.count(), counted.last()))
                .whenComplete((done, failure) -> release(kept -> kept.release(slot))));
        if (refused > 0) {
            record(AuditEvent.of(Event.AUDIT_GAP.type())
                    .by(Identities.SYSTEM.id(), Identities.SYSTEM.name())
                    .outcome(Outcome.FAILURE)
                    .detail("refused", Integer.toString(refused))
                    .detail("because", "What " + FILE + " counted is not as this controller wrote it")
                    .build());
        }
    }

    @CheckForNull
    private static FloodJournal opened() {
        try {
            // The key is read now, rather than when something is counted.
            KEY.mac(new byte[0]);
            return FloodJournal.open(Jenkins.get().getRootDir().toPath().resolve(FILE), KEY::mac);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "What is counted for the audit trail is kept in memory alone", e);
            return null;
        }
    }

    /** Records all that was counted, though its time has not come. */
    public static void flushAll() {
        ExtensionList.lookup(Floods.class).forEach(Floods::flush);
    }

    private void flush() {
        List<Flood> over;
        synchronized (floods) {
            over = new ArrayList<>(floods.values());
            floods.clear();
        }
        record(over);
    }

    /** Keeps no more counts; to be called when those that were flushed are recorded. */
    public static void close() {
        ExtensionList.lookup(Floods.class).forEach(Floods::closeJournal);
    }

    private void closeJournal() {
        synchronized (floods) {
            try {
                if (journal != null) {
                    journal.close();
                }
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "The journal was not closed", e);
            }
            journal = null;
        }
    }

    @Override
    protected void doRun() {
        List<Flood> over = new ArrayList<>();
        synchronized (floods) {
            floods.values().removeIf(flood -> flood.isOver() && over.add(flood));
        }
        record(over);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.SECONDS.toMillis(20);
    }
}
