package io.jenkins.plugins.deploymentledger.audit.rest;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailUnavailableException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.UnknownParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** {@code audit-trail/checkpoint} and {@code audit-trail/ledger.pub}: what proofs begin with, for holders of Audit trail/View. */
@Restricted(NoExternalUse.class)
public final class CheckpointApi {

    private CheckpointApi() {}

    /**
     * Answers with the newest checkpoint, as a signed note.
     *
     * @throws IOException if the ledger cannot be read, or nobody takes the answer
     */
    public static void checkpoint(@NonNull StaplerRequest2 request, @NonNull StaplerResponse2 response)
            throws IOException {
        answer(request, response, trail -> trail.ledger().sign(trail.checkpoint()));
    }

    /**
     * Answers with the public key by which checkpoints are verified, as a line.
     *
     * @throws IOException if the ledger cannot be read, or nobody takes the answer
     */
    public static void key(@NonNull StaplerRequest2 request, @NonNull StaplerResponse2 response) throws IOException {
        answer(request, response, trail -> (trail.ledger().verifier() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(StaplerRequest2 request, StaplerResponse2 response, Text text) throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        try (OpenTrail trail = TrailReading.open()) {
            UnknownParameters.refuse(request.getParameterMap().keySet(), List.of());
            response.setContentType("text/plain;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.getOutputStream().write(text.of(trail));
        } catch (InvalidQueryException e) {
            Answers.badRequest(response, e);
        } catch (TrailUnavailableException e) {
            Answers.unavailable(response, e);
        }
    }

    /** What is said of a trail, in UTF-8. */
    private interface Text {
        byte[] of(OpenTrail trail) throws IOException;
    }
}
