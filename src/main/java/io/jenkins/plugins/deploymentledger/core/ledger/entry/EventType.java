package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * What kind of thing happened, as a dotted name such as {@code user.delete}; an open vocabulary.
 *
 * <p>Two or more words joined by dots, each of lower case letters, digits, hyphens and underscores, beginning with a letter; at
 * most 100 characters. The ledger accepts any such name: those it writes itself are in {@link LedgerEvents}.
 *
 * @param name the dotted name
 */
public record EventType(@NonNull String name) implements Comparable<EventType> {

    /** @throws IllegalArgumentException if the name is not of the form above */
    public EventType {
        EventNames.checkDotted(name);
    }

    /**
     * The event type of this name.
     *
     * @throws IllegalArgumentException if the name is no dotted name
     */
    @NonNull
    public static EventType of(@NonNull String name) {
        return new EventType(name);
    }

    /** The category it belongs to. */
    @NonNull
    public EventCategory category() {
        return new EventCategory(name.substring(0, name.indexOf('.')));
    }

    @Override
    public int compareTo(@NonNull EventType other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
