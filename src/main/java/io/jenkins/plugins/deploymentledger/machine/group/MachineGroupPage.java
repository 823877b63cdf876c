package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.security.Permission;
import io.jenkins.plugins.deploymentledger.access.KnownJobs;
import io.jenkins.plugins.deploymentledger.audit.target.NamesTargets;
import io.jenkins.plugins.deploymentledger.audit.target.PageTarget;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.rest.DescribedAnswers;
import io.jenkins.plugins.deploymentledger.rest.DescribedJson;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerNotDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** A group as a page: its machines as they are now. */
@Restricted(NoExternalUse.class)
public final class MachineGroupPage implements NamesTargets {

    /** How many machines one page shows. */
    static final int PAGE_SIZE = 100;

    private final MachineGroup group;
    private List<String> machines;

    MachineGroupPage(MachineGroup group) {
        this.group = group;
    }

    /** The name. */
    @NonNull
    public String getDisplayName() {
        return group.getName();
    }

    /** As the trail calls a group that is made, changed or deleted: by what is in the file of the groups. */
    @NonNull
    @Override
    public Optional<PageTarget> target(List<String> below, UnaryOperator<String> parameter) {
        return Optional.of(
                new PageTarget("group", MachineGroups.get().getId() + "/" + group.getName(), group.getName()));
    }

    /** The URL below the root of Jenkins, with a slash at its end. */
    @NonNull
    public String getUrl() {
        return MachineGroupsAction.URL + "/group/" + Util.rawEncode(group.getName()) + "/";
    }

    /** What deletes it by POST, below the root of Jenkins. */
    @NonNull
    public String getDeleteUrl() {
        return MachineGroupsAction.URL + "/delete?name=" + URLEncoder.encode(group.getName(), StandardCharsets.UTF_8);
    }

    /** The list of tasks that went to the group, below the root of Jenkins. */
    @NonNull
    public String getTasksUrl() {
        return "tasks/?scope=all&group=" + URLEncoder.encode(group.getName(), StandardCharsets.UTF_8);
    }

    /** Which machines it names, in a few words; empty for whom may not manage groups: labels are names of machines, too. */
    @NonNull
    public String getDescription() {
        DeploymentTarget machines = group.getMachines();
        if (machines == null || !isManager()) {
            return "";
        }
        InventoryFilter inventory = group.getInventory();
        return inventory == null ? machines.describe() : machines.describe() + ", " + inventory.describe();
    }

    /** Where it comes from, for those who may know of it; empty if it was made by hand. */
    @NonNull
    public String getProvenance() {
        String origin = group.getOrigin();
        return isManager() && (origin == null || KnownJobs.mayBeNamed(origin)) ? group.getProvenance() : "";
    }

    /** How many of its machines the current user may know of. */
    public int getTotal() {
        return machines().size();
    }

    /**
     * Its machines of which the current user may know, as far as one page shows them; none if it names them in a way that cannot be understood. Whoever manages
     * groups may know of those that are named one by one.
     */
    @NonNull
    public List<GroupMember> getMembers() {
        return machines().stream()
                .skip(getFrom())
                .limit(PAGE_SIZE)
                .map(GroupMember::new)
                .toList();
    }

    /** The place of the first machine that is shown, from 0. */
    public int getFrom() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String from = request == null ? null : request.getParameter("from");
        return from != null && from.matches("[0-9]{1,6}") ? Integer.parseInt(from) : 0;
    }

    /** The place of the first machine on the next page; -1 if there is none. */
    public int getNext() {
        int next = getFrom() + PAGE_SIZE;
        return next < getTotal() ? next : -1;
    }

    /** The place of the first machine on the page before; -1 if there is none. */
    public int getPrevious() {
        return getFrom() == 0 ? -1 : Math.max(0, getFrom() - PAGE_SIZE);
    }

    private List<String> machines() {
        List<String> known = machines;
        if (known == null) {
            known = knownMachines();
            machines = known;
        }
        return known;
    }

    private List<String> knownMachines() {
        boolean named = isManager() && group.getMachines() instanceof MachineListTarget && group.getInventory() == null;
        try {
            return group.resolve(ACL.SYSTEM2).stream()
                    .filter(machine -> named || Machines.mayKnow(machine))
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** The group for programs: what it is for those who manage groups, its name and how many machines one may know of for all. */
    @NonNull
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (isManager()) {
            json.putAll(DescribedJson.properties(MachineGroup.class, group));
            if (getProvenance().isEmpty()) {
                json.remove("provenance");
                json.remove("origin");
            }
        }
        json.put("name", group.getName());
        json.put("total", getTotal());
        return json;
    }

    /** Its machines as JSON, from {@code from} on, as many as one page shows. */
    @GET
    public void doList(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        Map<String, Object> json = json();
        int next = getNext();
        json.put("members", getMembers().stream().map(GroupMember::json).toList());
        json.put("next", next < 0 ? null : next);
        DescribedAnswers.write(response, HttpServletResponse.SC_OK, json);
    }

    /** Puts the group that the JSON of the request describes in this one's place. Answers 400 with the reason where that cannot be. */
    @RequirePOST
    public void doReplace(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(MachineGroups.MANAGE);
        DescribedAnswers.take(request, response, MachineGroup.class, HttpServletResponse.SC_OK, other -> {
            MachineGroups.get().replace(group.getName(), other);
            return new MachineGroupPage(other).json();
        });
    }

    /** Changes it as the form says; where it comes from stays. */
    @RequirePOST
    public HttpResponse doConfigSubmit(StaplerRequest2 request) throws ServletException, Descriptor.FormException {
        Jenkins.get().checkPermission(MachineGroups.MANAGE);
        GroupForm.apply(request, other -> {
            other.setProvenance(group.getProvenance());
            other.setOrigin(group.getOrigin());
            MachineGroups.get().replace(group.getName(), other);
        });
        return HttpResponses.redirectViaContextPath(MachineGroupsAction.URL + "/");
    }

    /** Whether the current user may change and delete it. */
    public boolean isManager() {
        return Jenkins.get().hasPermission(MachineGroups.MANAGE);
    }

    /** What it takes to change it. */
    @NonNull
    public Permission getManage() {
        return MachineGroups.MANAGE;
    }

    /** The group itself, for its form alone: no part of a URL. */
    @NonNull
    @StaplerNotDispatchable
    public MachineGroup getGroup() {
        return group;
    }
}
