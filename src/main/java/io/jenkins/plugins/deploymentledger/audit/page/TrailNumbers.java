package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventCatalogue;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.chart.Histogram;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventCategory;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.index.Overview;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Buckets;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailLink;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How many entries there are: over time, and of each event type and category. */
@Restricted(NoExternalUse.class)
public final class TrailNumbers {

    private static final int MOST_BARS = 100;

    private final Period period;
    private final Overview overview;
    private final Histogram histogram;
    private final TrailLink link;
    private final ZoneId zone;
    private final Set<TextFilter> chosen;

    private TrailNumbers(
            Period period,
            Overview overview,
            Histogram histogram,
            TrailLink link,
            ZoneId zone,
            Set<TextFilter> chosen) {
        this.period = period;
        this.overview = overview;
        this.histogram = histogram;
        this.link = link;
        this.zone = zone;
        this.chosen = chosen;
    }

    static TrailNumbers of(OpenTrail trail, LedgerQuery query, TrailLink link, ZoneId zone) throws IOException {
        Period period = query.period().orElseThrow();
        Buckets buckets = Buckets.of(period, zone, MOST_BARS);
        Overview overview = trail.overview(query, buckets);
        return new TrailNumbers(
                period,
                overview,
                Histogram.of(period, buckets, overview.histogram()),
                link,
                zone,
                query.texts().getOrDefault(FilterKind.EVENT, Set.of()));
    }

    /** How many entries answer. */
    public long getTotal() {
        return overview.total();
    }

    /** The greatest number of any bar. */
    public long getMost() {
        return histogram.most();
    }

    /** Where the period begins, in milliseconds since 1970. */
    public long getFromMillis() {
        return period.from().toEpochMilli();
    }

    /** Where the period ends, in milliseconds since 1970. */
    public long getToMillis() {
        return period.to().toEpochMilli();
    }

    /** The bars that have entries. */
    @NonNull
    public List<ShownBar> getBars() {
        List<ShownBar> bars = new ArrayList<>();
        for (Histogram.Bar bar : histogram.bars()) {
            if (bar.count() > 0) {
                bars.add(new ShownBar(
                        bar,
                        ShownTime.minute(bar.from(), zone),
                        ShownTime.minute(bar.to(), zone),
                        link.during(new Period(bar.from(), bar.to())).toString()));
            }
        }
        return bars;
    }

    /**
     * A bar of the histogram.
     *
     * @param bar its geometry
     * @param from when it begins, in the zone of who reads
     * @param to when it ends
     * @param link the filter for its entries alone
     */
    public record ShownBar(
            @NonNull Histogram.Bar bar,
            @NonNull String from,
            @NonNull String to,
            @NonNull String link) {}

    /** The categories that the catalogue or the trail has, each with its event types. */
    @NonNull
    public List<CategoryNode> getCategories() {
        Map<EventCategory, Set<EventType>> types = new TreeMap<>();
        for (EventDescription event : EventCatalogue.all()) {
            types.computeIfAbsent(event.type().category(), category -> new TreeSet<>())
                    .add(event.type());
        }
        overview.events().keySet().forEach(type -> types.computeIfAbsent(type.category(), one -> new TreeSet<>())
                .add(type));
        EventTexts texts = new EventTexts();
        return types.entrySet().stream()
                .map(entry -> CategoryNode.of(entry.getKey(), entry.getValue(), overview.events(), chosen, texts))
                .toList();
    }
}
