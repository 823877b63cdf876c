package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventCatalogue;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventCategory;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Every event type that this controller knows, by category. */
@Restricted(NoExternalUse.class)
public final class CataloguePage {

    CataloguePage() {}

    /**
     * A category.
     *
     * @param name its name in filters
     * @param text what people call it
     * @param events its event types
     */
    public record Category(
            @NonNull String name,
            @NonNull String text,
            @NonNull List<EventDescription> events) {}

    /** The categories, by name. */
    @NonNull
    public List<Category> getCategories() {
        return EventCatalogue.byCategory().entrySet().stream()
                .map(entry -> category(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Category category(EventCategory category, List<EventDescription> events) {
        return new Category(category.name(), EventCatalogue.displayName(category), events);
    }

    /** Whether events of a type are recorded, by the settings. */
    public boolean isRecorded(@NonNull EventDescription event) {
        return AuditSettings.get().records(event);
    }
}
