package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import hudson.triggers.TimerTrigger;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.FormValidation;
import java.util.List;
import jenkins.model.item_category.StandaloneProjectsCategory;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Describes {@link DeploymentJob} on the page for new items. */
@Extension(ordinal = 900)
@Symbol("deployment")
public final class DeploymentJobDescriptor extends TopLevelItemDescriptor {

    /** Describes {@link DeploymentJob}; called by Jenkins. */
    public DeploymentJobDescriptor() {
        super(DeploymentJob.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.DeploymentJob_displayName();
    }

    @NonNull
    @Override
    public String getDescription() {
        return Messages.DeploymentJob_description();
    }

    @NonNull
    @Override
    public String getCategoryId() {
        return StandaloneProjectsCategory.ID;
    }

    @Override
    public String getIconClassName() {
        return "symbol-deployment plugin-deployment-ledger";
    }

    @Override
    public TopLevelItem newInstance(ItemGroup parent, String name) {
        return new DeploymentJob(parent, name);
    }

    /** The kinds of triggers that fit, for the form. */
    @Restricted(DoNotUse.class) // used by Jelly
    public List<TriggerDescriptor> triggersFor(DeploymentJob job) {
        // When it begins by itself stands in one place, the schedule, where the tasks' pages look for it; who has it
        // otherwise keeps it.
        return Trigger.for_(job).stream()
                .filter(trigger -> !(trigger instanceof TimerTrigger.DescriptorImpl)
                        || job.getTriggers().containsKey(trigger))
                .toList();
    }

    /** The limits of the numbers, for the form. */
    @Restricted(DoNotUse.class) // used by Jelly
    public DeploymentLimits getLimits() {
        return new DeploymentLimits();
    }

    /** Requires a number in range; it looks at nothing but its argument, so it asks for no permission. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckConcurrency(@QueryParameter String value) {
        return FormValidation.validateIntegerInRange(value, 1, DeploymentLimits.MAX_CONCURRENCY);
    }

    /** Requires minutes in range; it looks at nothing but its argument, so it asks for no permission. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckReconnectMinutes(@QueryParameter String value) {
        return FormValidation.validateIntegerInRange(value, 0, DeploymentLimits.MAX_RECONNECT_MINUTES);
    }
}
