package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Answers in JSON. */
public final class Json {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** What a verification found. */
    @NonNull
    public static ObjectNode of(@NonNull VerificationReport report) {
        ObjectNode json = object();
        json.put("proved", report.ok());
        json.put("entries", report.entries()).put("unsigned", report.unsigned());
        report.proved().forEach(range -> json.withArray("ranges")
                .addObject()
                .put("first", range.first())
                .put("last", range.last()));
        json.putArray("findings");
        report.findings().forEach(finding -> json.withArray("findings")
                .addObject()
                .put("kind", finding.kind().name())
                .put("file", finding.file())
                .put("from", finding.from())
                .put("to", finding.to())
                .put("what", finding.what()));
        json.putArray("notices");
        report.notices().forEach(json.withArray("notices")::add);
        return json;
    }

    /** The parameters of a query. */
    static ObjectNode of(Map<String, List<String>> filters) {
        ObjectNode json = MAPPER.createObjectNode();
        filters.forEach((name, values) -> values.forEach(json.withArray(name)::add));
        return json;
    }

    /** An entry as it stands in the ledger. */
    static ObjectNode of(AuditEntry entry) throws IOException {
        return (ObjectNode) MAPPER.readTree(EntryCodec.encode(entry));
    }

    /** The lines of an answer. */
    @NonNull
    public static String text(@NonNull ObjectNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of nodes is always JSON", e);
        }
    }
}
