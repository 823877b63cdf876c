package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.archive.RetainedEntries;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.ReaderZone;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** {@code audit-trail/entry/{seq}/}: one entry, on a page of its own and as a part of another. */
@Restricted(NoExternalUse.class)
public final class EntryPage {

    private final AuditEntry entry;

    private EntryPage(AuditEntry entry) {
        this.entry = entry;
    }

    /**
     * The page of an entry.
     *
     * @return null if there is none of this number
     */
    @CheckForNull
    static EntryPage of(long sequence) throws IOException {
        try (OpenTrail trail = TrailReading.open()) {
            return RetainedEntries.find(trail, sequence).map(EntryPage::new).orElse(null);
        }
    }

    /**
     * Everything about it.
     *
     * @param zone the time zone in the user's preferences; null if there is none
     * @throws IOException if the ledger cannot be read
     */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public EntryDetails details(@CheckForNull String zone) throws IOException {
        try (OpenTrail trail = TrailReading.open()) {
            return new EntryDetails(trail, entry, ReaderZone.of(zone));
        }
    }
}
