package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.archive.ImportedLogs;
import io.jenkins.plugins.deploymentledger.audit.archive.RetainedEntries;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailSlice;
import io.jenkins.plugins.deploymentledger.core.ledger.query.EventTypes;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryLimits;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailParameters;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A page of the entries of one archive, with the filters of the trail, and of any period. */
@Restricted(NoExternalUse.class)
public final class ArchiveTable {

    /** The name of the archive of what left the trail. */
    static final String RETAINED = "retained";

    private final Map<String, List<String>> parameters;
    private final ZoneId zone;
    private final String id;
    private TrailSlice slice = new TrailSlice(List.of(), false, false);
    private boolean unchanged = true;
    private String problem;

    private ArchiveTable(String id, Map<String, List<String>> parameters, ZoneId zone) throws IOException {
        this.id = id;
        this.parameters = parameters;
        this.zone = zone;
        try {
            search(new TrailParameters(QueryLimits.AUDIT, EventTypes.any(), Clock.systemUTC(), zone).parse(parameters));
        } catch (InvalidQueryException e) {
            this.problem = e.getMessage();
        }
    }

    /** The archive that is asked for; null if none is. */
    @CheckForNull
    static ArchiveTable of(Map<String, List<String>> parameters, ZoneId zone) throws IOException {
        Map<String, List<String>> filters = new LinkedHashMap<>(parameters);
        List<String> ids = filters.remove(ArchivesPage.ARCHIVE);
        return ids == null || ids.get(0).isEmpty() ? null : new ArchiveTable(ids.get(0), filters, zone);
    }

    private void search(TrailRequest asked) throws IOException {
        if (id.equals(RETAINED)) {
            if (RetainedEntries.extent().isPresent()) {
                slice = RetainedEntries.slice(asked);
            }
            return;
        }
        Optional<ImportedLogs.Answer> answer = ImportedLogs.search(id, asked);
        if (answer.isEmpty()) {
            problem = Messages.ArchiveTable_unknown();
            return;
        }
        slice = answer.get().slice();
        unchanged = answer.get().unchanged();
    }

    /** The archive's name in URLs. */
    @NonNull
    public String getId() {
        return id;
    }

    /** Whether these are entries of the trail, which can be proved. */
    public boolean isRetained() {
        return id.equals(RETAINED);
    }

    /** Whether it is still what was imported. */
    public boolean isUnchanged() {
        return unchanged;
    }

    /** What is wrong with the request; null if nothing is. */
    @CheckForNull
    public String getProblem() {
        return problem;
    }

    /** The rows, latest first. */
    @NonNull
    public List<EntryRow> getRows() {
        return EntryRow.of(slice.entries(), zone);
    }

    /** The page below, as the query part of a URL; null if there is nothing. */
    @CheckForNull
    public String getOlder() {
        if (!slice.older()) {
            return null;
        }
        long last = slice.entries().get(slice.entries().size() - 1).sequence();
        StringBuilder link =
                new StringBuilder("?").append(ArchivesPage.ARCHIVE).append('=').append(encode(id));
        parameters.forEach((name, values) -> {
            if (!name.equals(TrailParameters.BEFORE)) {
                values.forEach(value ->
                        link.append('&').append(encode(name)).append('=').append(encode(value)));
            }
        });
        return link.append('&')
                .append(TrailParameters.BEFORE)
                .append('=')
                .append(last)
                .toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * A filter, as the form shows it.
     *
     * @param parameter its name in URLs
     * @param label what people call it
     * @param values what is set, any of which will do
     */
    public record Field(
            @NonNull String parameter,
            @NonNull String label,
            @NonNull List<String> values) {

        /** A value as it may stand on a page. */
        @NonNull
        public String shown(@NonNull String value) {
            return Shown.plain(value);
        }
    }

    /** The filters. */
    @NonNull
    public List<Field> getFields() {
        return Arrays.stream(FilterKind.values())
                .map(kind -> field(TrailParameters.name(kind), TrailFilters.label(kind)))
                .toList();
    }

    private Field field(String parameter, String label) {
        return new Field(
                parameter,
                label,
                parameters.getOrDefault(parameter, List.of()).stream()
                        .filter(value -> !value.isBlank())
                        .toList());
    }

    private String single(String parameter) {
        return parameters.getOrDefault(parameter, List.of("")).get(0);
    }

    /** The beginning of the period, as it was written. */
    @NonNull
    public String getFrom() {
        return single("from");
    }

    /** The end of the period, as it was written. */
    @NonNull
    public String getTo() {
        return single("to");
    }

    /** The zone of the times. */
    @NonNull
    public String getZone() {
        return zone.getId();
    }
}
