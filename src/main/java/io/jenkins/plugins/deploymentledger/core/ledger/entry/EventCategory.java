package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * A group of event types: the first word of their names, such as {@code user} of {@code user.delete}.
 *
 * @param name one word as in an {@link EventType}
 */
public record EventCategory(@NonNull String name) implements Comparable<EventCategory> {

    /** @throws IllegalArgumentException if the name is no single word of an event type */
    public EventCategory {
        EventNames.checkWord(name);
    }

    @Override
    public int compareTo(@NonNull EventCategory other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
