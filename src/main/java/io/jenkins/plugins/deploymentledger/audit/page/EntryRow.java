package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailLink;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** An entry as a row of a table. Its texts are of others: what would act on a screen in them is shown as its code. */
@Restricted(NoExternalUse.class)
public final class EntryRow {

    /** How far back the links to a person's or a thing's own history reach: as far as a page may. */
    private static final String HISTORY = "90d";

    private final AuditEntry entry;
    private final ZoneId zone;
    private final String eventText;

    EntryRow(AuditEntry entry, ZoneId zone, EventTexts texts) {
        this.entry = entry;
        this.zone = zone;
        this.eventText = texts.of(entry.event());
    }

    /** Entries as rows, in their order. */
    @NonNull
    static List<EntryRow> of(@NonNull List<AuditEntry> entries, @NonNull ZoneId zone) {
        EventTexts texts = new EventTexts();
        return entries.stream().map(entry -> new EntryRow(entry, zone, texts)).toList();
    }

    /** Its number. */
    public long getSequence() {
        return entry.sequence();
    }

    /** When it happened. */
    @NonNull
    public ShownTime getTime() {
        return ShownTime.of(entry.time(), zone);
    }

    /** Who answers for it, by id. */
    @NonNull
    public String getActorId() {
        return Shown.plain(entry.operatedBy().id());
    }

    /** Who answers for it, by name; empty if that says no more than the id. */
    @NonNull
    public String getActor() {
        return other(entry.operatedBy().name(), entry.operatedBy().id());
    }

    /** What happened. */
    @NonNull
    public String getEvent() {
        return Shown.plain(eventText);
    }

    /** What happened, as its type is called in filters. */
    @NonNull
    public String getEventType() {
        return entry.event().name();
    }

    /** What was acted upon, by id. */
    @NonNull
    public String getTargetId() {
        return Shown.plain(entry.target().id());
    }

    /** What was acted upon, by name; empty if that says no more than the id. */
    @NonNull
    public String getTarget() {
        return other(entry.target().name(), entry.target().id());
    }

    /** The addresses on the way, and the client's. */
    @NonNull
    public String getAddresses() {
        Set<String> addresses = new LinkedHashSet<>(entry.addresses().chain());
        if (!entry.addresses().client().isEmpty()) {
            addresses.add(entry.addresses().client());
        }
        return Shown.plain(String.join(", ", addresses));
    }

    /** How it ended, in a word; empty if it was done, as most things are. */
    @NonNull
    public String getOutcome() {
        return entry.outcome() == Outcome.SUCCESS ? "" : OutcomeTexts.of(entry.outcome());
    }

    /** The filter for everything on the same target; empty if there is no target. */
    @NonNull
    public String getTargetHistory() {
        return history("targetId", entry.target().id());
    }

    /** The filter for everything by the same person; empty if nobody is known. */
    @NonNull
    public String getActorHistory() {
        return history("actorId", entry.operatedBy().id());
    }

    private static String history(String parameter, String value) {
        return value.isBlank()
                ? ""
                : TrailLink.of(LedgerQuery.EVERYTHING)
                        .last(HISTORY)
                        .with(parameter, value)
                        .toString();
    }

    private static String other(String name, String id) {
        return name.equals(id) ? "" : Shown.plain(name);
    }
}
