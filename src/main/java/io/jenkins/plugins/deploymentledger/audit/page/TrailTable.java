package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailQueries;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailSlice;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailLink;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailParameters;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailRequest;
import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;

/** The rows that a request asks for, with the way to the pages above and below, and what is wrong with the request. */
@Restricted(NoExternalUse.class)
public final class TrailTable {

    private static final List<String> PERIOD = List.of("from", "to", TrailParameters.LAST);

    private final ZoneId zone;
    private final TrailRequest asked;
    private final TrailLink link;
    private final TrailSlice slice;
    private final long end;
    private final TrailNumbers numbers;
    private final LastVerification verification;
    private final InvalidQueryException problem;

    private TrailTable(
            Map<String, List<String>> parameters, ZoneId zone, InvalidQueryException problem, boolean numbered)
            throws IOException, InvalidQueryException {
        this.zone = zone;
        this.problem = problem;
        this.asked = TrailQueries.parse(parameters, zone);
        TrailLink exact = TrailLink.of(asked.query());
        List<String> last = parameters.getOrDefault(TrailParameters.LAST, List.of());
        boolean relative = !exactPeriod(parameters);
        this.link = relative
                ? exact.last(
                        last.isEmpty() || last.get(0).isBlank()
                                ? "7d"
                                : last.get(0).strip())
                : exact;
        this.verification = numbered ? LastVerification.now(zone) : null;
        try (OpenTrail trail = TrailReading.open()) {
            this.slice = problem == null ? trail.slice(asked) : new TrailSlice(List.of(), false, false);
            this.end = trail.endSequence();
            this.numbers = numbered ? TrailNumbers.of(trail, asked.query(), link, zone) : null;
        }
    }

    private static boolean exactPeriod(Map<String, List<String>> parameters) {
        return List.of("from", "to").stream().anyMatch(name -> parameters.getOrDefault(name, List.of()).stream()
                .anyMatch(text -> !text.isBlank()));
    }

    /** What a request asks for; if it asks for nonsense, what of it makes sense, without rows, and what is wrong. */
    static TrailTable of(StaplerRequest2 request, ZoneId zone) {
        return of(request, zone, true);
    }

    /** The rows alone, without the numbers around them. */
    static TrailTable rowsOf(StaplerRequest2 request, ZoneId zone) {
        return of(request, zone, false);
    }

    private static TrailTable of(StaplerRequest2 request, ZoneId zone, boolean numbered) {
        Map<String, List<String>> parameters = TrailQueries.parameters(request);
        InvalidQueryException problem = null;
        try {
            while (true) {
                try {
                    return new TrailTable(parameters, zone, problem, numbered);
                } catch (InvalidQueryException e) {
                    if (parameters.isEmpty()) {
                        throw new IllegalStateException("No parameters are always a request", e);
                    }
                    problem = problem == null ? e : problem;
                    parameters = without(e.field(), parameters);
                }
            }
        } catch (IOException e) {
            throw new TrailUnreadableException(e);
        }
    }

    /** What is left when a field is not understood, so that the others need not be written again; nothing if that is unclear. */
    private static Map<String, List<String>> without(String field, Map<String, List<String>> parameters) {
        if (!parameters.containsKey(field)) {
            return Map.of();
        }
        Map<String, List<String>> rest = new LinkedHashMap<>(parameters);
        (PERIOD.contains(field) ? PERIOD : List.of(field)).forEach(rest::remove);
        return rest;
    }

    /** What is wrong with the request; null if nothing is. */
    @CheckForNull
    public String getProblem() {
        return problem == null ? null : problem.getMessage();
    }

    /** The rows, newest first. */
    @NonNull
    public List<EntryRow> getRows() {
        return EntryRow.of(slice.entries(), zone);
    }

    /** The histogram and the counts; null for rows alone. */
    @CheckForNull
    public TrailNumbers getNumbers() {
        return numbers;
    }

    /** What the latest verification of the whole ledger came to; null for rows alone. */
    @CheckForNull
    public LastVerification getVerification() {
        return verification;
    }

    /** The filters. */
    @NonNull
    public TrailFilters getFilters() {
        return new TrailFilters(asked.query(), link, zone);
    }

    /** The filters as the query part of a URL, with a period that goes on. */
    @NonNull
    public String getLink() {
        return link.toString();
    }

    /** The filters as the query part of a URL, with the very period that is shown. */
    @NonNull
    public String getExactLink() {
        return TrailLink.of(asked.query()).toString();
    }

    /** The beginning of the period as an instant; null if it moves. */
    @CheckForNull
    public String getFrom() {
        return fixed().map(period -> period.from().toString()).orElse(null);
    }

    /** The end of the period as an instant; null if it moves. */
    @CheckForNull
    public String getTo() {
        return fixed().map(period -> period.to().toString()).orElse(null);
    }

    private Optional<Period> fixed() {
        return getFilters().isExact() ? asked.query().period() : Optional.empty();
    }

    /** The page below; null if there is nothing. */
    @CheckForNull
    public String getOlder() {
        if (!slice.older()) {
            return null;
        }
        long before = slice.entries().isEmpty()
                ? asked.after().orElseThrow() + 1
                : slice.entries().get(slice.entries().size() - 1).sequence();
        return link.set(TrailParameters.BEFORE, Long.toString(before)).toString();
    }

    /** The page above; null if there is nothing. */
    @CheckForNull
    public String getNewer() {
        return slice.newer()
                ? link.set(
                                TrailParameters.AFTER,
                                Long.toString(slice.entries().get(0).sequence()))
                        .toString()
                : null;
    }

    /** Whether the newest entries are shown, so that what comes is announced above them. */
    public boolean isAtTop() {
        return problem == null && asked.before().isEmpty() && !slice.newer();
    }

    /** The sequence number above which everything is newer than what is shown, also where that is only the first page upwards. */
    public long getNewest() {
        return asked.after().isPresent() && slice.newer()
                ? slice.entries().get(0).sequence()
                : end - 1;
    }

    /** The zone of the times. */
    @NonNull
    public String getZone() {
        return zone.getId();
    }

    /** The period in the zone of who reads, to the minute. */
    @NonNull
    public String getPeriod() {
        Period period = asked.query().period().orElseThrow();
        return ShownTime.minute(period.from(), zone) + " – " + ShownTime.minute(period.to(), zone);
    }
}
