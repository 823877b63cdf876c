package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.ParametersAction;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.export.FormulaGuard;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroup;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroups;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/**
 * What one can do with exactly those machines of a run that its table shows under a filter: restart, make a group, export; and the
 * page on which one chooses among them by what became of them.
 *
 * <p>The parameters of the filter are those of {@link MachineQuery}.
 */
@Restricted(NoExternalUse.class)
public final class MachineSelection {

    private static final CSVFormat CSV = CSVFormat.RFC4180
            .builder()
            .setHeader("Machine", "Status", "Group", "Cause", "Exit code", "Message")
            .get();

    private final DeploymentRun run;

    MachineSelection(DeploymentRun run) {
        this.run = run;
    }

    /** The run. */
    @NonNull
    public DeploymentRun getRun() {
        return run;
    }

    /** What the page offers to choose among; the counts add up to all machines of the current request's filter. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public List<SelectorChoice> getChoices() {
        Map<RestartSelector, List<MachineProgress>> machines = new EnumMap<>(RestartSelector.class);
        shown().forEach(machine -> machines.computeIfAbsent(
                        RestartSelector.of(machine.status()), selector -> new ArrayList<>())
                .add(machine));
        // Where all are of one kind there is nothing to choose.
        boolean alone = machines.size() == 1;
        return machines.entrySet().stream()
                .map(entry -> new SelectorChoice(
                        entry.getKey(),
                        RowRanges.of(entry.getValue()).toString(),
                        entry.getValue().size(),
                        alone || entry.getKey().isUsual()))
                .toList();
    }

    /** What is wrong with the filter of the current request; empty if nothing is. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getProblem() {
        try {
            MachineQuery.of(Stapler.getCurrentRequest2());
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private List<MachineProgress> shown() {
        return getProblem().isEmpty() ? select(Stapler.getCurrentRequest2()) : List.of();
    }

    /** Who is deploying the same package to some of these machines. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public List<Overlap> getOverlaps() {
        DeploymentOrder order = run.getOrder();
        Set<String> names = shown().stream().map(MachineProgress::machine).collect(Collectors.toSet());
        return order == null
                ? List.of()
                : Overlap.of(order.getDeploymentPackage().getName(), names, run);
    }

    /** Whether the current user may deploy to these machines again, now. */
    @Restricted(DoNotUse.class) // used by Jelly
    public boolean isRestartable() {
        DeploymentJob job = run.getParent();
        return job.hasPermission(Item.BUILD)
                && job.isBuildable()
                && (overrides().isEmpty() || job.hasPermission(Item.CONFIGURE));
    }

    /** What the run did otherwise than its job says, but for its machines: the package of then, not a newer one. */
    private LaunchOverrides overrides() {
        LaunchOverrides launched = run.getAction(LaunchOverrides.class);
        DeploymentOrder order = run.getOrder();
        return launched == null || order == null
                ? new LaunchOverrides()
                : launched.ofSamePackage(order.getDeploymentPackage().getVersion());
    }

    /** Whether the current user may make groups of machines. */
    @Restricted(DoNotUse.class) // used by Jelly
    public boolean isGrouping() {
        return Jenkins.get().hasPermission(MachineGroups.MANAGE);
    }

    /** Begins a new run on these machines, linked to this one; it waits in the queue while the deployment is under way. */
    @RequirePOST
    public HttpResponse doRestart(StaplerRequest2 request) {
        DeploymentJob job = run.getParent();
        job.checkPermission(Item.BUILD);
        LaunchOverrides overrides = overrides();
        if (!overrides.isEmpty()) {
            // Such a run does what only somebody may order who may configure the job.
            job.checkPermission(Item.CONFIGURE);
        }
        List<String> machines = machines(request);
        if (!job.isBuildable()) {
            return HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_CONFLICT, Messages.MachineSelection_disabled());
        }
        List<Action> actions = new ArrayList<>(run.getActions(ParametersAction.class));
        if (!overrides.isEmpty()) {
            actions.add(overrides);
        }
        actions.add(new CauseAction(new Cause.UserIdCause()));
        actions.add(new Restart(run, machines));
        if (job.scheduleBuild2(0, actions.toArray(Action[]::new)) == null) {
            return HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_CONFLICT, Messages.MachineSelection_waiting());
        }
        AuditTrail.record(AuditTrail.begin(Event.DEPLOYMENT_RESTARTED, run)
                .detail("machines", Integer.toString(machines.size())));
        return HttpResponses.redirectViaContextPath(job.getUrl());
    }

    /**
     * Makes a group of these machines.
     *
     * @param name of the group; no other has it
     */
    @RequirePOST
    public HttpResponse doCreateGroup(StaplerRequest2 request, @QueryParameter String name) {
        Jenkins.get().checkPermission(MachineGroups.MANAGE);
        List<String> machines = machines(request);
        MachineGroup group = new MachineGroup(Util.fixNull(name), new MachineListTarget(String.join("\n", machines)));
        group.setProvenance(Messages.MachineSelection_provenance(machines.size(), run.getFullDisplayName()));
        group.setOrigin(run.getParent().getFullName());
        try {
            MachineGroups.get().add(group);
        } catch (IllegalArgumentException e) {
            throw HttpResponses.errorWithoutStack(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        }
        return HttpResponses.redirectViaContextPath("machine-groups/group/" + Util.rawEncode(group.getName()) + "/");
    }

    /** These machines as CSV. */
    @GET
    public void doCsv(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        List<MachineProgress> selected = select(request);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"machines.csv\"");
        response.setHeader("Cache-Control", "no-store");
        try (CSVPrinter csv = new CSVPrinter(response.getWriter(), CSV)) {
            for (MachineProgress machine : selected) {
                StageReport report = machine.decisiveReport();
                csv.printRecord(
                        FormulaGuard.guard(machine.machine()),
                        machine.status(),
                        machine.status().group(),
                        machine.cause(),
                        report == null ? null : report.exitCode(),
                        report == null ? "" : FormulaGuard.guard(report.message()));
            }
        }
    }

    private List<String> machines(StaplerRequest2 request) {
        List<String> names =
                select(request).stream().map(MachineProgress::machine).collect(Collectors.toList());
        if (names.isEmpty()) {
            throw HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_BAD_REQUEST, Messages.MachineSelection_empty());
        }
        return names;
    }

    @NonNull
    private List<MachineProgress> select(StaplerRequest2 request) {
        try {
            MachineQuery query = MachineQuery.of(request);
            RolloutSnapshot snapshot = run.snapshot();
            return snapshot.machines().stream().filter(query.in(run, snapshot)).toList();
        } catch (IllegalArgumentException e) {
            throw HttpResponses.errorWithoutStack(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        }
    }
}
