package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Entries as a table for people: the columns of the page, as wide as they need to be. */
public final class EntryTable {

    private static final int WIDEST = 60;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);

    private final ZoneId zone;

    /** @param zone in which times are written */
    public EntryTable(@NonNull ZoneId zone) {
        this.zone = zone;
    }

    /** A line of headings and one for each entry, in which nothing acts on a terminal; none without entries. */
    @NonNull
    public List<String> lines(@NonNull List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ENTRY", "TIME", "OPERATED BY", "EVENT", "TARGET", "IP", "OUTCOME"));
        entries.forEach(entry -> rows.add(cells(entry)));
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private List<String> cells(AuditEntry entry) {
        Addresses from = entry.addresses();
        Set<String> addresses = new LinkedHashSet<>(from.chain());
        addresses.add(from.client());
        addresses.remove("");
        return List.of(
                Long.toString(entry.sequence()),
                TIME.format(entry.time().atZone(zone)),
                cell(named(entry.operatedBy().id(), entry.operatedBy().name())),
                cell(entry.event().name()),
                cell(named(entry.target().id(), entry.target().name())),
                cell(String.join(", ", addresses)),
                entry.outcome().word());
    }

    private static String named(String id, String name) {
        return name.isEmpty() || name.equals(id) ? id : id.isEmpty() ? name : id + " (" + name + ')';
    }

    private static String cell(String text) {
        String shown = Shown.plain(text);
        return shown.isEmpty() ? "-" : shown.length() <= WIDEST ? shown : shown.substring(0, WIDEST - 1) + '…';
    }
}
