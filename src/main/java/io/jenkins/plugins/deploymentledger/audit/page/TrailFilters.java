package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventCatalogue;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventCategory;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailLink;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailParameters;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The filters that are set, as the panel and the line above the table show them. */
@Restricted(NoExternalUse.class)
public final class TrailFilters {

    private static final List<String> SPANS = List.of("1h", "24h", "7d", "30d", "90d");
    private static final DateTimeFormatter INPUT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final LedgerQuery query;
    private final TrailLink link;
    private final ZoneId zone;

    TrailFilters(LedgerQuery query, TrailLink link, ZoneId zone) {
        this.query = query;
        this.link = link;
        this.zone = zone;
    }

    /**
     * A value of a filter.
     *
     * @param parameter the parameter of the URL
     * @param value its value there
     * @param text as people read it
     * @param removal the query part of the URL without it
     */
    public record Value(
            @NonNull String parameter,
            @NonNull String value,
            @NonNull String text,
            @NonNull String removal) {}

    /**
     * The values of one kind, any of which will do.
     *
     * @param parameter the parameter of the URL
     * @param label what people call the kind
     * @param values which are set
     */
    public record Kind(
            @NonNull String parameter,
            @NonNull String label,
            @NonNull List<Value> values) {}

    /** The kinds that people type in, in the order of the columns. */
    @NonNull
    public List<Kind> getTyped() {
        List<Kind> kinds = new ArrayList<>();
        for (FilterKind kind : FilterKind.values()) {
            if (kind != FilterKind.EVENT) {
                kinds.add(kind(TrailParameters.name(kind), label(kind)));
            }
        }
        return kinds;
    }

    /** The kinds that are set. */
    @NonNull
    public List<Kind> getSet() {
        List<Kind> kinds = new ArrayList<>(getTyped());
        List<Value> events = new ArrayList<>(kind(TrailParameters.CATEGORY, "").values());
        events.addAll(kind("event", "").values());
        kinds.add(0, new Kind("event", Messages.Filter_event(), events));
        return kinds.stream().filter(kind -> !kind.values().isEmpty()).toList();
    }

    /** How many values are set. */
    public int getCount() {
        return getSet().stream().mapToInt(kind -> kind.values().size()).sum();
    }

    /** The link without any filter but the period. */
    @NonNull
    public String getCleared() {
        TrailLink cleared = link;
        for (Kind kind : getSet()) {
            cleared = cleared.without(kind.parameter());
        }
        return cleared.without(TrailParameters.CATEGORY).toString();
    }

    private Kind kind(String parameter, String label) {
        List<Value> values = link.parameters().getOrDefault(parameter, List.of()).stream()
                .map(value -> new Value(
                        parameter,
                        value,
                        text(parameter, value),
                        link.without(parameter, value).toString()))
                .toList();
        return new Kind(parameter, label, values);
    }

    private static String text(String parameter, String value) {
        if (parameter.equals(TrailParameters.CATEGORY)) {
            return EventCatalogue.displayName(new EventCategory(value));
        }
        if (parameter.equals("event") && !value.endsWith("*")) {
            return EventCatalogue.displayName(EventType.of(value));
        }
        return Shown.plain(value);
    }

    static String label(FilterKind kind) {
        return switch (kind) {
            case EVENT -> Messages.Filter_event();
            case OPERATED_BY_ID -> Messages.Filter_actorId();
            case OPERATED_BY -> Messages.Filter_actor();
            case TARGET_ID -> Messages.Filter_targetId();
            case TARGET -> Messages.Filter_target();
            case ADDRESS -> Messages.Filter_ip();
        };
    }

    /**
     * A choice of the period.
     *
     * @param value as in the URL
     * @param text as people read it
     * @param selected whether it is chosen
     * @param link the query part of the URL with it
     */
    public record Span(
            @NonNull String value,
            @NonNull String text,
            boolean selected,
            @NonNull String link) {}

    /** The usual periods. */
    @NonNull
    public List<Span> getSpans() {
        List<String> last = link.parameters().getOrDefault(TrailParameters.LAST, List.of());
        List<String> spans = new ArrayList<>(SPANS);
        if (!last.isEmpty() && !spans.contains(last.get(0))) {
            spans.add(0, last.get(0));
        }
        return spans.stream()
                .map(span -> new Span(
                        span,
                        spanText(span),
                        last.contains(span),
                        link.last(span).toString()))
                .toList();
    }

    private static String spanText(String span) {
        int number = Integer.parseInt(span.substring(0, span.length() - 1));
        return switch (span.charAt(span.length() - 1)) {
            case 'm' -> Messages.Filter_lastMinutes(number);
            case 'h' -> Messages.Filter_lastHours(number);
            default -> Messages.Filter_lastDays(number);
        };
    }

    /** Whether the period is given by its ends. */
    public boolean isExact() {
        return !link.parameters().containsKey(TrailParameters.LAST);
    }

    /** The beginning of the period for an input of local time; empty unless given. */
    @NonNull
    public String getFrom() {
        return isExact() ? input(query.period().map(Period::from).orElseThrow()) : "";
    }

    /** The end of the period for an input of local time; empty unless given. */
    @NonNull
    public String getTo() {
        return isExact() ? input(query.period().map(Period::to).orElseThrow()) : "";
    }

    private String input(Instant time) {
        return INPUT.format(time.atZone(zone));
    }
}
