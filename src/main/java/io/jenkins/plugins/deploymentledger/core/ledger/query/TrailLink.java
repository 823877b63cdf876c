package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request as the query part of a URL, and the same with one thing added or taken away: {@link TrailParameters} reads it back.
 *
 * <p>Immutable.
 */
public final class TrailLink {

    private static final String ALL_OF = ".*";

    private final SortedMap<String, List<String>> parameters;

    private TrailLink(SortedMap<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /** The link to a query: its filters, and its period as two instants. */
    @NonNull
    public static TrailLink of(@NonNull LedgerQuery query) {
        SortedMap<String, List<String>> parameters = new TreeMap<>();
        query.toParameters().forEach((name, values) -> FilterKind.of(name)
                .ifPresentOrElse(kind -> put(parameters, kind, values), () -> parameters.put(name, values)));
        return new TrailLink(parameters);
    }

    private static void put(SortedMap<String, List<String>> parameters, FilterKind kind, List<String> values) {
        for (String value : values) {
            boolean category = kind == FilterKind.EVENT
                    && value.endsWith(ALL_OF)
                    && value.indexOf('.') == value.length() - ALL_OF.length();
            parameters
                    .computeIfAbsent(
                            category ? TrailParameters.CATEGORY : TrailParameters.name(kind), name -> new ArrayList<>())
                    .add(category ? value.substring(0, value.length() - ALL_OF.length()) : value);
        }
    }

    /** The same with a parameter set, instead of all that it had. */
    @NonNull
    public TrailLink set(@NonNull String name, @NonNull String value) {
        SortedMap<String, List<String>> changed = new TreeMap<>(parameters);
        changed.put(name, List.of(value));
        return new TrailLink(changed);
    }

    /** The same with one more value of a parameter. */
    @NonNull
    public TrailLink with(@NonNull String name, @NonNull String value) {
        List<String> values = new ArrayList<>(parameters.getOrDefault(name, List.of()));
        if (!values.contains(value)) {
            values.add(value);
        }
        SortedMap<String, List<String>> changed = new TreeMap<>(parameters);
        changed.put(name, values);
        return new TrailLink(changed);
    }

    /** The same without one value of a parameter. */
    @NonNull
    public TrailLink without(@NonNull String name, @NonNull String value) {
        List<String> values = new ArrayList<>(parameters.getOrDefault(name, List.of()));
        values.remove(value);
        SortedMap<String, List<String>> changed = new TreeMap<>(parameters);
        changed.put(name, values);
        return new TrailLink(changed);
    }

    /** The same without a parameter. */
    @NonNull
    public TrailLink without(@NonNull String name) {
        SortedMap<String, List<String>> changed = new TreeMap<>(parameters);
        changed.remove(name);
        return new TrailLink(changed);
    }

    /** The same with the period that ends at the time of reading. */
    @NonNull
    public TrailLink last(@NonNull String span) {
        return without(QueryParser.FROM).without(QueryParser.TO).set(TrailParameters.LAST, span);
    }

    /** The same with another period. */
    @NonNull
    public TrailLink during(@NonNull Period period) {
        return without(TrailParameters.LAST)
                .set(QueryParser.FROM, period.from().toString())
                .set(QueryParser.TO, period.to().toString());
    }

    /** The names and values; unmodifiable. */
    @NonNull
    public Map<String, List<String>> parameters() {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        parameters.forEach((name, values) -> {
            if (!values.isEmpty()) {
                copy.put(name, List.copyOf(values));
            }
        });
        return Map.copyOf(copy);
    }

    /** A question mark and the parameters, encoded for a URL; a question mark alone without any. */
    @Override
    public String toString() {
        StringBuilder link = new StringBuilder("?");
        parameters.forEach((name, values) -> values.forEach(value -> link.append(link.length() == 1 ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))));
        return link.toString();
    }
}
