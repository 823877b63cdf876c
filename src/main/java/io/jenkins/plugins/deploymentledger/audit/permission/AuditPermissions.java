package io.jenkins.plugins.deploymentledger.audit.permission;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;

/**
 * The permissions of the audit trail. Overall/Administer implies each of them; nothing else does, Overall/Manage and
 * Overall/SystemRead least of all, since who manages Jenkins is whom the trail watches.
 */
public final class AuditPermissions {

    /** The group of these permissions. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(AuditPermissions.class, Messages._AuditPermissions_group());

    /** To read the trail, with everything that proves it. */
    public static final Permission VIEW = permission("View", Messages._AuditPermissions_view());

    /** To take entries away as a file. */
    public static final Permission EXPORT = permission("Export", Messages._AuditPermissions_export());

    /** To say what is recorded and how long it is kept, and to bring in logs of before. */
    public static final Permission CONFIGURE = permission("Configure", Messages._AuditPermissions_configure());

    private AuditPermissions() {}

    private static Permission permission(String name, Localizable description) {
        return new Permission(GROUP, name, description, Jenkins.ADMINISTER, PermissionScope.JENKINS);
    }

    /** Makes the permissions known before an authorization strategy is loaded that grants them. */
    @Initializer(before = InitMilestone.EXTENSIONS_AUGMENTED)
    @Restricted(DoNotUse.class) // called by Jenkins
    public static void announce() {
        // That this class was loaded is all that is needed.
    }
}
