package io.jenkins.plugins.deploymentledger.audit.command;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportFormat;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportManifest;
import io.jenkins.plugins.deploymentledger.core.ledger.export.LedgerExport;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/**
 * {@code audit-export}: all entries that pass the filters to the standard output, and their manifest to the standard error, for
 * holders of Audit trail/Export who may also view.
 *
 * <p>That somebody exports is recorded before the first row. An export that breaks off has no manifest and an exit code that is not 0.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class AuditExportCommand extends TrailCommand {

    @Option(name = "--format", metaVar = "FORMAT", usage = "export.format")
    private String format = ExportFormat.CSV.word();

    @Override
    public String getShortDescription() {
        return Messages.AuditExportCommand_short();
    }

    @Override
    protected int run() throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        Jenkins.get().checkPermission(AuditPermissions.EXPORT);
        ExportFormat rows = ExportFormat.of(format)
                .orElseThrow(
                        () -> new IllegalArgumentException("--format: There is no such format. Write csv or jsonl."));
        LedgerQuery query = request().query();
        try (OpenTrail trail = TrailReading.openWithCheckpoint()) {
            AuditTrail.record(event(rows, query));
            ExportManifest manifest = export(trail, rows, query);
            stderr.write(manifest.toJson());
            stderr.flush();
        }
        return 0;
    }

    private ExportManifest export(OpenTrail trail, ExportFormat rows, LedgerQuery query) throws IOException {
        long[] written = new long[1];
        boolean whole = false;
        try {
            ExportManifest manifest = LedgerExport.write(trail.source(), query, rows, stdout, (count, sequence) -> {
                written[0] = count;
                if (stdout.checkError()) {
                    throw new IllegalStateException("Nobody takes the rows any more");
                }
            });
            whole = !stdout.checkError();
            if (!whole) {
                throw new IOException("The export broke off: nobody takes the rows any more");
            }
            return manifest;
        } finally {
            if (!whole) {
                AuditTrail.record(
                        event(rows, query).outcome(Outcome.FAILURE).detail("rows", Long.toString(written[0])));
            }
        }
    }

    private static AuditEvent.Builder event(@NonNull ExportFormat rows, @NonNull LedgerQuery query) {
        return AuditTrail.begin(Event.AUDIT_EXPORTED)
                .on("audit", "", "")
                .detail("format", rows.word())
                .detail("filters", Redaction.typed(query.toParameters().toString()));
    }
}
