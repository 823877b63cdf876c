package io.jenkins.plugins.deploymentledger.deployment;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/** The machines of a run: as the live part of its page, and as JSON. */
public final class MachineTable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DeploymentRun run;

    MachineTable(DeploymentRun run) {
        this.run = run;
    }

    /** The run. */
    @NonNull
    public DeploymentRun getRun() {
        return run;
    }

    /** The machines that the current request asks for; all of them where it asks for nonsense. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public MachinePage getPage() {
        return new MachinePage(run, query(), run.snapshot());
    }

    private MachineQuery query() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null || getProblem() != null ? MachineQuery.ALL : MachineQuery.of(request);
    }

    /** What is wrong with the current request's query; null if nothing is. */
    @CheckForNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getProblem() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        try {
            if (request != null) {
                MachineQuery.of(request);
            }
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** The groups of statuses that occur, each with its number of machines and its share of the bar. */
    @NonNull
    public List<StatusShare> getShares() {
        return StatusShare.of(run.getCounts());
    }

    /** What the run is doing or how it ended, in a few words. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getState() {
        if (!run.isBuilding()) {
            return StatusTexts.of(run.getResult());
        }
        if (run.getCounts().total() == 0) {
            return Messages.MachineTable_preparing();
        }
        return isStopping()
                ? Messages.MachineTable_stopping(run.getCounts().percentDone())
                : Messages.MachineTable_running(run.getCounts().percentDone());
    }

    /** What goes where, since when. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getSummary() {
        DeploymentOrder order = run.getOrder();
        if (order == null) {
            return "";
        }
        String what = order.describe();
        return run.isBuilding()
                ? Messages.MachineTable_runningSummary(what, order.getTarget(), run.getTimestampString())
                : Messages.MachineTable_endedSummary(what, order.getTarget(), run.getDurationString());
    }

    /** By which rules it goes on, or why it did not; empty where there is nothing to say. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getOutlook() {
        return OutlookText.of(run.snapshot().outlook(), run.isBuilding(), Instant.now());
    }

    /** Whether somebody asked to stop the run while it is under way. */
    @Restricted(DoNotUse.class) // used by Jelly
    public boolean isStopping() {
        return run.isStopRequested();
    }

    /** The counts of the groups in one line, for those who cannot see the bar. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getBarText() {
        return StatusShare.inWords(getShares());
    }

    /** What can be said of the machines together. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public RunAnalysis getAnalysis() {
        return new RunAnalysis(run.snapshot());
    }

    /**
     * What the logs of the machines have in common, where one problem is asked for by itself; null otherwise.
     *
     * @param analysis that knows the problems
     */
    @CheckForNull
    @Restricted(DoNotUse.class) // used by Jelly
    public CommonLog commonLog(@NonNull RunAnalysis analysis) {
        Set<String> signatures = query().signatures();
        return signatures.size() != 1
                ? null
                : analysis.failures().stream()
                        .filter(group -> signatures.contains(group.signature().key()))
                        .findFirst()
                        .map(group -> CommonLog.of(run, group))
                        .orElse(null);
    }

    /** How long the stages take, here and usually. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public List<StageTimes> getTimes() {
        return StageTimes.of(run.snapshot().machines(), UsualTimes.of(run), Instant.now());
    }

    /** What became otherwise than in the run before; null if nothing did. */
    @CheckForNull
    @Restricted(DoNotUse.class) // used by Jelly
    public RunComparison getComparison() {
        return RunComparison.of(run);
    }

    /** What can be done with the machines that a filter shows; part of the URL. */
    @NonNull
    public MachineSelection getSelection() {
        return new MachineSelection(run);
    }

    /** The restart that the run is; null if it is none. */
    @CheckForNull
    @Restricted(DoNotUse.class) // used by Jelly
    public Restart getRestart() {
        return Restart.of(run);
    }

    /** Who else is deploying the same package to some of the same machines, while the run is under way. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public List<Overlap> getOverlaps() {
        DeploymentOrder order = run.getOrder();
        if (order == null || !run.isBuilding()) {
            return List.of();
        }
        Set<String> machines =
                run.snapshot().machines().stream().map(MachineProgress::machine).collect(Collectors.toSet());
        return Overlap.of(order.getDeploymentPackage().getName(), machines, run);
    }

    /** How many machines the run has. */
    public int getTotal() {
        return run.getCounts().total();
    }

    /**
     * The machines as JSON: parameters {@code group}, {@code status}, {@code cause}, {@code signature}, {@code change}, {@code q},
     * {@code from} and {@code limit}; answers
     * 400 with the parameter's name where one cannot be read.
     */
    @GET
    public void doIndex(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        MachineQuery query;
        try {
            query = MachineQuery.of(request);
        } catch (IllegalArgumentException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            write(response, JSON.createObjectNode().put("error", e.getMessage()));
            return;
        }
        write(response, json(new MachinePage(run, query, run.snapshot())));
    }

    private ObjectNode json(MachinePage page) {
        ObjectNode json = JSON.createObjectNode();
        json.put("run", run.getExternalizableId());
        json.put("building", run.isBuilding());
        json.put("result", Objects.toString(run.getResult(), null));
        json.put("revision", page.snapshot().revision());
        ObjectNode counts = json.putObject("counts");
        page.snapshot().counts().byStatus().forEach((status, count) -> counts.put(status.name(), count));
        json.put("total", page.getTotal());
        List<ObjectNode> machines = new ArrayList<>();
        page.shown().forEach(machine -> machines.add(json(machine)));
        json.putArray("machines").addAll(machines);
        json.put("next", page.getNext());
        return json;
    }

    private static String nameOf(FailureCause cause) {
        return cause == null ? null : cause.name();
    }

    private static ObjectNode json(MachineProgress machine) {
        ObjectNode json = JSON.createObjectNode();
        json.put("machine", machine.machine());
        json.put("ordinal", machine.ordinal());
        json.put("status", machine.status().name());
        json.put("group", machine.status().group().name());
        json.put("cause", nameOf(machine.cause()));
        ObjectNode stages = json.putObject("stages");
        machine.stages().forEach((stage, progress) -> {
            ObjectNode entry = stages.putObject(stage.name());
            entry.put("attempt", progress.attempt());
            entry.put("startedAt", progress.startedAt().toString());
            StageReport report = progress.report();
            if (report != null) {
                entry.put("endedAt", String.valueOf(progress.endedAt()));
                entry.put("success", report.isSuccess());
                entry.put("message", report.message());
                entry.put("cause", nameOf(report.cause()));
                entry.put("bytes", report.bytes());
                entry.put("cached", report.cached());
                entry.put("exitCode", report.exitCode());
                entry.put("changes", report.changes());
            }
        });
        return json;
    }

    private static void write(StaplerResponse2 response, ObjectNode json) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        JSON.writeValue(response.getWriter(), json);
    }
}
