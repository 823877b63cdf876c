package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.RootAction;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The page of all groups, at {@code /machine-groups}; for whoever may read Jenkins. */
@Extension
@Restricted(NoExternalUse.class)
public final class MachineGroupsAction implements RootAction, StaplerProxy {

    static final String URL = "machine-groups";

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
    public HttpResponse doDelete(@QueryParameter String name) {
        Jenkins.get().checkPermission(MachineGroups.MANAGE);
        MachineGroups.get().remove(Util.fixNull(name));
        return HttpResponses.redirectViaContextPath(URL + "/");
    }

    /** Whether the current user may configure Jenkins, and with it the groups. */
    public boolean isConfigurable() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }
}
