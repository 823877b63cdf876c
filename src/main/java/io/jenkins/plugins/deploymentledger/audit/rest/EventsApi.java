package io.jenkins.plugins.deploymentledger.audit.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventCatalogue;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailQueries;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailUnavailableException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.BoundedCount;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailParameters;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailRequest;
import io.jenkins.plugins.deploymentledger.core.ledger.query.UnknownParameters;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** {@code audit-trail/events}: entries, suggestions and the catalogue of event types, for holders of Audit trail/View. */
@Restricted(NoExternalUse.class)
public final class EventsApi {

    private static final int MOST_COUNTED = 1_000;
    private static final int MOST_SUGGESTED = 20;
    private static final int LONGEST_SUGGESTED_FOR = 200;
    private static final Pattern ENTRY = Pattern.compile("/\\d{1,18}");

    private EventsApi() {}

    /**
     * Answers a request.
     *
     * @throws IOException if the ledger cannot be read, or nobody takes the answer
     */
    public static void serve(@NonNull StaplerRequest2 request, @NonNull StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        String path = request.getRestOfPath();
        switch (path) {
            case "", "/" -> page(request, response);
            case "/newer" -> newer(request, response);
            case "/suggest" -> suggest(request, response);
            case "/catalogue" -> catalogue(request, response);
            default -> {
                if (ENTRY.matcher(path).matches()) {
                    EventApi.serve(Long.parseLong(path.substring(1)), request, response);
                } else {
                    Answers.notFound(response, "There is nothing here; see the documentation of the REST interface.");
                }
            }
        }
    }

    /** Whether a request asks for entries, rather than for what a page needs besides. */
    public static boolean isReading(@NonNull StaplerRequest2 request) {
        String path = request.getRestOfPath();
        return path.isEmpty() || path.equals("/") || ENTRY.matcher(path).matches();
    }

    /** A page of entries; times without an offset are UTC. */
    private static void page(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        answer(request, response, (trail, asked) -> PageJson.of(asked, trail.slice(asked)));
    }

    /** How many entries there are above {@code after}, counted up to {@value #MOST_COUNTED}. */
    private static void newer(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        answer(request, response, (trail, asked) -> {
            if (asked.after().isEmpty()) {
                throw new InvalidQueryException(
                        TrailParameters.AFTER, "It is missing.", "Give the number of the newest entry that you know.");
            }
            BoundedCount count = trail.above(asked.query(), asked.after().getAsLong(), MOST_COUNTED);
            return Answers.JSON.createObjectNode().put("count", count.value()).put("complete", count.complete());
        });
    }

    /** Values of the field {@code kind} that contain {@code text}, for a filter. */
    private static void suggest(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        String text = request.getParameter("text");
        String name = request.getParameter("kind");
        FilterKind kind = Arrays.stream(FilterKind.values())
                .filter(one -> TrailParameters.name(one).equals(name))
                .findFirst()
                .orElse(null);
        try (OpenTrail trail = TrailReading.open()) {
            UnknownParameters.refuse(request.getParameterMap().keySet(), List.of("kind", "text"));
            if (kind == null) {
                throw new InvalidQueryException(
                        "kind", "It names no filter.", "Use one of actorId, actor, targetId, target, ip, event.");
            }
            if (text == null || text.length() > LONGEST_SUGGESTED_FOR) {
                throw new InvalidQueryException(
                        "text", "It is missing or too long.", "Give at most " + LONGEST_SUGGESTED_FOR + " characters.");
            }
            ObjectNode json = Answers.JSON.createObjectNode();
            trail.suggest(kind, text.strip(), MOST_SUGGESTED).forEach(json.putArray("suggestions")::add);
            Answers.json(response, json);
        } catch (InvalidQueryException e) {
            Answers.badRequest(response, e);
        } catch (TrailUnavailableException e) {
            Answers.unavailable(response, e);
        }
    }

    /** Every event type that this controller knows, by category. */
    private static void catalogue(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        try {
            UnknownParameters.refuse(request.getParameterMap().keySet(), List.of());
        } catch (InvalidQueryException e) {
            Answers.badRequest(response, e);
            return;
        }
        ObjectNode json = Answers.JSON.createObjectNode();
        ArrayNode categories = json.putArray("categories");
        EventCatalogue.byCategory().forEach((category, events) -> {
            ObjectNode node = categories.addObject();
            node.put("category", category.name()).put("name", EventCatalogue.displayName(category));
            ArrayNode types = node.putArray("events");
            for (EventDescription event : events) {
                types.addObject()
                        .put("event", event.type().name())
                        .put("name", event.getDisplayName())
                        .put("administrative", event.isAdministrative());
            }
        });
        Answers.json(response, json);
    }

    private static void answer(StaplerRequest2 request, StaplerResponse2 response, Answering answering)
            throws IOException {
        Map<String, List<String>> parameters = TrailQueries.parameters(request);
        try {
            TrailRequest asked = TrailQueries.parse(parameters, ZoneOffset.UTC);
            try (OpenTrail trail = TrailReading.open()) {
                Answers.json(response, answering.answer(trail, asked));
            }
        } catch (InvalidQueryException e) {
            Answers.badRequest(response, e);
        } catch (TrailUnavailableException e) {
            Answers.unavailable(response, e);
        }
    }

    /** Makes an answer of what is asked. */
    private interface Answering {
        ObjectNode answer(OpenTrail trail, TrailRequest asked) throws IOException, InvalidQueryException;
    }
}
