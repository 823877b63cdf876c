package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * Counts the events that were lost on their way to the ledger, until an entry says so. What the ledger itself refuses is counted here, too,
 * but told by the ledger. Thread-safe.
 */
final class Losses {

    private final Map<Reason, Long> untold = new EnumMap<>(Reason.class);
    private long total;

    /** Why an event was lost. */
    enum Reason {
        /** The recorder's queue was full. */
        NO_ROOM("More than " + Recorder.CAPACITY + " events waited to be recorded"),
        /** Whatever was to make the event failed. */
        NOT_MADE("What happened could not be made an entry; the log of Jenkins has the error"),
        /** The ledger was not open, and no more events could wait for it. */
        NOT_TAKEN("The ledger could not be opened or written"),
        /** There was no time left at the end. */
        STOPPED("Jenkins stopped before they were recorded");

        private final String told;

        Reason(String told) {
            this.told = told;
        }
    }

    /** Counts some that an entry has to tell. */
    synchronized void add(@NonNull Reason reason, long events) {
        total += events;
        untold.merge(reason, events, Long::sum);
    }

    /** Counts one that no entry can tell any more. */
    synchronized void addUntold() {
        total++;
    }

    /** Counts one that the trail failed to append. */
    void addFailed(@NonNull Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AppendRefusedException) {
            addUntold();
        } else {
            add(Reason.NOT_TAKEN, 1);
        }
    }

    /** How many were lost, told or not. */
    synchronized long total() {
        return total;
    }

    /** Has the trail tell of those that no entry tells yet. Where it fails to, they are told with the next ones. */
    void tell(@NonNull Trail trail) {
        Map<Reason, Long> told = take();
        if (told != null) {
            trail.append(gap(told)).whenComplete((receipt, failure) -> {
                if (failure != null) {
                    giveBack(told);
                }
            });
        }
    }

    @CheckForNull
    private synchronized Map<Reason, Long> take() {
        if (untold.isEmpty()) {
            return null;
        }
        Map<Reason, Long> taken = new EnumMap<>(untold);
        untold.clear();
        return taken;
    }

    private synchronized void giveBack(Map<Reason, Long> taken) {
        taken.forEach((reason, events) -> untold.merge(reason, events, Long::sum));
    }

    private static AuditEvent gap(Map<Reason, Long> told) {
        long count = told.values().stream().mapToLong(Long::longValue).sum();
        String because = told.entrySet().stream()
                .map(one -> one.getKey().told + (told.size() == 1 ? "" : " (" + one.getValue() + ")"))
                .collect(Collectors.joining("; "));
        return AuditEvent.of(LedgerEvents.GAP)
                .by("SYSTEM", "Jenkins")
                .outcome(Outcome.FAILURE)
                .detail("refused", Long.toString(count))
                .detail("because", because)
                .build();
    }
}
