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
        Map<RestartSelector, Integer> counts = new EnumMap<>(RestartSelector.class);
        select(Stapler.getCurrentRequest2())
                .forEach(machine -> counts.merge(RestartSelector.of(machine.status()), 1, Integer::sum));
        // Where all are of one kind there is nothing to choose.
        boolean alone = counts.size() == 1;
        return counts.entrySet().stream()
                .map(entry -> new SelectorChoice(
                        entry.getKey(),
                        entry.getValue(),
                        alone || entry.getKey().isUsual()))
                .toList();
    }

    /** The filter of the current request, for the form. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public String getHere() {
        return MachineQuery.of(Stapler.getCurrentRequest2()).at(0);
    }

    /** Who is deploying the same package to some of these machines. */
    @NonNull
    @Restricted(DoNotUse.class) // used by Jelly
    public List<Overlap> getOverlaps() {
        DeploymentOrder order = run.getOrder();
        Set<String> names = select(Stapler.getCurrentRequest2()).stream()
                .map(MachineProgress::machine)
                .collect(Collectors.toSet());
        return order == null
                ? List.of()
                : Overlap.of(order.getDeploymentPackage().getName(), names, null);
    }

    /** Whether the current user may deploy to these machines again, now. */
    @Restricted(DoNotUse.class) // used by Jelly
    public boolean isRestartable() {
        DeploymentJob job = run.getParent();
        return job.hasPermission(Item.BUILD) && job.isBuildable();
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
        List<String> machines = machines(request);
        if (!job.isBuildable()) {
            return HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_CONFLICT, Messages.MachineSelection_disabled());
        }
        List<Action> actions = new ArrayList<>(run.getActions(ParametersAction.class));
        actions.addAll(run.getActions(LaunchOverrides.class));
        actions.add(new CauseAction(new Cause.UserIdCause()));
        actions.add(new Restart(run, machines));
        job.scheduleBuild2(0, actions.toArray(Action[]::new));
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
            return run.snapshot().machines().stream().filter(query).toList();
        } catch (IllegalArgumentException e) {
            throw HttpResponses.errorWithoutStack(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        }
    }
}
