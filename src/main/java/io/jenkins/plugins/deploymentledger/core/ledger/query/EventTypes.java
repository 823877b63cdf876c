package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The types of event that a query may name: dotted lower-case words, the category first, as {@code user.deleted}.
 *
 * <p>A mistyped type would otherwise be a filter that silently finds nothing, which in an audit reads as innocence.
 */
public final class EventTypes {

    private static final String ALL_OF = ".*";

    private final Set<String> types;

    private EventTypes(Set<String> types) {
        this.types = types;
    }

    /** Exactly these types are known. */
    @NonNull
    public static EventTypes of(@NonNull Collection<String> types) {
        return new EventTypes(new TreeSet<>(types));
    }

    /**
     * Whether a filter can find anything.
     *
     * @param filter a type, or a category followed by {@code .*}
     * @return whether the type, or a type of the category, is known
     */
    public boolean knows(@NonNull String filter) {
        if (!filter.endsWith(ALL_OF)) {
            return types.contains(filter);
        }
        String category = filter.substring(0, filter.length() - 1);
        return category.length() > 1 && types.stream().anyMatch(type -> type.startsWith(category));
    }

    /** All known types, in alphabetical order. */
    @NonNull
    public Collection<String> all() {
        return List.copyOf(types);
    }
}
