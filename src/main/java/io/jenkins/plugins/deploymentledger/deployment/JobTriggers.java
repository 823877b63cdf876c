package io.jenkins.plugins.deploymentledger.deployment;

import hudson.model.Item;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.DescribableList;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

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

    /** Puts others in place of those that are there, and starts them. */
    void replaceAll(List<Trigger<?>> others) throws IOException {
        for (Trigger<?> trigger : triggers) {
            trigger.stop();
        }
        triggers.replaceBy(others);
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
