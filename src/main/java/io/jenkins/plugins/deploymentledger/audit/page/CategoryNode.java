package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventCatalogue;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventCategory;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TextFilter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A category in the tree of events, with its event types. */
@Restricted(NoExternalUse.class)
public final class CategoryNode {

    private final EventCategory category;
    private final boolean checked;
    private final List<EventNode> events;

    private CategoryNode(EventCategory category, boolean checked, List<EventNode> events) {
        this.category = category;
        this.checked = checked;
        this.events = List.copyOf(events);
    }

    static CategoryNode of(
            EventCategory category,
            Set<EventType> types,
            Map<EventType, Long> counts,
            Set<TextFilter> chosen,
            EventTexts texts) {
        List<EventNode> events = types.stream()
                .map(type -> new EventNode(
                        type.name(),
                        texts.of(type),
                        counts.getOrDefault(type, 0L),
                        chosen.contains(TextFilter.of(type.name()))))
                .sorted(Comparator.comparing(EventNode::text, String.CASE_INSENSITIVE_ORDER))
                .toList();
        return new CategoryNode(category, chosen.contains(TextFilter.of(category.name() + ".*")), events);
    }

    /** Its name in filters. */
    @NonNull
    public String getName() {
        return category.name();
    }

    /** What people call it. */
    @NonNull
    public String getText() {
        return EventCatalogue.displayName(category);
    }

    /** How many entries it has under the other filters. */
    public long getCount() {
        return events.stream().mapToLong(EventNode::count).sum();
    }

    /** Whether the whole category is chosen. */
    public boolean isChecked() {
        return checked;
    }

    /** Whether some of its event types are chosen by themselves. */
    public boolean isOpen() {
        return events.stream().anyMatch(EventNode::checked);
    }

    /** Its event types. */
    @NonNull
    public List<EventNode> getEvents() {
        return events;
    }

    /**
     * An event type in the tree.
     *
     * @param name its name in filters
     * @param text what people call it
     * @param count how many entries it has under the other filters
     * @param checked whether it is chosen
     */
    public record EventNode(@NonNull String name, @NonNull String text, long count, boolean checked) {}
}
