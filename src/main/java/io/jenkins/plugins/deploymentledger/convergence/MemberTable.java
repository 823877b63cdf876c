package io.jenkins.plugins.deploymentledger.convergence;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.export.FormulaGuard;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/** The members of a convergence as they were seen last: for its page, as JSON and as CSV, see {@link MemberQuery}. */
public final class MemberTable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setHeader("Machine", "State", "Failures", "Tried again", "Reason")
            .get();

    private final DeploymentJob job;
    private final ConvergenceProperty property;

    MemberTable(@NonNull DeploymentJob job, @NonNull ConvergenceProperty property) {
        this.job = job;
        this.property = property;
    }

    /** The members that the current request asks for; all of them where it asks for nonsense. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public MemberPage getPage() throws IOException {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return page(request == null || getProblem() != null ? MemberQuery.ALL : MemberQuery.of(request));
    }

    /** What is wrong with the current request's query; null if nothing is. */
    @CheckForNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getProblem() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        try {
            if (request != null) {
                MemberQuery.of(request);
            }
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private MemberPage page(MemberQuery query) throws IOException {
        return new MemberPage(property, new Keeping(job, property).content(), query);
    }

    /** The members as JSON; answers 400 with the parameter's name where one cannot be read. */
    @GET
    public void doIndex(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        String problem = getProblem();
        if (problem != null) {
            refuse(response, problem);
            return;
        }
        write(response, json(page(MemberQuery.of(request))));
    }

    /** All members that are asked for, on all pages, as CSV; answers 400 with the parameter's name where one cannot be read. */
    @GET
    public void doCsv(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        String problem = getProblem();
        if (problem != null) {
            refuse(response, problem);
            return;
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"members.csv\"");
        response.setHeader("Cache-Control", "no-store");
        try (CSVPrinter csv = new CSVPrinter(response.getWriter(), CSV)) {
            for (MemberRow member : page(MemberQuery.of(request)).matching()) {
                csv.printRecord(
                        FormulaGuard.guard(member.name()),
                        member.state(),
                        member.failures(),
                        Objects.toString(member.retry(), ""),
                        FormulaGuard.guard(Objects.toString(member.problem(), "")));
            }
        }
    }

    private ObjectNode json(MemberPage page) {
        ObjectNode json = JSON.createObjectNode();
        json.put("job", job.getFullName());
        Cycle seen = page.content().seen();
        json.put("lookedAt", seen == null ? null : text(Instant.ofEpochMilli(seen.at())));
        ObjectNode counts = json.putObject("counts");
        page.counts().forEach((state, count) -> counts.put(state.name(), count));
        json.put("total", page.getTotal());
        ArrayNode members = json.putArray("members");
        for (MemberRow member : page.getRows()) {
            members.addObject()
                    .put("machine", member.name())
                    .put("state", member.state().name())
                    .put("failures", member.failures())
                    .put("retry", text(member.retry()))
                    .put("problem", member.problem());
        }
        json.put("next", page.nextFrom());
        return json;
    }

    private static String text(@CheckForNull Instant at) {
        return Objects.toString(at, null);
    }

    private static void refuse(StaplerResponse2 response, String problem) throws IOException {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        write(response, JSON.createObjectNode().put("error", problem));
    }

    private static void write(StaplerResponse2 response, ObjectNode json) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        JSON.writeValue(response.getWriter(), json);
    }
}
