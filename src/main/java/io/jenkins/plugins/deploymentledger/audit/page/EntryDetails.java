package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.archive.RetainedEntries;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.ProvedEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Everything about one entry, with what proves it. */
@Restricted(NoExternalUse.class)
public final class EntryDetails {

    private static final String DETAILS = "details";
    private static final String DIFF = "diff";
    private static final String CAUSES = "causes";
    private static final int MOST_SIBLINGS = 50;
    private static final int LONGEST_DETAIL = 20_000;

    private final AuditEntry entry;
    private final SortedMap<String, String> details;
    private final String note;
    private final List<AuditEntry> siblings;
    private final KeptScript script;
    private final ProvedEntry proved;
    private final long newest;
    private final boolean first;
    private final ZoneId zone;
    private final EventTexts texts = new EventTexts();

    EntryDetails(OpenTrail trail, AuditEntry entry, ZoneId zone) throws IOException {
        this.zone = zone;
        this.entry = entry;
        this.details = new TreeMap<>(entry.details());
        this.note = unfold(trail.ledger(), entry, details);
        this.siblings = RetainedEntries.siblings(trail, entry);
        this.script = KeptScript.of(trail.ledger(), entry);
        this.proved = ProvedEntry.of(trail.ledger(), entry);
        this.newest = trail.endSequence() - 1;
        this.first = !RetainedEntries.has(trail, entry.sequence() - 1);
    }

    /** Puts the details in place that were too big for the entry; gives what is wrong with them. */
    private static String unfold(Ledger ledger, AuditEntry entry, Map<String, String> details) throws IOException {
        for (BlobReference blob : entry.blobs()) {
            if (blob.name().equals(DETAILS)) {
                try {
                    unfold(new String(ledger.blob(blob), StandardCharsets.UTF_8), details);
                } catch (BlobException e) {
                    return String.valueOf(e.getMessage());
                }
            }
        }
        return "";
    }

    /** Each is a name, an equals sign, a value and a zero byte. */
    private static void unfold(String kept, Map<String, String> details) {
        for (String detail : kept.split("\0")) {
            int end = detail.indexOf('=');
            if (end > 0) {
                details.put(detail.substring(0, end), detail.substring(end + 1));
            }
        }
    }

    /** The entry as a row. */
    @NonNull
    public EntryRow getRow() {
        return new EntryRow(entry, zone, texts);
    }

    /** When it was recorded. */
    @NonNull
    public ShownTime getRecorded() {
        return ShownTime.of(entry.recorded(), zone);
    }

    /** Whom the code ran as, where that was another; null otherwise. */
    @CheckForNull
    public String getEffective() {
        return entry.effective().equals(entry.operatedBy())
                ? null
                : Shown.plain(entry.effective().id() + " " + entry.effective().name())
                        .strip();
    }

    /** What sort of thing the target is. */
    @NonNull
    public String getTargetKind() {
        return Shown.plain(entry.target().kind());
    }

    /** Where the target is in Jenkins, below its root; null if it is gone, or the current user may not see it. */
    @CheckForNull
    public String getTargetUrl() {
        return TargetUrl.of(entry.target());
    }

    /** How it ended. */
    @NonNull
    public String getOutcome() {
        return OutcomeTexts.of(entry.outcome());
    }

    /** The way of the request. */
    @NonNull
    public List<ShownHop> getHops() {
        return ShownHop.of(entry.addresses());
    }

    /** What changed; empty if nothing is known. */
    @NonNull
    public List<DiffPart> getChanges() {
        String diff = details.getOrDefault(DIFF, "");
        try {
            return diff.isEmpty() ? List.of() : DiffPart.of(diff);
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * A further fact.
     *
     * @param name its name
     * @param value its value, piece by piece
     */
    public record Detail(@NonNull String name, @NonNull List<LinkedText> value) {}

    /** The further facts, but for what changed where that is shown as such. */
    @NonNull
    public List<Detail> getDetails() {
        boolean differs = !getChanges().isEmpty();
        List<Detail> shown = new ArrayList<>();
        details.forEach((name, value) -> {
            if (!name.equals(DIFF) || !differs) {
                shown.add(new Detail(
                        Shown.plain(name),
                        name.equals(CAUSES) ? LinkedText.causes(value) : LinkedText.plain(cut(Shown.lines(value)))));
            }
        });
        return shown;
    }

    private static String cut(String value) {
        return value.length() <= LONGEST_DETAIL ? value : value.substring(0, LONGEST_DETAIL) + " …";
    }

    /** What is wrong with the details that are kept beside the entry; empty if nothing. */
    @NonNull
    public String getNote() {
        return Shown.plain(note);
    }

    /** The script that was run; null if the entry keeps none. */
    @CheckForNull
    public KeptScript getScript() {
        return script;
    }

    /** What else its request left, in order. */
    @NonNull
    public List<EntryRow> getSiblings() {
        return siblings.stream()
                .limit(MOST_SIBLINGS)
                .map(sibling -> new EntryRow(sibling, zone, texts))
                .toList();
    }

    /** The id of its request; empty if it came from none. */
    @NonNull
    public String getRequest() {
        return Shown.plain(details.getOrDefault(Origin.REQUEST, ""));
    }

    /** The proof. */
    @NonNull
    public ProvedEntry getProof() {
        return proved;
    }

    /** How many entries the checkpoint of the proof covers. */
    public long getCovered() {
        return proved.checkpoint().size();
    }

    /** The canonical JSON. */
    @NonNull
    public String getJson() {
        return Shown.plain(proved.json());
    }

    /** The hash of the entry and those of the proof, from the entry up, in base64, one a line. */
    @NonNull
    public String getHashes() {
        return Stream.concat(Stream.of(proved.leaf()), proved.proof().path().stream())
                .map(hash -> hash.base64())
                .collect(Collectors.joining("\n"));
    }

    /** The zone of the times. */
    @NonNull
    public String getZone() {
        return zone.getId();
    }

    /** The entry before; negative if this is the first that is kept. */
    public long getPrevious() {
        return first ? -1 : entry.sequence() - 1;
    }

    /** The entry after; negative if this was the last when the page was made. */
    public long getNext() {
        return entry.sequence() < newest ? entry.sequence() + 1 : -1;
    }
}
