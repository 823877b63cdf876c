package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.RootAction;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Leads those to the packages who may see them, but not the page <em>Manage Jenkins</em> from which all others come. */
@Extension
@Restricted(NoExternalUse.class)
public final class PackagesShortcut implements RootAction {

    @CheckForNull
    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(PackageCatalogue.VIEW)
                        && !Jenkins.get().hasAnyPermission(Jenkins.ADMINISTER, Jenkins.MANAGE, Jenkins.SYSTEM_READ)
                ? "symbol-cube"
                : null;
    }

    @Override
    public boolean isPrimaryAction() {
        return false;
    }

    @Override
    public String getDisplayName() {
        return Messages.PackagesLink_displayName();
    }

    @Override
    public String getUrlName() {
        return "/manage/" + PackagesLink.URL;
    }
}
