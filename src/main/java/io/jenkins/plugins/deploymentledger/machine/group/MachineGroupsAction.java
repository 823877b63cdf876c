package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.RootAction;
import hudson.security.Permission;
import io.jenkins.plugins.deploymentledger.audit.target.NamesTargets;
import io.jenkins.plugins.deploymentledger.audit.target.PageTarget;
import io.jenkins.plugins.deploymentledger.rest.DescribedAnswers;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerDispatchable;
import jenkins.security.stapler.StaplerNotDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The page of all groups, at {@code /machine-groups}; for whoever may read Jenkins. */
@Extension
@Restricted(NoExternalUse.class)
public final class MachineGroupsAction implements RootAction, StaplerProxy, NamesTargets {

    static final String URL = "machine-groups";

    private static final String NAME = "name";

    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(Jenkins.READ) ? "symbol-computer" : null;
    }

    @Override
    public boolean isPrimaryAction() {
        return false;
    }

    @Override
    public String getDisplayName() {
        return Messages.MachineGroupsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.READ);
        return this;
    }

    /** The group below {@code group/NAME} or, where it is deleted, of the name that the request gives, as its page says. */
    @NonNull
    @Override
    public Optional<PageTarget> target(List<String> below, UnaryOperator<String> parameter) {
        String name = null;
        if (below.size() >= 2 && below.get(0).equals("group")) {
            name = below.get(1);
        } else if (below.equals(List.of("delete"))) {
            name = parameter.apply(NAME);
        }
        return Optional.ofNullable(name).map(this::getGroup).flatMap(page -> page.target(List.of(), parameter));
    }

    /** The groups. */
    @NonNull
    public List<MachineGroupPage> getGroups() {
        return MachineGroups.get().getGroups().stream()
                .map(MachineGroupPage::new)
                .toList();
    }

    /** The page of a group; part of the URL; null if there is none of that name. */
    @CheckForNull
    @StaplerDispatchable
    public MachineGroupPage getGroup(@NonNull String name) {
        return MachineGroups.get().group(name).map(MachineGroupPage::new).orElse(null);
    }

    /** Deletes the group of a name. */
    @RequirePOST
    public HttpResponse doDelete(@QueryParameter(NAME) String name) {
        Jenkins.get().checkPermission(MachineGroups.MANAGE);
        MachineGroups.get().remove(Util.fixNull(name));
        return HttpResponses.redirectViaContextPath(URL + "/");
    }

    /** The groups as JSON. */
    @GET
    public void doList(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        DescribedAnswers.write(
                response,
                HttpServletResponse.SC_OK,
                getGroups().stream().map(MachineGroupPage::json).toList());
    }

    /** Makes a group as the JSON of the request says. Answers 400 with the reason where that is not possible. */
    @RequirePOST
    public void doAdd(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(MachineGroups.MANAGE);
        DescribedAnswers.take(request, response, MachineGroup.class, HttpServletResponse.SC_CREATED, group -> {
            MachineGroups.get().add(group);
            return new MachineGroupPage(group).json();
        });
    }

    /** Makes a group as the form says. */
    @RequirePOST
    public HttpResponse doCreate(StaplerRequest2 request) throws ServletException, Descriptor.FormException {
        Jenkins.get().checkPermission(MachineGroups.MANAGE);
        GroupForm.apply(request, MachineGroups.get()::add);
        return HttpResponses.redirectViaContextPath(URL + "/");
    }

    /** Whether the current user may make groups. */
    public boolean isManager() {
        return Jenkins.get().hasPermission(MachineGroups.MANAGE);
    }

    /** What it takes to make groups. */
    @NonNull
    public Permission getManage() {
        return MachineGroups.MANAGE;
    }

    /** Describes a group's form; no part of a URL. */
    @NonNull
    @StaplerNotDispatchable
    public Descriptor<?> getForm() {
        return Jenkins.get().getDescriptorOrDie(MachineGroup.class);
    }
}
