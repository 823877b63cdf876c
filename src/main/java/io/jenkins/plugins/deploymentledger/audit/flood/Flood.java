package io.jenkins.plugins.deploymentledger.audit.flood;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.time.Duration;
import java.time.Instant;

/** What comes under one key in one window: how many were recorded one by one, and how many counted. Guarded by {@link Floods}. */
final class Flood {

    /** That there is no slot in the journal. */
    static final int NO_SLOT = -1;

    private final Instant began = Instant.now();
    private final FloodKind kind;
    private final int free;
    private int recorded;
    private long count;
    private AuditEvent first;
    private Instant last;
    private int slot = NO_SLOT;

    Flood(FloodKind kind, int free) {
        this.kind = kind;
        this.free = free;
    }

    boolean isOver() {
        return Duration.between(began, Instant.now()).compareTo(kind.window()) >= 0;
    }

    /** Whether the next one is recorded by itself; counts it as that. */
    boolean admits() {
        boolean admitted = !isFull();
        if (admitted) {
            recorded++;
        }
        return admitted;
    }

    /** Whether no further one is recorded by itself. */
    boolean isFull() {
        return recorded >= free;
    }

    /** Whether nothing was counted yet. */
    boolean isFresh() {
        return count == 0;
    }

    void begin(@NonNull AuditEvent event, int journalSlot) {
        first = event;
        slot = journalSlot;
    }

    long count(@NonNull Instant when) {
        last = when;
        return ++count;
    }

    int slot() {
        return slot;
    }

    /** The entry that stands for all that were counted. */
    @NonNull
    AuditEvent event() {
        return event(first, count, last);
    }

    @NonNull
    static AuditEvent event(@NonNull AuditEvent first, long count, @NonNull Instant last) {
        return copy(first)
                .detail("count", Long.toString(count))
                .detail("first", EntryCodec.format(first.time()))
                .detail("last", EntryCodec.format(last))
                .build();
    }

    /** The first of many that have nothing in common but their kind. */
    @NonNull
    static AuditEvent ofVarious(@NonNull AuditEvent first) {
        return copy(first).detail("various", "true").build();
    }

    private static AuditEvent.Builder copy(AuditEvent first) {
        return AuditEvent.of(first.event())
                .at(first.time())
                .by(first.operatedBy().id(), first.operatedBy().name())
                .runningAs(first.effective().id(), first.effective().name())
                .on(first.target().kind(), first.target().id(), first.target().name())
                .from(first.addresses())
                .outcome(first.outcome())
                .details(first.details());
    }
}
