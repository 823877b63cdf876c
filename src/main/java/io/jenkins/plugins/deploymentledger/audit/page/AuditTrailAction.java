package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.Failure;
import hudson.model.RootAction;
import hudson.security.Permission;
import hudson.util.FormApply;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.ReaderZone;
import io.jenkins.plugins.deploymentledger.audit.rest.CheckpointApi;
import io.jenkins.plugins.deploymentledger.audit.rest.EventsApi;
import io.jenkins.plugins.deploymentledger.audit.rest.ExportsUnderWay;
import io.jenkins.plugins.deploymentledger.audit.rest.TileApi;
import io.jenkins.plugins.deploymentledger.audit.rest.TrailDownload;
import io.jenkins.plugins.deploymentledger.audit.rest.VerifierJar;
import io.jenkins.plugins.deploymentledger.audit.settings.TrailConfiguration;
import io.jenkins.plugins.deploymentledger.audit.verification.Verifications;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportFormat;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.UnknownParameters;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerDispatchable;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** {@code audit-trail/}: the pages and the REST interface of the trail, for holders of Audit trail/View. */
@Restricted(NoExternalUse.class)
@Extension
public final class AuditTrailAction implements RootAction, StaplerProxy {

    /** Where it is, below the root of Jenkins. */
    public static final String URL = "audit-trail";

    static final String ICON = "symbol-journal";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** The pages that understand no parameter. */
    private static final Pattern PLAIN = Pattern.compile("/(entry|catalogue|coverage|integrity|status|settings)(/.*)?");

    private final Visits visits = new Visits();
    private final ExportsUnderWay exports = new ExportsUnderWay();

    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(AuditPermissions.VIEW) ? ICON : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.AuditTrailAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** In sight at the top of every page for those who may view it, rather than in a menu: auditors may not know Jenkins. */
    @Override
    public boolean isPrimaryAction() {
        return true;
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        if (request != null && PLAIN.matcher(request.getRestOfPath()).matches()) {
            refuseParameters(request);
        }
        return this;
    }

    private static void refuseParameters(StaplerRequest2 request) {
        try {
            UnknownParameters.refuse(request.getParameterMap().keySet(), List.of());
        } catch (InvalidQueryException e) {
            throw new Failure(e.getMessage());
        }
    }

    /**
     * What the current request asks for, as a table.
     *
     * @param zone the time zone in the user's preferences; null if there is none
     */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public TrailTable table(@CheckForNull String zone) {
        visits.note();
        return TrailTable.of(Stapler.getCurrentRequest2(), ReaderZone.of(zone));
    }

    /**
     * The rows that the current request asks for, alone.
     *
     * @param zone the time zone in the user's preferences; null if there is none
     */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public TrailTable rowTable(@CheckForNull String zone) {
        visits.note();
        return TrailTable.rowsOf(Stapler.getCurrentRequest2(), ReaderZone.of(zone));
    }

    /** Every event type. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public CataloguePage catalogue() {
        return new CataloguePage();
    }

    /**
     * How much of what happens is understood.
     *
     * @param zone the time zone in the user's preferences; null if there is none
     */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public CoveragePage coverage(@CheckForNull String zone) {
        return CoveragePage.now(ReaderZone.of(zone));
    }

    /**
     * What proves the trail.
     *
     * @param zone the time zone in the user's preferences; null if there is none
     */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public IntegrityPage integrity(@CheckForNull String zone) {
        return IntegrityPage.now(ReaderZone.of(zone));
    }

    /**
     * What is older than the trail.
     *
     * @param zone the time zone in the user's preferences; null if there is none
     */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public ArchivesPage archives(@CheckForNull String zone) {
        visits.note();
        return ArchivesPage.of(Stapler.getCurrentRequest2(), ReaderZone.of(zone));
    }

    /** Whether there are archives. */
    @Restricted(DoNotUse.class) // used by Jelly
    public boolean isArchived() {
        return ArchivesPage.any();
    }

    /** Imports a log of before. */
    @POST
    public HttpResponse doImport(StaplerRequest2 request) throws IOException, ServletException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        Jenkins.get().checkPermission(AuditPermissions.CONFIGURE);
        return LogImport.of(request);
    }

    /** Whether the current user may say what is recorded, and import logs of before. */
    @Restricted(DoNotUse.class) // used by Jelly
    public boolean isConfigurable() {
        return Jenkins.get().hasPermission(AuditPermissions.CONFIGURE);
    }

    /** What the page of settings asks for, besides the permission to view. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public Permission configurePermission() {
        return AuditPermissions.CONFIGURE;
    }

    /** The sections of the settings. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public List<TrailConfiguration> sections() {
        return TrailConfiguration.sections();
    }

    /** Takes over the settings. */
    @POST
    public HttpResponse doConfigure(StaplerRequest2 request) throws Descriptor.FormException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        Jenkins.get().checkPermission(AuditPermissions.CONFIGURE);
        TrailConfiguration.configureAll(request, form(request));
        return FormApply.success("settings");
    }

    private static JSONObject form(StaplerRequest2 request) {
        try {
            if (request.getParameter("json") != null) {
                return request.getSubmittedForm();
            }
        } catch (ServletException e) {
            throw new Failure(Messages.AuditTrailAction_noForm());
        }
        throw new Failure(Messages.AuditTrailAction_noForm());
    }

    /** Whether the current user may export. */
    @Restricted(DoNotUse.class) // used by Jelly
    public boolean isExportable() {
        return Jenkins.get().hasPermission(AuditPermissions.EXPORT);
    }

    /** The REST interface to entries. */
    @GET
    public void doEvents(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        if (EventsApi.isReading(request)) {
            visits.note();
        }
        EventsApi.serve(request, response);
    }

    /** The tree of the ledger in tiles. */
    @GET
    public void doTile(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        TileApi.serve(request, response);
    }

    /**
     * The page of an entry.
     *
     * @return null if there is no such entry
     * @throws IOException if the ledger cannot be read
     */
    @CheckForNull
    @StaplerDispatchable // has pages alone
    public EntryPage getEntry(@NonNull String sequence) throws IOException {
        visits.note();
        return NUMBER.matcher(sequence).matches() ? EntryPage.of(Long.parseLong(sequence)) : null;
    }

    /** The newest checkpoint, as a signed note. */
    @GET
    public void doCheckpoint(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        CheckpointApi.checkpoint(request, response);
    }

    /** The public key by which checkpoints are verified. */
    @GET
    @WebMethod(name = "ledger.pub")
    public void doPublicKey(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        CheckpointApi.key(request, response);
    }

    /** The offline verifier. */
    @GET
    @WebMethod(name = "deployment-ledger.jar")
    public void doVerifierJar(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        VerifierJar.serve(request, response);
    }

    /** Begins to verify the whole ledger, if that is not under way already. */
    @POST
    public HttpResponse doVerify() {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        Verifications.get().begin();
        return HttpResponses.redirectTo("integrity");
    }

    /** What the page of exports asks for, besides the permission to view. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public Permission exportPermission() {
        return AuditPermissions.EXPORT;
    }

    /**
     * What an export of what the current request asks for would be.
     *
     * @param zone the time zone in the user's preferences; null if there is none
     */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public ExportPage export(@CheckForNull String zone) {
        Jenkins.get().checkPermission(AuditPermissions.EXPORT);
        visits.note();
        return ExportPage.of(Stapler.getCurrentRequest2(), ReaderZone.of(zone));
    }

    /** How far an export is. */
    @GET
    @WebMethod(name = "export.progress")
    public void doExportProgress(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        exports.serve(request, response);
    }

    /** The filtered rows as CSV. */
    @GET
    @WebMethod(name = "export.csv")
    public void doExportCsv(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        new TrailDownload(ExportFormat.CSV, false, exports).send(request, response);
    }

    /** The filtered rows as JSON lines. */
    @GET
    @WebMethod(name = "export.jsonl")
    public void doExportJsonl(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        new TrailDownload(ExportFormat.JSON_LINES, false, exports).send(request, response);
    }

    /** The filtered rows as CSV, with their manifest. */
    @GET
    @WebMethod(name = "export.csv.zip")
    public void doExportCsvZip(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        new TrailDownload(ExportFormat.CSV, true, exports).send(request, response);
    }

    /** The filtered rows as JSON lines, with their manifest. */
    @GET
    @WebMethod(name = "export.jsonl.zip")
    public void doExportJsonlZip(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        new TrailDownload(ExportFormat.JSON_LINES, true, exports).send(request, response);
    }
}
