package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.console.ModelHyperlinkNote;
import hudson.init.InitMilestone;
import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentOptions;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentThreads;
import io.jenkins.plugins.deploymentledger.deployment.LaunchOverrides;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.UploadedBinary;
import io.jenkins.plugins.deploymentledger.machine.group.GroupTarget;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One execution of the step {@code deploy}.
 *
 * <p>It holds no thread while the deployment runs. The run carries a {@link PipelineOrigin}, by which its end is told to the
 * pipeline ({@link PipelineNews}), over restarts too; and by which this finds its run again.
 */
final class DeployStepExecution extends StepExecution {

    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(DeployStepExecution.class.getName());

    /** How long it takes at most until what left the queue is a run. */
    private static final Duration MOMENT = Duration.ofSeconds(10);

    /** How many of a job's newest runs are looked at for the one that this launched. */
    private static final int RUNS_LOOKED_AT = 100;

    private final DeployStep step;
    private final String key = UUID.randomUUID().toString();
    private volatile String job;

    /** Whether the artifact is being copied, and nothing is in the queue yet. */
    private volatile boolean copying;

    /** Whether it has ended, as far as this has a say in it. */
    private volatile boolean ended;

    /** Whether there was nothing to wait for when it was looked last. */
    private boolean doubted;

    DeployStepExecution(DeployStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws Exception {
        Run<?, ?> run = getContext().get(Run.class);
        DeploymentJob found = DeploymentFinder.find(step.getDeployment(), run);
        found.checkPermission(Item.BUILD);
        job = found.getFullName();
        LaunchOverrides overrides = overrides();
        if (step.getArtifact() != null || !overrides.isEmpty()) {
            found.checkPermission(Item.CONFIGURE);
        }
        checkNames(found, overrides);
        DeploymentOptions own = step.getOptions();
        checkOpens(own == null ? found.getOptions() : own);
        if (!found.isBuildable()) {
            throw new AbortException(Messages.DeployStep_notBuildable(job));
        }
        String artifact = step.getArtifact();
        if (artifact == null) {
            launch(found, run, null);
        } else {
            // Copying an artifact takes its time.
            copying = true;
            DeploymentThreads.get().senders().execute(() -> copyAndLaunch(found, run, artifact));
        }
        return false;
    }

    private LaunchOverrides overrides() throws AbortException {
        try {
            return step.overrides(null);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Rules that cannot be are told in one line. */
    private static void checkOpens(DeploymentOptions rules) throws AbortException {
        try {
            rules.checkOpens(Instant.now(), null);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** A package or a group that does not exist is told here, rather than by a run that fails. */
    private void checkNames(DeploymentJob found, LaunchOverrides overrides) throws AbortException {
        PackageReference reference = overrides.reference(found);
        DeploymentTarget own = step.target();
        DeploymentTarget target = own == null ? found.getDeploymentTarget() : own;
        try {
            if (reference != null) {
                reference.resolve();
            }
            if (target instanceof GroupTarget group) {
                group.find();
            }
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private void copyAndLaunch(DeploymentJob found, Run<?, ?> run, String artifact) {
        try {
            UploadedBinary stored = ArchivedArtifact.store(run, artifact);
            if (!ended) {
                launch(found, run, stored);
            }
            if (ended) {
                // Stopped meanwhile, and perhaps before there was anything to take back.
                withdraw();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            getContext().onFailure(e);
        } finally {
            copying = false;
        }
    }

    private void launch(DeploymentJob found, Run<?, ?> run, @CheckForNull UploadedBinary artifact)
            throws IOException, InterruptedException {
        List<Action> actions = new ArrayList<>();
        actions.add(new CauseAction(new DeployUpstreamCause(run)));
        actions.add(new PipelineOrigin(getContext(), key, step.isWait(), step.isPropagate()));
        LaunchOverrides overrides = step.overrides(artifact);
        if (!overrides.isEmpty()) {
            actions.add(overrides);
        }
        getContext()
                .get(TaskListener.class)
                .getLogger()
                .println(Messages.DeployStep_launching(ModelHyperlinkNote.encodeTo(found)));
        if (found.scheduleBuild2(0, actions.toArray(Action[]::new)) == null) {
            throw new AbortException(Messages.DeployStep_notBuildable(job));
        }
    }

    /** Stops the deployment: no further machine starts, and what is being installed ends. */
    @Override
    public void stop(@NonNull Throwable cause) {
        ended = true;
        withdraw();
        getContext().onFailure(cause);
    }

    private void withdraw() {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            DeploymentJob found = job == null ? null : Jenkins.get().getItemByFullName(job, DeploymentJob.class);
            if (found != null) {
                for (Queue.Item item : Queue.getInstance().getItems(found)) {
                    if (item.getActions(PipelineOrigin.class).stream().anyMatch(this::isMine)) {
                        Queue.getInstance().cancel(item);
                    }
                }
                launched(found)
                        .filter(Run::isBuilding)
                        .ifPresent(run -> run.stop(Messages.DeployStep_pipeline(), false));
            }
        }
    }

    /** Takes up what was told while this could not hear it: the controller may have died in between. */
    @Override
    public void onResume() {
        forget();
        DeploymentThreads threads = DeploymentThreads.get();
        threads.workers().execute(this::look);
        // What left the queue a moment ago may not be a run yet.
        threads.clock().schedule(() -> threads.workers().execute(this::look), MOMENT.toSeconds(), TimeUnit.SECONDS);
    }

    /** What was kept of an earlier life of Jenkins says nothing of this one. */
    private synchronized void forget() {
        copying = false;
        ended = false;
        doubted = false;
    }

    /** Ends the step where there is nothing to wait for, and was nothing the last time that this was asked. */
    synchronized void look() {
        boolean loading = Jenkins.get().getInitLevel() != InitMilestone.COMPLETED;
        if (ended || copying || job == null || loading) {
            return;
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            DeploymentJob found = Jenkins.get().getItemByFullName(job, DeploymentJob.class);
            if (found != null && isInQueue(found)) {
                doubted = false;
                return;
            }
            Optional<DeploymentRun> run = found == null ? Optional.empty() : launched(found);
            boolean goesOn = step.isWait() && run.filter(Run::isBuilding).isPresent();
            if (!goesOn && doubted) {
                end(run.orElse(null));
            }
            doubted = !goesOn;
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot look for the deployment of " + getContext());
        }
    }

    private void end(@CheckForNull DeploymentRun run) {
        if (run == null) {
            getContext().onFailure(new AbortException(Messages.DeployStep_lost(job)));
        } else if (step.isWait()) {
            PipelineNews.tellEnd(run);
        } else {
            getContext().onSuccess(DeployResult.of(run));
        }
        // Not before: what could not be told is told again with the next look.
        ended = true;
    }

    private boolean isInQueue(DeploymentJob found) {
        return Queue.getInstance().getItems(found).stream()
                .anyMatch(item -> item.getActions(PipelineOrigin.class).stream().anyMatch(this::isMine));
    }

    /** The deployment is called otherwise from now on; that is kept, since what it is called then counts after a restart. */
    void renamed(@NonNull String before, @NonNull String after) {
        if (before.equals(job)) {
            job = after;
            getContext().saveState();
        }
    }

    /** The deployment is gone, and with it what was launched. */
    void deleted(@NonNull String name) {
        if (name.equals(job)) {
            fail(Messages.DeployStep_lost(job));
        }
    }

    /** Fails the steps, of those that still wait, that launched something which will not come. */
    static void failThoseOf(@NonNull Collection<PipelineOrigin> origins, @NonNull UnaryOperator<String> message) {
        StepExecution.acceptAll(DeployStepExecution.class, step -> {
            if (origins.stream().anyMatch(step::isMine)) {
                step.fail(message.apply(step.job));
            }
        });
    }

    private void fail(String message) {
        if (!ended) {
            ended = true;
            getContext().onFailure(new AbortException(message));
        }
    }

    private boolean isMine(PipelineOrigin origin) {
        return origin.key().equals(key);
    }

    private Optional<DeploymentRun> launched(DeploymentJob found) {
        DeploymentRun run = found.getLastBuild();
        for (int i = 0; run != null && i < RUNS_LOOKED_AT; i++) {
            if (run.getActions(PipelineOrigin.class).stream().anyMatch(this::isMine)) {
                return Optional.of(run);
            }
            run = run.getPreviousBuild();
        }
        return Optional.empty();
    }
}
