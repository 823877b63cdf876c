package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The types of event that a query may name.
 *
 * <p>A mistyped type would otherwise be a filter that silently finds nothing, which in an audit reads as innocence. Immutable.
 */
public final class EventTypes {

    private static final String ALL_OF = ".*";

    private final Optional<Set<String>> types;

    private EventTypes(Optional<Set<String>> types) {
        this.types = types;
    }

    /** Exactly these types are known. */
    @NonNull
    public static EventTypes of(@NonNull Collection<String> types) {
        return new EventTypes(Optional.of(new TreeSet<>(types)));
    }

    /** Any type may be named. */
    @NonNull
    public static EventTypes any() {
        return new EventTypes(Optional.empty());
    }

    /**
     * Whether a filter can find anything.
     *
     * @param filter a type, or the beginning of one followed by {@code .*}
     * @return whether the type, or a type with this beginning, is known
     */
    public boolean knows(@NonNull String filter) {
        if (types.isEmpty()) {
            return true;
        }
        if (!filter.endsWith(ALL_OF)) {
            return types.get().contains(filter);
        }
        String beginning = filter.substring(0, filter.length() - 1);
        return types.get().stream().anyMatch(type -> type.startsWith(beginning));
    }

    /** All known types, in alphabetical order; empty if any may be named. */
    @NonNull
    public List<String> all() {
        return List.copyOf(types.orElse(Set.of()));
    }
}
