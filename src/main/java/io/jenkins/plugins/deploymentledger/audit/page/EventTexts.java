package io.jenkins.plugins.deploymentledger.audit.page;

import io.jenkins.plugins.deploymentledger.audit.catalogue.EventCatalogue;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What people call event types, looked up once for a page. */
final class EventTexts {

    private final Map<EventType, EventDescription> known =
            EventCatalogue.all().stream().collect(Collectors.toMap(EventDescription::type, Function.identity()));

    /** The text of a type; its name if nobody describes it any more. */
    String of(EventType type) {
        EventDescription description = known.get(type);
        return description == null ? type.name() : description.getDisplayName();
    }
}
