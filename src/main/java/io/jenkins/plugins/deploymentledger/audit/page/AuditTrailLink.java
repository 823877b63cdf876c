package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The way to the audit trail from Manage Jenkins. */
@Restricted(NoExternalUse.class)
@Extension
public final class AuditTrailLink extends ManagementLink {

    @Override
    public String getIconFileName() {
        return AuditTrailAction.ICON;
    }

    @Override
    public String getDisplayName() {
        return Messages.AuditTrailAction_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.AuditTrailLink_description();
    }

    @Override
    public String getUrlName() {
        return "../" + AuditTrailAction.URL;
    }

    @Override
    @NonNull
    public Permission getRequiredPermission() {
        return AuditPermissions.VIEW;
    }

    @Override
    @NonNull
    public Category getCategory() {
        return Category.SECURITY;
    }
}
