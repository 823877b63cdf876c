package io.jenkins.plugins.deploymentledger.audit.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventCategory;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** All event types that this controller knows, of this plugin and of others. */
public final class EventCatalogue {

    private EventCatalogue() {}

    /** Every description once, in the order of the providers. */
    @NonNull
    public static List<EventDescription> all() {
        Map<EventType, EventDescription> found = new LinkedHashMap<>();
        for (EventProvider provider : ExtensionList.lookup(EventProvider.class)) {
            provider.getEvents().forEach(event -> found.putIfAbsent(event.type(), event));
        }
        return List.copyOf(found.values());
    }

    /** The descriptions of each category, sorted by the name of the category. */
    @NonNull
    public static Map<EventCategory, List<EventDescription>> byCategory() {
        Map<EventCategory, List<EventDescription>> categories = new TreeMap<>();
        for (EventDescription event : all()) {
            categories
                    .computeIfAbsent(event.type().category(), category -> new ArrayList<>())
                    .add(event);
        }
        return categories;
    }

    /** What is known of an event type; empty for one of a plugin that is gone. */
    @NonNull
    public static Optional<EventDescription> find(@NonNull EventType type) {
        return all().stream().filter(event -> event.type().equals(type)).findFirst();
    }

    /** What people call an event type; its name if no one describes it any more. */
    @NonNull
    public static String displayName(@NonNull EventType type) {
        return find(type).map(EventDescription::getDisplayName).orElse(type.name());
    }

    /** What people call a category; its name if no one describes it any more. */
    @NonNull
    public static String displayName(@NonNull EventCategory category) {
        return ExtensionList.lookup(EventProvider.class).stream()
                .map(provider -> provider.getCategoryName(category.name()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(category.name());
    }
}
