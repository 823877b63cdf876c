package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns parameters, as from a URL or a command line, into a query, strictly: what is not understood is an error that names
 * the field and the remedy, never a filter that is silently left out.
 *
 * <p>Parameters: {@code from}, {@code to}, those of {@link FilterKind}, {@code cursor}, {@code size}. Immutable and safe for
 * use by several threads.
 */
public final class QueryParser {

    static final String FROM = "from";
    static final String TO = "to";

    private static final String SIZE = "size";
    /** No entry is older. */
    private static final Instant BEFORE_EVERYTHING = Instant.parse("0000-01-01T00:00:00Z");
    /** No entry, which tells the time in milliseconds, is younger. */
    private static final Instant AFTER_EVERYTHING = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Pattern EVENT = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*(\\.\\*)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    private final QueryLimits limits;
    private final EventTypes eventTypes;
    private final Clock clock;
    private final TimeParser times;

    /**
     * A parser.
     *
     * @param limits how much may be asked for
     * @param eventTypes what may be named as an event
     * @param clock by which a period without an end ends now
     * @param zone in which times without an offset are understood
     */
    public QueryParser(
            @NonNull QueryLimits limits, @NonNull EventTypes eventTypes, @NonNull Clock clock, @NonNull ZoneId zone) {
        this.limits = limits;
        this.eventTypes = eventTypes;
        this.clock = clock;
        this.times = new TimeParser(zone);
    }

    /**
     * Reads a request.
     *
     * @param parameters names and their values; a name may have several
     * @return what is asked for
     * @throws InvalidQueryException if anything in it is not understood or not allowed
     */
    @NonNull
    public QueryRequest parse(@NonNull Map<String, List<String>> parameters) throws InvalidQueryException {
        refuseUnknown(parameters);
        LedgerQuery.Builder builder = LedgerQuery.builder();
        Optional<Period> period = period(single(parameters, FROM), single(parameters, TO));
        period.ifPresent(builder::period);
        for (FilterKind kind : FilterKind.values()) {
            List<String> values = parameters.getOrDefault(kind.parameter(), List.of());
            if (values.size() > limits.mostFilters()) {
                throw new InvalidQueryException(
                        kind.parameter(),
                        "There are " + values.size() + " filters of this kind.",
                        "Use at most " + limits.mostFilters() + '.');
            }
            for (String value : values) {
                add(builder, kind, value);
            }
        }
        LedgerQuery query = builder.build();
        Optional<String> cursor = single(parameters, Cursor.PARAMETER);
        return new QueryRequest(
                query,
                cursor.isPresent() ? Optional.of(Cursor.parse(cursor.get(), query)) : Optional.empty(),
                size(single(parameters, SIZE)));
    }

    private void refuseUnknown(Map<String, List<String>> parameters) throws InvalidQueryException {
        List<String> known = new ArrayList<>(List.of(FROM, TO));
        for (FilterKind kind : FilterKind.values()) {
            known.add(kind.parameter());
        }
        known.addAll(List.of(Cursor.PARAMETER, SIZE));
        UnknownParameters.refuse(parameters.keySet(), known);
    }

    private void add(LedgerQuery.Builder builder, FilterKind kind, String value) throws InvalidQueryException {
        String field = kind.parameter();
        if (value.isBlank()) {
            throw new InvalidQueryException(field, "The filter is empty.", "Write what to look for, or remove it.");
        }
        if (value.length() > limits.longestFilter()) {
            throw new InvalidQueryException(
                    field,
                    "The filter has " + value.length() + " characters.",
                    "Use at most " + limits.longestFilter() + "; a star stands for any characters.");
        }
        switch (kind) {
            case ADDRESS -> builder.accept(network(field, value));
            case EVENT -> builder.accept(kind, event(field, value));
            default -> builder.accept(kind, TextFilter.of(value));
        }
    }

    private TextFilter event(String field, String value) throws InvalidQueryException {
        if (!EVENT.matcher(value).matches()) {
            throw new InvalidQueryException(
                    field,
                    Shown.quoted(value) + " is not written as a type of event.",
                    "Write a type as 'user.deleted', or a category as 'user.*'.");
        }
        if (!eventTypes.knows(value)) {
            throw new InvalidQueryException(
                    field,
                    "There is no type of event " + Shown.quoted(value) + '.',
                    Nearest.to(value, eventTypes.all())
                            .map(nearest -> "Did you mean '" + nearest + "'?")
                            .orElse("Look it up in the catalogue of events."));
        }
        return TextFilter.of(value);
    }

    private static Network network(String field, String value) throws InvalidQueryException {
        try {
            return Network.parse(value)
                    .orElseThrow(
                            () -> new InvalidQueryException(
                                    field,
                                    Shown.quoted(value) + " is not an IP address or network.",
                                    "Write an address (203.0.113.7, 2001:db8::7) or a network (203.0.113.0/24, 2001:db8::/32)."));
        } catch (Network.HostBitsException e) {
            throw new InvalidQueryException(
                    field,
                    Shown.quoted(value) + " is an address inside a network, not a network.",
                    "Write '" + e.network() + "' for the network, or leave out the length for the address.");
        }
    }

    private Optional<Period> period(Optional<String> fromText, Optional<String> toText) throws InvalidQueryException {
        if (fromText.isEmpty() && toText.isEmpty() && limits.usualPeriod().isEmpty()) {
            return Optional.empty();
        }
        Instant to = toText.isPresent() ? times.to(TO, toText.get()) : usualEnd();
        Instant from = fromText.isPresent() ? times.from(FROM, fromText.get()) : usualBeginning(to);
        if (!from.isBefore(to)) {
            throw new InvalidQueryException(
                    FROM, "The period begins at " + from + " but ends at " + to + '.', "Swap 'from' and 'to'.");
        }
        Period period = new Period(from, to);
        Optional<Duration> longest = limits.longestPeriod();
        if (longest.isPresent() && period.length().compareTo(longest.get()) > 0) {
            throw new InvalidQueryException(
                    FROM,
                    "The period is longer than " + longest.get().toDays() + " days.",
                    "Begin at " + to.minus(longest.get()) + " or later, or end earlier.");
        }
        return Optional.of(period);
    }

    /** Rounded up to the minute, so that a period reads well and yet includes what happened just now. */
    private Instant usualEnd() {
        if (limits.usualPeriod().isEmpty()) {
            return AFTER_EVERYTHING;
        }
        Instant now = clock.instant();
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        return minute.equals(now) ? now : minute.plus(1, ChronoUnit.MINUTES);
    }

    private Instant usualBeginning(Instant to) {
        return limits.usualPeriod().map(to::minus).orElse(BEFORE_EVERYTHING);
    }

    private int size(Optional<String> text) throws InvalidQueryException {
        if (text.isEmpty()) {
            return limits.usualPage();
        }
        int size = NUMBER.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : 0;
        if (size < 1 || size > limits.largestPage()) {
            throw new InvalidQueryException(
                    SIZE,
                    Shown.quoted(text.get()) + " is not a possible number of entries.",
                    "Write a number from 1 to " + limits.largestPage() + '.');
        }
        return size;
    }

    private static Optional<String> single(Map<String, List<String>> parameters, String name)
            throws InvalidQueryException {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidQueryException(name, "It is given " + values.size() + " times.", "Give it once.");
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }
}
