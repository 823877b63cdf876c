package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.console.ModelHyperlinkNote;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.StatusCounts;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentListener;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Tells the pipelines that launched them how deployments begin, come on, and end. */
@Extension
public final class PipelineNews extends RunListener<DeploymentRun> implements DeploymentListener {

    private static final Logger LOGGER = Logger.getLogger(PipelineNews.class.getName());

    @Override
    public void onStarted(DeploymentRun run, TaskListener listener) {
        for (PipelineOrigin origin : run.getActions(PipelineOrigin.class)) {
            print(origin, Messages.PipelineNews_started(link(run)));
            if (!origin.waits()) {
                origin.context().onSuccess(DeployResult.of(run));
            }
        }
    }

    @Override
    public void onMachineEnded(@NonNull DeploymentRun run) {
        for (PipelineOrigin origin : run.getActions(PipelineOrigin.class)) {
            StatusCounts counts = run.getCounts();
            if (origin.waits() && origin.isWorthTelling(counts.percentDone())) {
                print(
                        origin,
                        Messages.PipelineNews_progress(
                                link(run),
                                counts.percentDone(),
                                counts.of(StatusGroup.SUCCESS),
                                counts.of(StatusGroup.ERROR) + counts.of(StatusGroup.UNREACHABLE)));
            }
        }
    }

    @Override
    public void onCompleted(DeploymentRun run, @NonNull TaskListener listener) {
        tellEnd(run);
    }

    /** A step that still waits for it has not heard of its end, and will not. */
    @Override
    public void onDeleted(DeploymentRun run) {
        List<PipelineOrigin> origins = run.getActions(PipelineOrigin.class);
        if (!origins.isEmpty()) {
            DeployStepExecution.failThoseOf(origins, job -> Messages.DeployStep_deleted(run.getFullDisplayName()));
        }
    }

    /** Ends the steps that wait for a run; one that has ended is not touched. */
    static void tellEnd(DeploymentRun run) {
        Result result = run.getResult();
        for (PipelineOrigin origin : run.getActions(PipelineOrigin.class)) {
            if (!origin.waits() || result == null) {
                continue;
            }
            print(origin, Messages.PipelineNews_ended(link(run), result));
            StepContext context = origin.context();
            if (!origin.propagates() || result == Result.SUCCESS) {
                context.onSuccess(DeployResult.of(run));
            } else if (result == Result.UNSTABLE) {
                makeUnstable(context, run);
                context.onSuccess(DeployResult.of(run));
            } else {
                context.onFailure(new FlowInterruptedException(result, false, new EndedBadly(run)));
            }
        }
    }

    private static void makeUnstable(StepContext context, DeploymentRun run) {
        try {
            Run<?, ?> pipeline = context.get(Run.class);
            FlowNode node = context.get(FlowNode.class);
            if (pipeline != null && node != null) {
                node.addOrReplaceAction(new WarningAction(Result.UNSTABLE)
                        .withMessage(Messages.PipelineNews_ended(run.getFullDisplayName(), Result.UNSTABLE)));
                pipeline.setResult(Result.UNSTABLE);
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot make the pipeline unstable that launched " + run);
        }
    }

    private static String link(DeploymentRun run) {
        return ModelHyperlinkNote.encodeTo("/" + run.getUrl(), run.getFullDisplayName());
    }

    private static void print(PipelineOrigin origin, String line) {
        try {
            TaskListener listener = origin.context().get(TaskListener.class);
            if (listener != null) {
                listener.getLogger().println(line);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            // A pipeline that was deleted meanwhile must not fail the deployment.
            LOGGER.log(Level.FINE, e, () -> "Nobody to tell: " + line);
        }
    }
}
