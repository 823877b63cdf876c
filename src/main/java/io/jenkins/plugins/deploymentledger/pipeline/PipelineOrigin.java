package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Keeps with a run which step of which pipeline waits for it; immutable but for how much it has told. */
public final class PipelineOrigin extends InvisibleAction implements Queue.QueueAction {

    private final StepContext context;
    private final String key;
    private final boolean wait;
    private final boolean propagate;
    private transient int toldPercent;

    /**
     * Notes a step.
     *
     * @param key what the step finds its run by, unique
     */
    PipelineOrigin(StepContext context, String key, boolean wait, boolean propagate) {
        this.context = context;
        this.key = key;
        this.wait = wait;
        this.propagate = propagate;
    }

    @NonNull
    StepContext context() {
        return context;
    }

    @NonNull
    String key() {
        return key;
    }

    /** Always: each step waits for a run of its own, which would never come if two launches became one. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return true;
    }

    boolean waits() {
        return wait;
    }

    boolean propagates() {
        return propagate;
    }

    /** Whether a number of percent is worth telling: each tenth is, once. */
    synchronized boolean isWorthTelling(int percent) {
        int tenth = percent / 10 * 10;
        if (tenth <= toldPercent) {
            return false;
        }
        toldPercent = tenth;
        return true;
    }
}
