package io.jenkins.plugins.deploymentledger.audit.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentledger.audit.archive.RetainedEntries;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.ProvedEntry;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailUnavailableException;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.UnknownParameters;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** {@code audit-trail/events/{seq}}: one entry, of the trail or kept after it left, with the proof that it is in the ledger. */
final class EventApi {

    private EventApi() {}

    /** The entry, its canonical JSON, a checkpoint and the hashes between them. */
    static void serve(long sequence, StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        try (OpenTrail trail = TrailReading.open()) {
            UnknownParameters.refuse(request.getParameterMap().keySet(), List.of());
            Optional<AuditEntry> entry = RetainedEntries.find(trail, sequence);
            if (entry.isEmpty()) {
                Answers.notFound(
                        response,
                        "There is no entry " + sequence + "; there are those from " + trail.firstSequence() + " to "
                                + (trail.endSequence() - 1) + '.');
                return;
            }
            ProvedEntry proved = ProvedEntry.of(trail.ledger(), entry.get());
            ObjectNode json = EntryJson.of(entry.get());
            json.put("canonical", proved.json());
            ObjectNode proof = json.putObject("proof");
            proof.put("leaf", proved.leaf().base64());
            proof.put("index", proved.proof().index());
            proof.put("size", proved.proof().size());
            proved.proof().path().forEach(hash -> proof.withArray("path").add(hash.base64()));
            proof.put("checkpoint", proved.note());
            proof.put("verified", proved.holds());
            Answers.json(response, json);
        } catch (InvalidQueryException e) {
            Answers.badRequest(response, e);
        } catch (TrailUnavailableException e) {
            Answers.unavailable(response, e);
        }
    }
}
