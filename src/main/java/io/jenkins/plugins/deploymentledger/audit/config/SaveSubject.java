package io.jenkins.plugins.deploymentledger.audit.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import hudson.logging.LogRecorder;
import hudson.model.Descriptor;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.UpdateCenter;
import hudson.model.User;
import hudson.model.labels.LabelAtom;
import hudson.tools.ToolDescriptor;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.settings.TrailConfiguration;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.GlobalConfigurationCategory;
import jenkins.model.Jenkins;
import jenkins.tools.ToolConfigurationCategory;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What a saved object is, for the trail.
 *
 * @param updated the event when its file changed in a way that no rule names
 * @param created the event when its file was not seen before; {@code null} if another listener tells
 * @param target the object
 */
public record SaveSubject(
        @NonNull Event updated,
        @CheckForNull Event created,
        @NonNull Target target) {

    private static final String DEPLOYMENT = "io.jenkins.plugins.deploymentledger.deployment.DeploymentJob";
    private static final String SCRIPT_APPROVAL = "org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval";
    private static final String CREDENTIALS = "com.cloudbees.plugins.credentials.SystemCredentialsProvider";

    /** What this object is; empty if it is no configuration. */
    @NonNull
    public static Optional<SaveSubject> of(@NonNull Saveable saved) {
        if (saved instanceof Run<?, ?> || saved instanceof Queue || saved instanceof Fingerprint) {
            return Optional.empty();
        }
        return Optional.of(ofConfiguration(saved));
    }

    private static SaveSubject ofConfiguration(Saveable saved) {
        if (saved instanceof Item) {
            boolean deployment = saved.getClass().getName().equals(DEPLOYMENT);
            return new SaveSubject(
                    deployment ? Event.DEPLOYMENT_CONFIGURED : Event.ITEM_CONFIG_UPDATED, null, Targets.of(saved));
        }
        if (saved instanceof Jenkins) {
            return new SaveSubject(Event.SYSTEM_CONFIG_UPDATED, null, Targets.of(saved));
        }
        if (saved instanceof User) {
            return new SaveSubject(Event.USER_UPDATED, Event.USER_CREATED, Targets.of(saved));
        }
        if (saved instanceof Node) {
            return new SaveSubject(Event.NODE_UPDATED, null, Targets.of(saved));
        }
        if (saved instanceof LogRecorder) {
            return new SaveSubject(
                    Event.LOG_RECORDER_UPDATED,
                    isBeingConfigured(saved) ? Event.LOG_RECORDER_UPDATED : Event.LOG_RECORDER_CREATED,
                    Targets.of(saved));
        }
        Event event = ofSettings(saved);
        return new SaveSubject(event, event, named(saved));
    }

    /** One that is made on a page has no file until it is configured on the next. */
    private static boolean isBeingConfigured(Saveable saved) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request != null && request.findAncestor(saved) != null;
    }

    private static Event ofSettings(Saveable saved) {
        String type = saved.getClass().getName();
        if (saved instanceof TrailConfiguration) {
            return Event.AUDIT_CONFIG_UPDATED;
        }
        if (saved instanceof ProxyConfiguration) {
            return Event.SYSTEM_PROXY_UPDATED;
        }
        if (saved instanceof UpdateCenter) {
            return Event.PLUGIN_SITES_CHANGED;
        }
        if (saved instanceof LabelAtom) {
            return Event.NODE_LABEL_UPDATED;
        }
        if (type.equals(SCRIPT_APPROVAL)) {
            return Event.SCRIPT_APPROVAL;
        }
        if (type.equals(CREDENTIALS)) {
            return Event.CREDENTIAL_UPDATED;
        }
        if (saved instanceof ToolDescriptor<?> || isOf(saved, ToolConfigurationCategory.class)) {
            return Event.SYSTEM_TOOLS_UPDATED;
        }
        return isOf(saved, GlobalConfigurationCategory.Security.class)
                ? Event.SYSTEM_SECURITY_UPDATED
                : Event.SYSTEM_CONFIG_UPDATED;
    }

    private static boolean isOf(Saveable saved, Class<? extends GlobalConfigurationCategory> category) {
        return saved instanceof GlobalConfiguration configuration && category.isInstance(configuration.getCategory());
    }

    private static Target named(Saveable saved) {
        if (saved instanceof Descriptor<?> || saved instanceof LabelAtom) {
            return Targets.of(saved);
        }
        // What has no name is a part of what has one.
        Class<?> type = saved.getClass();
        while (type.isAnonymousClass()) {
            type = type.getEnclosingClass();
        }
        return new Target("configuration", type.getName(), type.getSimpleName());
    }
}
