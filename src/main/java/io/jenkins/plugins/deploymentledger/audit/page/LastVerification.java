package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.verification.VerificationProgress;
import io.jenkins.plugins.deploymentledger.audit.verification.Verifications;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import java.io.IOException;
import java.time.ZoneId;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the latest verification of the ledger came to, and how far the one is that is under way. */
@Restricted(NoExternalUse.class)
public final class LastVerification {

    private static final LedgerQuery VERIFIED = LedgerQuery.builder()
            .accept(FilterKind.EVENT, TextFilter.of(Event.AUDIT_VERIFIED.type().name()))
            .build();

    private final ZoneId zone;
    private final VerificationProgress running;
    private final AuditEntry last;

    private LastVerification(VerificationProgress running, AuditEntry last, ZoneId zone) {
        this.running = running;
        this.last = last;
        this.zone = zone;
    }

    /**
     * The one that the trail tells of now.
     *
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    static LastVerification now(@NonNull ZoneId zone) throws IOException {
        // Asked for first: one that ends meanwhile is then either under way or told of, and not missed.
        VerificationProgress running = Verifications.get().running().orElse(null);
        try (OpenTrail trail = TrailReading.open()) {
            return new LastVerification(running, trail.newest(VERIFIED).orElse(null), zone);
        }
    }

    /** The verification that is under way; null if none is. */
    @CheckForNull
    public VerificationProgress getRunning() {
        return running;
    }

    /** Whether there was a verification yet. */
    public boolean isVerified() {
        return last != null;
    }

    /** Whether the last verification proved everything. */
    public boolean isProved() {
        return last != null && last.outcome() == Outcome.SUCCESS;
    }

    /** When the last verification ended; null if there was none. */
    @CheckForNull
    public ShownTime getTime() {
        return last == null ? null : ShownTime.of(last.recorded(), zone);
    }

    /** How many entries it proved. */
    @NonNull
    public String getProvedEntries() {
        return detail(Verifications.PROVED);
    }

    /** What it found wrong; empty if nothing. */
    @NonNull
    public String getFindings() {
        return detail(Verifications.FINDINGS);
    }

    /** The entry that tells of it; negative if there was none. */
    public long getSequence() {
        return last == null ? -1 : last.sequence();
    }

    private String detail(String name) {
        return last == null ? "" : Shown.lines(last.details().getOrDefault(name, ""));
    }

    /** The zone of the times. */
    @NonNull
    public String getZone() {
        return zone.getId();
    }
}
