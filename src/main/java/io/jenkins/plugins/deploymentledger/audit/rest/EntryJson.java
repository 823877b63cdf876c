package io.jenkins.plugins.deploymentledger.audit.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.util.LinkedHashSet;
import java.util.Set;

/** An entry in the JSON of the REST interface. */
final class EntryJson {

    private EntryJson() {}

    static ObjectNode of(AuditEntry entry) {
        ObjectNode json = Answers.JSON.createObjectNode();
        json.put("seq", entry.sequence());
        json.put("time", EntryCodec.format(entry.time()));
        json.put("recorded", EntryCodec.format(entry.recorded()));
        json.put("actorId", entry.operatedBy().id());
        json.put("actor", entry.operatedBy().name());
        json.put("effectiveId", entry.effective().id());
        json.put("effective", entry.effective().name());
        json.put("event", entry.event().name());
        json.put("category", entry.event().category().name());
        json.put("targetKind", entry.target().kind());
        json.put("targetId", entry.target().id());
        json.put("target", entry.target().name());
        Set<String> addresses = new LinkedHashSet<>(entry.addresses().chain());
        if (!entry.addresses().client().isEmpty()) {
            addresses.add(entry.addresses().client());
        }
        addresses.forEach(json.putArray("ips")::add);
        json.put("client", entry.addresses().client());
        json.put("clientVerified", entry.addresses().verified());
        json.put("outcome", entry.outcome().word());
        ObjectNode details = json.putObject("details");
        entry.details().forEach(details::put);
        entry.blobs().forEach(blob -> json.withArray("attachments")
                .addObject()
                .put("name", blob.name())
                .put("sha256", blob.sha256())
                .put("size", blob.size()));
        return json;
    }
}
