package io.jenkins.plugins.deploymentledger.deployment;

import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.DescribableList;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Starts and stops the triggers of a deployment. */
final class JobTriggers {

    private static final Logger LOGGER = Logger.getLogger(JobTriggers.class.getName());

    private final DeploymentJob job;
    private final DescribableList<Trigger<?>, TriggerDescriptor> triggers;

    JobTriggers(DeploymentJob job, DescribableList<Trigger<?>, TriggerDescriptor> triggers) {
        this.job = job;
        this.triggers = triggers;
    }

    /** Starts all; one that cannot be started does not keep the others from it. */
    void start(boolean newInstance) {
        for (Trigger<?> trigger : triggers) {
            try {
                start(trigger, newInstance);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "Could not start " + trigger + " of " + job.getFullName());
            }
        }
    }

    /** Puts those of a form in place of those that are there. */
    void rebuild(StaplerRequest2 request, JSONObject form) throws Descriptor.FormException, IOException {
        for (Trigger<?> trigger : triggers) {
            trigger.stop();
        }
        triggers.rebuild(request, form, Trigger.for_(job));
        start(true);
    }

    /** Puts one in place of one of its kind. */
    void replace(Trigger<?> trigger) throws IOException {
        Trigger<?> old = triggers.get(trigger.getDescriptor());
        if (old != null) {
            old.stop();
        }
        triggers.replace(trigger);
        start(trigger, true);
    }

    private void start(Trigger<?> trigger, boolean newInstance) {
        @SuppressWarnings("unchecked")
        Trigger<Item> own = (Trigger<Item>) trigger;
        own.start(job, newInstance);
    }
}
