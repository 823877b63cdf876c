package io.jenkins.plugins.deploymentledger.audit.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailSlice;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailParameters;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailRequest;
import java.util.List;

/** A page of entries in the JSON of the REST interface, which the command line speaks too. */
public final class PageJson {

    private PageJson() {}

    /** The answer to a request. */
    @NonNull
    public static ObjectNode of(@NonNull TrailRequest asked, @NonNull TrailSlice slice) {
        ObjectNode json = Answers.JSON.createObjectNode();
        asked.query().period().ifPresent(period -> json.put(
                        "from", period.from().toString())
                .put("to", period.to().toString()));
        ArrayNode events = json.putArray("events");
        List<AuditEntry> entries = slice.entries();
        entries.forEach(entry -> events.add(EntryJson.of(entry)));
        if (slice.older()) {
            json.put(
                    TrailParameters.BEFORE,
                    entries.isEmpty()
                            ? asked.after().orElseThrow() + 1
                            : entries.get(entries.size() - 1).sequence());
        }
        if (slice.newer()) {
            json.put(TrailParameters.AFTER, entries.get(0).sequence());
        }
        return json;
    }
}
