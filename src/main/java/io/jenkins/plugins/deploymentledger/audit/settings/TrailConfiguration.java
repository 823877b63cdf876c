package io.jenkins.plugins.deploymentledger.audit.settings;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import jenkins.model.GlobalConfigurationCategory;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * A section of the settings of the audit trail: administrators find it on the page of security settings, holders of Audit
 * trail/Configure on the trail's own. The form, and what it does, are the same on both.
 */
public abstract class TrailConfiguration extends GlobalConfiguration implements PersistentDescriptor {

    /** The sections, in the order of their pages. */
    @NonNull
    public static List<TrailConfiguration> sections() {
        return List.copyOf(ExtensionList.lookup(TrailConfiguration.class));
    }

    /**
     * Takes over a form of all sections, each under its {@linkplain #getJsonSafeClassName() name}; nothing at all if anything in
     * it is wrong. A section that is not in the form stays as it is.
     *
     * @throws FormException if a value is wrong; the message names the field and what it accepts
     */
    public static void configureAll(@NonNull StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
        List<TrailConfiguration> sent = sections().stream()
                .filter(section -> form.optJSONObject(section.getJsonSafeClassName()) != null)
                .toList();
        for (TrailConfiguration section : sent) {
            section.check(request, form.getJSONObject(section.getJsonSafeClassName()));
        }
        for (TrailConfiguration section : sent) {
            section.configure(request, form.getJSONObject(section.getJsonSafeClassName()));
        }
    }

    @Override
    @NonNull
    public final GlobalConfigurationCategory getCategory() {
        return GlobalConfigurationCategory.get(GlobalConfigurationCategory.Security.class);
    }

    @Override
    public final boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        Jenkins.get().checkPermission(AuditPermissions.CONFIGURE);
        // Looked at as a whole before anything is taken over.
        check(request, form);
        take(request, form);
        return true;
    }

    /**
     * Looks at a form of this section, and changes nothing.
     *
     * @throws FormException if a value is wrong
     */
    protected abstract void check(@NonNull StaplerRequest2 request, @NonNull JSONObject form) throws FormException;

    /**
     * Takes over a form of this section that was found right.
     *
     * @throws FormException if it is not after all
     */
    protected abstract void take(@NonNull StaplerRequest2 request, @NonNull JSONObject form) throws FormException;
}
