package io.jenkins.plugins.deploymentledger.core.ledger.append;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException.Reason;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the events that were refused and why, until an entry says so. Thread-safe. */
final class Gap {

    /** Those of which an entry is on its way to the disk. */
    private Refusals told = new Refusals();

    /** Those that came since. */
    private Refusals untold = new Refusals();

    synchronized void count(int events, Instant time, Reason reason) {
        untold.add(events, time, reason);
    }

    synchronized long refused() {
        return told.total() + untold.total();
    }

    /** The event that tells of the gap; null if there is none. */
    @CheckForNull
    synchronized AuditEvent event() {
        told.addAll(untold);
        untold = new Refusals();
        if (told.total() == 0) {
            return null;
        }
        return AuditEvent.of(LedgerEvents.GAP)
                .at(told.last)
                .by("ledger", "Ledger")
                .outcome(Outcome.FAILURE)
                .detail("refused", Long.toString(told.total()))
                .detail("first", EntryCodec.format(told.first))
                .detail("last", EntryCodec.format(told.last))
                .detail("because", told.reasons())
                .build();
    }

    /** The entry of the last {@link #event} is on disk. */
    synchronized void recorded() {
        told = new Refusals();
    }

    /** How many events were refused for each reason, and when. */
    private static final class Refusals {

        private final Map<Reason, Long> numbers = new EnumMap<>(Reason.class);
        private long total;
        private Instant first;
        private Instant last;

        void add(long events, Instant time, Reason reason) {
            numbers.merge(reason, events, Long::sum);
            total += events;
            first = first == null ? time : first;
            last = time;
        }

        void addAll(Refusals later) {
            later.numbers.forEach((reason, events) -> numbers.merge(reason, events, Long::sum));
            total += later.total;
            first = first == null ? later.first : first;
            last = later.last == null ? last : later.last;
        }

        long total() {
            return total;
        }

        /** Such as {@code QUEUE_FULL: 3, CLOSED: 1}. */
        String reasons() {
            return numbers.entrySet().stream()
                    .map(reason -> reason.getKey() + ": " + reason.getValue())
                    .collect(Collectors.joining(", "));
        }
    }
}
