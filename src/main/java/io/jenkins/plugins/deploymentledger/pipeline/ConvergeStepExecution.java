package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.console.ModelHyperlinkNote;
import hudson.init.InitMilestone;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.convergence.Convergences;
import io.jenkins.plugins.deploymentledger.convergence.Cycle;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One execution of the step {@code converge}.
 *
 * <p>It holds no thread while it waits: {@link ConvergeNews} tells it of each look. After a restart it looks again, so that what it
 * did not hear is made up for.
 */
final class ConvergeStepExecution extends StepExecution {

    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(ConvergeStepExecution.class.getName());

    /** Those that wait now. */
    static final Set<ConvergeStepExecution> WAITING = ConcurrentHashMap.newKeySet();

    private final ConvergeStep step;
    private volatile String job;

    ConvergeStepExecution(ConvergeStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws Exception {
        DeploymentJob found =
                DeploymentFinder.find(step.getDeployment(), getContext().get(Run.class));
        found.checkPermission(Item.BUILD);
        if (step.getShare() < 1 || step.getShare() > 100) {
            throw new AbortException(Messages.ConvergeStep_badShare(step.getShare()));
        }
        job = found.getFullName();
        if (!Convergences.isKeptUp(found)) {
            throw new AbortException(Messages.ConvergeStep_notKeptUp(job));
        }
        print(Messages.ConvergeStep_waiting(step.getShare(), ModelHyperlinkNote.encodeTo(found)));
        begin(found);
        return false;
    }

    private void begin(DeploymentJob found) {
        WAITING.add(this);
        Convergences.lookSoon(found);
    }

    @Override
    public void onResume() {
        // Reloading everything from disk leaves what was there before.
        WAITING.removeIf(other -> other.getContext().equals(getContext()));
        WAITING.add(this);
        look();
        Convergences.lookSoon(job);
    }

    /** Ends the step where there is no such convergence any more. */
    void look() {
        if (Jenkins.get().getInitLevel() != InitMilestone.COMPLETED) {
            // What is not loaded yet is not gone.
            return;
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            DeploymentJob found = Jenkins.get().getItemByFullName(job, DeploymentJob.class);
            if (found == null || !Convergences.isKeptUp(found)) {
                givenUp();
            }
        }
    }

    /** Leaves the convergence as it is; runs that it has launched go on. */
    @Override
    public void stop(@NonNull Throwable cause) {
        end();
        getContext().onFailure(cause);
    }

    private boolean end() {
        return WAITING.remove(this);
    }

    /** The deployment is called otherwise from now on. */
    void renamed(@NonNull String before, @NonNull String after) {
        if (before.equals(job)) {
            job = after;
            getContext().saveState();
        }
    }

    /** The deployment is gone. */
    void deleted(@NonNull String name) {
        if (name.equals(job)) {
            givenUp();
        }
    }

    /** The deployment is no longer kept up. */
    void givenUp() {
        if (end()) {
            getContext().onFailure(new AbortException(Messages.ConvergeStep_notKeptUp(job)));
        }
    }

    /** The convergence could not be looked at. */
    void failed(@NonNull String problem) {
        if (end()) {
            getContext().onFailure(new AbortException(Messages.ConvergeStep_failed(job, problem)));
        }
    }

    boolean isFor(@NonNull DeploymentJob which) {
        return which.getFullName().equals(job);
    }

    /** Ends where the share is reached, or cannot be without somebody's help. */
    void looked(@NonNull DeploymentJob which, @NonNull Cycle cycle) {
        String percent = Integer.toString(cycle.percent());
        if (cycle.problem() != null && cycle.counts().isEmpty()) {
            failed(cycle.problem());
            return;
        }
        print(Messages.ConvergeStep_looked(ModelHyperlinkNote.encodeTo(which), percent));
        if (cycle.percent() >= step.getShare()) {
            // What an old inventory shows may be gone: all that can be asked are, first.
            if (cycle.unheard() == 0 && end()) {
                getContext().onSuccess(result(cycle));
            }
        } else if (cycle.problem() != null && Convergences.isRefused(which)) {
            failed(cycle.problem());
        } else if (Convergences.cannotReach(which, cycle, step.getShare()) && end()) {
            getContext().onFailure(new AbortException(Messages.ConvergeStep_stuck(job, percent, step.getShare())));
        }
    }

    private static Serializable result(Cycle cycle) {
        HashMap<String, Serializable> values = new HashMap<>();
        values.put("percent", cycle.percent());
        HashMap<String, Integer> counts = new HashMap<>();
        cycle.counts().forEach((state, count) -> counts.put(state.name().toLowerCase(Locale.ROOT), count));
        values.put("counts", counts);
        return values;
    }

    private void print(String line) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            if (listener != null) {
                listener.getLogger().println(line);
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "Nobody to tell: " + line);
        }
    }
}
