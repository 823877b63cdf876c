package io.jenkins.plugins.deploymentledger.audit.rest;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailQueries;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailUnavailableException;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportFormat;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportManifest;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportSource;
import io.jenkins.plugins.deploymentledger.core.ledger.export.LedgerExport;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.TrailParameters;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Sends an export as it is made, in constant memory: rows alone, or a zip file of the rows and their manifest.
 *
 * <p>That somebody exports, and what, is recorded before the first byte. When an export cannot be completed the connection is
 * broken off, so that no browser and no program takes what there is for a whole file; a zip file lacks its directory then, too.
 */
@Restricted(NoExternalUse.class)
public final class TrailDownload {

    private static final List<String> PAGING =
            List.of(TrailParameters.BEFORE, TrailParameters.AFTER, TrailParameters.LIMIT);

    private static final int ABORT = -1;

    private final ExportFormat format;
    private final boolean bundled;
    private final ExportsUnderWay underWay;

    /**
     * A kind of export.
     *
     * @param format how the rows are written
     * @param bundled whether the manifest comes with them, in a zip file
     * @param underWay is told how far an export is that gives itself an id
     */
    public TrailDownload(@NonNull ExportFormat format, boolean bundled, @NonNull ExportsUnderWay underWay) {
        this.format = format;
        this.bundled = bundled;
        this.underWay = underWay;
    }

    /**
     * Answers a request whose parameters are the filters; for holders of Audit trail/Export who may also view.
     *
     * @throws IOException if the export broke off
     */
    public void send(@NonNull StaplerRequest2 request, @NonNull StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        Jenkins.get().checkPermission(AuditPermissions.EXPORT);
        try {
            Map<String, List<String>> parameters = new LinkedHashMap<>(TrailQueries.parameters(request));
            Optional<String> id = ExportsUnderWay.id(parameters);
            LedgerQuery query = query(parameters, ZoneOffset.UTC);
            try (OpenTrail trail = TrailReading.openWithCheckpoint()) {
                ExportState state = new ExportState(id.isPresent() ? trail.count(query) : 0);
                id.ifPresent(given -> underWay.begin(request, given, state));
                AuditTrail.record(event(query));
                send(trail.source(), query, response, state);
            }
        } catch (InvalidQueryException e) {
            Answers.badRequest(response, e);
        } catch (TrailUnavailableException e) {
            Answers.unavailable(response, e);
        }
    }

    /**
     * What is to be exported.
     *
     * @param parameters the filters
     * @param zone in which times without an offset are understood
     * @throws InvalidQueryException if anything is not understood, or asks for a page
     */
    @NonNull
    public static LedgerQuery query(@NonNull Map<String, List<String>> parameters, @NonNull ZoneId zone)
            throws InvalidQueryException {
        for (String name : PAGING) {
            if (parameters.containsKey(name)) {
                throw new InvalidQueryException(
                        name, "An export has all entries, not a page of them.", "Leave it out.");
            }
        }
        return TrailQueries.parse(parameters, zone).query();
    }

    private AuditEvent.Builder event(LedgerQuery query) {
        return AuditTrail.begin(Event.AUDIT_EXPORTED)
                .on("audit", "", "")
                .detail("format", format.word())
                .detail("filters", Redaction.typed(query.toParameters().toString()));
    }

    private void send(ExportSource source, LedgerQuery query, StaplerResponse2 response, ExportState state)
            throws IOException {
        String name = "audit-trail." + format.word();
        response.setContentType(bundled ? "application/zip" : type());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + (bundled ? ".zip\"" : "\""));
        response.setHeader("Cache-Control", "no-store");
        OutputStream out = response.getOutputStream();
        boolean whole = false;
        try {
            if (bundled) {
                bundle(source, query, name, out, state);
            } else {
                write(source, query, out, state);
            }
            out.flush();
            whole = true;
        } catch (IOException | RuntimeException e) {
            AuditTrail.record(event(query)
                    .outcome(Outcome.FAILURE)
                    .detail("rows", Long.toString(state.rows()))
                    .detail("because", String.valueOf(e.getMessage())));
            breakOff(response);
            throw new IOException("The export broke off after " + state.rows() + " rows", e);
        } finally {
            state.end(whole ? ExportState.Stage.COMPLETE : ExportState.Stage.BROKEN);
        }
    }

    /** Jenkins would end the answer in good order; the web server that it comes with aborts the connection for this status. */
    private static void breakOff(StaplerResponse2 response) throws IOException {
        if (response.isCommitted()) {
            response.sendError(ABORT);
        }
    }

    private void bundle(ExportSource source, LedgerQuery query, String name, OutputStream out, ExportState state)
            throws IOException {
        // Not closed where it fails: closing would complete the file.
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(name));
        ExportManifest manifest = write(source, query, zip, state);
        zip.closeEntry();
        zip.putNextEntry(new ZipEntry(name + ".manifest.json"));
        zip.write(manifest.toJson());
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }

    private ExportManifest write(ExportSource source, LedgerQuery query, OutputStream out, ExportState state)
            throws IOException {
        return LedgerExport.write(source, query, format, out, (count, sequence) -> state.wrote(count));
    }

    private String type() {
        return format == ExportFormat.CSV ? "text/csv;charset=UTF-8" : "application/jsonl;charset=UTF-8";
    }
}
