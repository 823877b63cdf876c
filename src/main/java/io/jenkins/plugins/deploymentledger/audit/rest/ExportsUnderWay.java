package io.jenkins.plugins.deploymentledger.audit.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailQueries;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.UnknownParameters;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * How far the exports are whose requests gave themselves an id by the parameter {@code progress}, for whoever has the same session, or without
 * one is the same user. Remembers the latest {@value #MOST_OF_ONE} of each session and the {@value #MOST} sessions that began one last; an
 * export that is not remembered any more goes on all the same. Thread-safe.
 */
@Restricted(NoExternalUse.class)
public final class ExportsUnderWay {

    static final String PROGRESS = "progress";

    private static final String ID = "id";
    private static final Pattern WELL_FORMED = Pattern.compile("[0-9A-Za-z-]{8,64}");
    private static final int MOST = 200;
    private static final int MOST_OF_ONE = 10;

    private final Map<String, Map<String, ExportState>> states = new LinkedHashMap<>();

    /**
     * Takes the id out of the parameters of an export.
     *
     * @return nothing if nobody will ask how far it is
     */
    static Optional<String> id(Map<String, List<String>> parameters) throws InvalidQueryException {
        List<String> ids = parameters.remove(PROGRESS);
        return ids == null ? Optional.empty() : Optional.of(wellFormed(PROGRESS, ids));
    }

    private static String wellFormed(String parameter, List<String> ids) throws InvalidQueryException {
        if (ids.size() != 1 || !WELL_FORMED.matcher(ids.get(0)).matches()) {
            throw new InvalidQueryException(
                    parameter, "It is no id of an export.", "Give one of 8 to 64 letters, digits and hyphens.");
        }
        return ids.get(0);
    }

    /** Remembers an export that begins. */
    void begin(StaplerRequest2 request, String id, ExportState state) {
        String owner = owner(request);
        synchronized (states) {
            Map<String, ExportState> own = states.remove(owner);
            own = own == null ? new LinkedHashMap<>() : own;
            own.remove(id);
            own.put(id, state);
            states.put(owner, own);
            forgetTheEldest(own, MOST_OF_ONE);
            forgetTheEldest(states, MOST);
        }
    }

    private static void forgetTheEldest(Map<String, ?> map, int most) {
        if (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }

    private static String owner(StaplerRequest2 request) {
        HttpSession session = request.getSession(false);
        return session == null ? "user " + Jenkins.getAuthentication2().getName() : "session " + session.getId();
    }

    private Optional<ExportState> find(StaplerRequest2 request, String id) {
        synchronized (states) {
            return Optional.ofNullable(
                    states.getOrDefault(owner(request), Map.of()).get(id));
        }
    }

    /**
     * Answers how far the export {@code id} is, for holders of Audit trail/View and Audit trail/Export.
     *
     * @throws IOException if nobody takes the answer
     */
    public void serve(@NonNull StaplerRequest2 request, @NonNull StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        Jenkins.get().checkPermission(AuditPermissions.EXPORT);
        try {
            Map<String, List<String>> parameters = TrailQueries.parameters(request);
            UnknownParameters.refuse(parameters.keySet(), List.of(ID));
            Optional<ExportState> found = find(request, wellFormed(ID, parameters.getOrDefault(ID, List.of())));
            if (found.isEmpty()) {
                Answers.notFound(response, "No export of this id has begun in this session, or it is long ago.");
                return;
            }
            // In this order: of an export that is complete all rows are counted.
            ExportState.Stage stage = found.get().stage();
            ObjectNode json = Answers.JSON.createObjectNode();
            json.put("state", stage.word());
            json.put("rows", found.get().rows()).put("expected", found.get().expected());
            Answers.json(response, json);
        } catch (InvalidQueryException e) {
            Answers.badRequest(response, e);
        }
    }
}
