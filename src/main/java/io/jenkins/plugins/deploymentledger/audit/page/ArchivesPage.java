package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.archive.ImportedLogs;
import io.jenkins.plugins.deploymentledger.audit.archive.RetainedEntries;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailQueries;
import io.jenkins.plugins.deploymentledger.core.ledger.imported.Provenance;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.UnknownParameters;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/** The archives: what left the trail, and logs of before that were imported. */
@Restricted(NoExternalUse.class)
public final class ArchivesPage {

    /** The parameter that names an archive. */
    static final String ARCHIVE = "archive";

    private final ZoneId zone;
    private final List<Line> lines;
    private final ArchiveTable table;
    private final String problem;

    private ArchivesPage(Map<String, List<String>> parameters, ZoneId zone) throws IOException {
        this.zone = zone;
        this.lines = lines(zone);
        boolean several = parameters.getOrDefault(ARCHIVE, List.of()).size() > 1;
        this.table = several ? null : ArchiveTable.of(parameters, zone);
        this.problem = several
                ? ARCHIVE + ": " + Messages.ArchivesPage_several()
                : table == null ? stray(parameters) : table.getProblem();
    }

    /** What is wrong with parameters that name no archive: they would be filters of nothing. */
    @CheckForNull
    private static String stray(Map<String, List<String>> parameters) {
        try {
            UnknownParameters.refuse(parameters.keySet(), List.of(ARCHIVE));
            return null;
        } catch (InvalidQueryException e) {
            return e.getMessage();
        }
    }

    /**
     * An archive.
     *
     * @param id by which it is asked for
     * @param name of the file it was; empty for what left the trail
     * @param entries how many it has
     * @param period from when to when, in the zone of who reads
     * @param importedBy who imported it; empty for what left the trail
     * @param imported when; null for what left the trail
     */
    public record Line(
            @NonNull String id,
            @NonNull String name,
            long entries,
            @NonNull String period,
            @NonNull String importedBy,
            @CheckForNull ShownTime imported) {

        /** Whether it is an import, and so not proved. */
        public boolean isImport() {
            return imported != null;
        }
    }

    static ArchivesPage of(StaplerRequest2 request, ZoneId zone) {
        try {
            return new ArchivesPage(TrailQueries.parameters(request), zone);
        } catch (IOException e) {
            throw new TrailUnreadableException(e);
        }
    }

    /** Whether there is any archive. */
    static boolean any() {
        try {
            return RetainedEntries.any() || ImportedLogs.any();
        } catch (IOException e) {
            // Something is there; the page itself says what is wrong with it.
            return true;
        }
    }

    private static List<Line> lines(ZoneId zone) throws IOException {
        List<Line> lines = new ArrayList<>();
        Optional<RetainedEntries.Extent> retained = RetainedEntries.extent();
        retained.ifPresent(extent -> lines.add(new Line(
                ArchiveTable.RETAINED,
                "",
                extent.end() - extent.first(),
                period(extent.earliest(), extent.latest(), zone),
                "",
                null)));
        for (Provenance log : ImportedLogs.all()) {
            lines.add(new Line(
                    log.sha256(),
                    log.name(),
                    log.entries(),
                    period(log.earliest(), log.latest(), zone),
                    log.importedBy().isEmpty() ? log.importedById() : log.importedBy(),
                    ShownTime.of(log.imported(), zone)));
        }
        return lines;
    }

    private static String period(Instant from, Instant to, ZoneId zone) {
        return ShownTime.minute(from, zone) + " – " + ShownTime.minute(to, zone);
    }

    /** The archives. */
    @NonNull
    public List<Line> getLines() {
        return lines;
    }

    /** The entries of the one that is asked for; null if none is. */
    @CheckForNull
    public ArchiveTable getTable() {
        return table;
    }

    /** What is wrong with the request; null if nothing is. */
    @CheckForNull
    public String getProblem() {
        return problem;
    }

    /** The zone of the times. */
    @NonNull
    public String getZone() {
        return zone.getId();
    }
}
