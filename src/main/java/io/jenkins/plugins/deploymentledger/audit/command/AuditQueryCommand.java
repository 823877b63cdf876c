package io.jenkins.plugins.deploymentledger.audit.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailSlice;
import io.jenkins.plugins.deploymentledger.audit.rest.PageJson;
import io.jenkins.plugins.deploymentledger.core.ledger.cli.EntryTable;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/** {@code audit-query}: one page of entries, for holders of Audit trail/View. */
@Restricted(NoExternalUse.class)
@Extension
public final class AuditQueryCommand extends TrailCommand {

    @Option(name = "--before", metaVar = "NUMBER", usage = "query.before")
    private String before;

    @Option(name = "--after", metaVar = "NUMBER", usage = "query.after")
    private String after;

    @Option(name = "--limit", aliases = "--size", metaVar = "NUMBER", usage = "query.limit")
    private String limit;

    @Option(name = "--json", usage = "query.json")
    private boolean json;

    @Override
    public String getShortDescription() {
        return Messages.AuditQueryCommand_short();
    }

    @Override
    void page(@NonNull Map<String, List<String>> parameters) {
        put(parameters, "before", before);
        put(parameters, "after", after);
        put(parameters, "limit", limit);
    }

    @Override
    protected int run() throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        TrailRequest request = request();
        try (OpenTrail trail = TrailReading.open()) {
            TrailSlice slice = trail.slice(request);
            if (json) {
                ObjectNode page = PageJson.of(request, slice);
                stdout.println(page.toPrettyString());
            } else {
                new EntryTable(zone()).lines(slice.entries()).forEach(stdout::println);
                if (slice.older() && !slice.entries().isEmpty()) {
                    stderr.println(Messages.AuditQueryCommand_older(Long.toString(
                            slice.entries().get(slice.entries().size() - 1).sequence())));
                }
            }
        }
        return 0;
    }
}
