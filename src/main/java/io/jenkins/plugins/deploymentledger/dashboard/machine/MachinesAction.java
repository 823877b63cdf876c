package io.jenkins.plugins.deploymentledger.dashboard.machine;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.RootAction;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.security.stapler.StaplerDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.GET;

/** The pages of machines, at {@code /machines/NAME}; they have no list of their own. */
@Extension
@Restricted(NoExternalUse.class)
public final class MachinesAction implements RootAction, StaplerProxy {

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.MachinesAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "machines";
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.READ);
        return this;
    }

    /** Leads to the agents, from the names above a machine's page. */
    @GET
    public HttpResponse doIndex() {
        return HttpResponses.redirectViaContextPath("computer/");
    }

    /**
     * The page of a machine; part of the URL.
     *
     * @return null if there is nothing that the current user may know of a machine of that name
     */
    @CheckForNull
    @StaplerDispatchable
    public MachineHistory getDynamic(@NonNull String name) throws IOException {
        MachineHistory machine = new MachineHistory(name);
        return machine.isKnown() ? machine : null;
    }
}
