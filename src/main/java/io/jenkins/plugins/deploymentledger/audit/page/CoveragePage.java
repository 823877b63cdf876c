package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailLink;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The changing requests of the last ninety days of which nothing knew the effect, by where they went. */
@Restricted(NoExternalUse.class)
public final class CoveragePage {

    private static final int MOST_READ = 10_000;
    private static final int MOST_SHOWN = 200;
    private static final Duration SPAN = Duration.ofDays(90);

    private final List<Unclassified> routes;
    private final long total;
    private final boolean complete;

    private CoveragePage(List<Unclassified> routes, long total, boolean complete) {
        this.routes = routes;
        this.total = total;
        this.complete = complete;
    }

    /**
     * Requests that went to the same place.
     *
     * @param route where they went, as the trail names it
     * @param count how many there were
     * @param last when the last one was
     * @param link the filter for them
     */
    public record Unclassified(
            @NonNull String route,
            long count,
            @NonNull ShownTime last,
            @NonNull String link) {}

    static CoveragePage now(ZoneId zone) {
        Instant now = Instant.now();
        LedgerQuery query = LedgerQuery.builder()
                .period(new Period(now.minus(SPAN), now))
                .accept(
                        FilterKind.EVENT,
                        TextFilter.of(Event.HTTP_UNCLASSIFIED.type().name()))
                .build();
        Map<String, long[]> counts = new LinkedHashMap<>();
        Map<String, Instant> last = new LinkedHashMap<>();
        long[] read = new long[1];
        try (OpenTrail trail = TrailReading.open()) {
            trail.walk(query, entry -> {
                String route = entry.target().id();
                counts.computeIfAbsent(route, key -> new long[1])[0] += times(entry);
                last.putIfAbsent(route, entry.time());
                return ++read[0] < MOST_READ;
            });
        } catch (IOException e) {
            throw new TrailUnreadableException(e);
        }
        List<Unclassified> routes = counts.entrySet().stream()
                .map(entry -> new Unclassified(
                        Shown.plain(entry.getKey()),
                        entry.getValue()[0],
                        ShownTime.of(last.get(entry.getKey()), zone),
                        link(entry.getKey())))
                .sorted(Comparator.comparingLong(Unclassified::count).reversed())
                .toList();
        long total = routes.stream().mapToLong(Unclassified::count).sum();
        return new CoveragePage(routes.subList(0, Math.min(MOST_SHOWN, routes.size())), total, read[0] < MOST_READ);
    }

    /** A flood is one entry with its count. */
    private static long times(AuditEntry entry) {
        String count = entry.details().getOrDefault("count", "1");
        return count.matches("[1-9]\\d{0,8}") ? Long.parseLong(count) : 1;
    }

    private static String link(String route) {
        TrailLink link = TrailLink.of(LedgerQuery.EVERYTHING)
                .last(SPAN.toDays() + "d")
                .set("event", Event.HTTP_UNCLASSIFIED.type().name());
        return (route.isBlank() ? link : link.set("targetId", route)).toString();
    }

    /** Where they went, the most frequent first. */
    @NonNull
    public List<Unclassified> getRoutes() {
        return routes;
    }

    /** How many there were. */
    public long getTotal() {
        return total;
    }

    /** Whether all of them were counted. */
    public boolean isComplete() {
        return complete;
    }
}
