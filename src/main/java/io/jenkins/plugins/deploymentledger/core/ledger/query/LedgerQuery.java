package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which entries are wanted: those of a period that pass, for every kind of filter that is set, at least one filter of it.
 *
 * <p>The same object serves page, count, export and command line. Immutable and safe for use by several threads.
 */
public final class LedgerQuery {

    /** Asks for every entry. */
    public static final LedgerQuery EVERYTHING = builder().build();

    private final Optional<Period> period;
    private final Map<FilterKind, Set<TextFilter>> texts;
    private final Set<Network> addresses;

    private LedgerQuery(Builder builder) {
        this.period = builder.period;
        Map<FilterKind, Set<TextFilter>> copy = new EnumMap<>(FilterKind.class);
        builder.texts.forEach(
                (kind, filters) -> copy.put(kind, Collections.unmodifiableSet(new LinkedHashSet<>(filters))));
        this.texts = Collections.unmodifiableMap(copy);
        this.addresses = Collections.unmodifiableSet(new LinkedHashSet<>(builder.addresses));
    }

    /** Begins a query that asks for everything. */
    @NonNull
    public static Builder builder() {
        return new Builder();
    }

    /** When the events happened; nothing if at any time. */
    @NonNull
    public Optional<Period> period() {
        return period;
    }

    /** The filters of the textual kinds that are set; no set is empty. */
    @NonNull
    public Map<FilterKind, Set<TextFilter>> texts() {
        return texts;
    }

    /** The networks of which an entry must name an address; empty if any will do. */
    @NonNull
    public Set<Network> addresses() {
        return addresses;
    }

    /** Whether an entry answers the query. This is what the query means; an index only finds such entries sooner. */
    public boolean matches(@NonNull AuditEntry entry) {
        if (period.isPresent() && !period.get().contains(entry.time())) {
            return false;
        }
        for (Map.Entry<FilterKind, Set<TextFilter>> kind : texts.entrySet()) {
            String text = EntryFields.text(entry, kind.getKey());
            if (text.isEmpty() || kind.getValue().stream().noneMatch(filter -> filter.matches(text))) {
                return false;
            }
        }
        return addresses.isEmpty()
                || EntryFields.addresses(entry).stream()
                        .anyMatch(address -> addresses.stream().anyMatch(network -> network.contains(address)));
    }

    /**
     * The query as the parameters that {@link QueryParser} turns into an equal one: for URLs, and for the manifest of an
     * export. Neither depends on the order in which filters were added.
     */
    @NonNull
    public SortedMap<String, List<String>> toParameters() {
        SortedMap<String, List<String>> parameters = new TreeMap<>();
        period.ifPresent(span -> {
            parameters.put(QueryParser.FROM, List.of(span.from().toString()));
            parameters.put(QueryParser.TO, List.of(span.to().toString()));
        });
        texts.forEach((kind, filters) -> parameters.put(kind.parameter(), sorted(filters)));
        if (!addresses.isEmpty()) {
            parameters.put(FilterKind.ADDRESS.parameter(), sorted(addresses));
        }
        return Collections.unmodifiableSortedMap(parameters);
    }

    /** A SHA-256 over the parameters, by which a cursor knows its query. */
    @NonNull
    byte[] fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            toParameters().forEach((name, values) -> {
                digest.update(
                        TextFilter.fold(name + '\0' + String.join("\0", values)).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            });
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LedgerQuery query
                && period.equals(query.period)
                && texts.equals(query.texts)
                && addresses.equals(query.addresses);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * period.hashCode() + texts.hashCode()) + addresses.hashCode();
    }

    @Override
    public String toString() {
        return toParameters().toString();
    }

    private static List<String> sorted(Collection<?> filters) {
        List<String> values = new ArrayList<>(filters.size());
        filters.forEach(filter -> values.add(filter.toString()));
        Collections.sort(values);
        return Collections.unmodifiableList(values);
    }

    /** Gathers the filters of a query; for one thread. */
    public static final class Builder {

        private Optional<Period> period = Optional.empty();
        private final Map<FilterKind, Set<TextFilter>> texts = new EnumMap<>(FilterKind.class);
        private final Set<Network> addresses = new LinkedHashSet<>();

        private Builder() {}

        /** Wants only what happened in a period. */
        @NonNull
        public Builder period(@NonNull Period span) {
            this.period = Optional.of(span);
            return this;
        }

        /**
         * Accepts one more value of a field.
         *
         * @param kind any but {@link FilterKind#ADDRESS}
         * @param filter what the field may be
         * @return this
         */
        @NonNull
        public Builder accept(@NonNull FilterKind kind, @NonNull TextFilter filter) {
            if (kind == FilterKind.ADDRESS) {
                throw new IllegalArgumentException("An address is filtered by a network");
            }
            texts.computeIfAbsent(kind, key -> new LinkedHashSet<>()).add(filter);
            return this;
        }

        /** Accepts the addresses of one more network. */
        @NonNull
        public Builder accept(@NonNull Network network) {
            addresses.add(network);
            return this;
        }

        /** The query of what was gathered so far. */
        @NonNull
        public LedgerQuery build() {
            return new LedgerQuery(this);
        }
    }
}
