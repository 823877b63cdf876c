package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.audit.actor.StepThread;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.DynamicContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Hears when a step of a pipeline asks for something of its build, which no other way tells of the thread that it runs on; gives nothing. */
@Restricted(NoExternalUse.class)
@Extension
public final class StepCapture implements DynamicContext {

    private static final Logger LOGGER = Logger.getLogger(StepCapture.class.getName());

    @Override
    @CheckForNull
    public <T> T get(Class<T> key, DelegatedContext context) {
        if (StepThread.isCurrent()) {
            Hook.run("a step", () -> note(context));
        }
        return null;
    }

    private static void note(DelegatedContext context) {
        try {
            Run<?, ?> build = context.get(Run.class);
            if (build != null) {
                StepThread.asked(build);
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "A step whose build is not to be known", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
