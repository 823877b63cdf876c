package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StreamBuildListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.Rollout;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import io.jenkins.plugins.deploymentledger.core.rollout.StatusCounts;
import io.jenkins.plugins.deploymentledger.core.rollout.Verdict;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.lazy.BuildReference;
import jenkins.model.lazy.LazyBuildMixIn;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * One execution of a {@link DeploymentJob}: what the pages call a task.
 *
 * <p>What became of its machines stands in the journal in its directory; {@code build.xml} holds the order that was
 * frozen at launch, and the counts. It survives a restart: see {@link ActiveRuns}.
 */
public final class DeploymentRun extends Run<DeploymentJob, DeploymentRun>
        implements Queue.Executable, LazyBuildMixIn.LazyLoadingRun<DeploymentJob, DeploymentRun> {

    private static final Logger LOGGER = Logger.getLogger(DeploymentRun.class.getName());

    // No field that is kept may have an initializer: it would run after the constructor that loads them.
    private DeploymentOrder order;
    private TreeMap<String, Integer> counts;
    private boolean completed;

    private transient volatile LiveRollout live;
    private transient volatile StreamBuildListener log;
    private transient volatile boolean taken;

    private transient volatile String stoppedEarlyBy;
    private final transient PastRollout past = new PastRollout();
    private final transient WaitingExecution waiting = new WaitingExecution(this);
    private final transient LazyBuildMixIn.RunMixIn<DeploymentJob, DeploymentRun> runMixIn =
            new LazyBuildMixIn.RunMixIn<>() {
                @Override
                protected DeploymentRun asRun() {
                    return DeploymentRun.this;
                }
            };

    /** Creates a new run; called by Jenkins. */
    public DeploymentRun(@NonNull DeploymentJob job) throws IOException {
        super(job);
    }

    /** Loads a run; called by Jenkins. */
    public DeploymentRun(@NonNull DeploymentJob job, @NonNull File directory) throws IOException {
        super(job, directory);
    }

    /** What was frozen at launch; null until then, or if the launch failed. */
    @CheckForNull
    public DeploymentOrder getOrder() {
        return order;
    }

    /** Begins the deployment, and leaves the executor's thread at once. */
    @Override
    public void run() {
        if (take()) {
            launch();
        }
        if (!completed) {
            throw waiting;
        }
    }

    private void launch() {
        onStartBuilding();
        charset = "UTF-8";
        try {
            StreamBuildListener listener = openLog();
            listener.started(getCauses());
            RestoredLaunches.requireFirst(this);
            LaunchIdentity.keep(this);
            RunListener.fireStarted(this, listener);
            ActiveRuns.get().add(this);
            save();
            order = DeploymentOrder.freeze(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            List<String> machines = LaunchMachines.of(this, order);
            RunLog.begin(listener.getLogger(), order, machines.size());
            save();
            LiveRollout opened = LiveRollout.open(this, machines, this::machineEnded);
            live = opened;
            opened.start(this::ended);
            String stoppedBy = stoppedEarlyBy;
            if (stoppedBy != null) {
                opened.stop(stoppedBy, false);
            }
        } catch (InterruptedException e) {
            finish(Result.ABORTED, StatusCounts.of(List.of()));
        } catch (NothingToDoException e) {
            log.getLogger().println(e.getMessage());
            finish(Result.NOT_BUILT, StatusCounts.of(List.of()));
        } catch (IllegalArgumentException e) {
            fail(e.getMessage(), null);
        } catch (IOException | RuntimeException e) {
            fail(Messages.DeploymentRun_cannotBegin(e), e);
        }
    }

    /** Takes up the deployment where a restart interrupted it; does nothing if it has ended or is under way. */
    void resume() {
        if (completed || !take()) {
            return;
        }
        try {
            openLog().getLogger().println(Messages.DeploymentRun_resumed());
            if (order == null || !LiveRollout.hasBegun(RunFiles.of(this))) {
                // No machine knows of it yet: begin once more, as if for the first time.
                synchronized (this) {
                    taken = false;
                }
                Queue.getInstance().schedule2(new ResumedRunTask(this), 0);
                return;
            }
            live = LiveRollout.resume(this, this::machineEnded);
            Queue.getInstance().schedule2(new ResumedRunTask(this), 0);
            live.start(this::ended);
        } catch (IOException | RuntimeException e) {
            fail(Messages.DeploymentRun_cannotResume(e.getMessage()), e);
        }
    }

    private synchronized boolean take() {
        boolean first = !taken && !completed;
        taken = true;
        return first;
    }

    private void machineEnded(MachineProgress machine) {
        StreamBuildListener listener = log;
        if (listener != null) {
            RunLog.machine(listener.getLogger(), machine);
        }
        DeploymentListener.fireMachineEnded(this);
    }

    private void ended(Verdict verdict, Throwable error) {
        RolloutSnapshot end = live.snapshot();
        try {
            live.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot close the journal of " + this);
        }
        if (error != null) {
            log.error(Messages.DeploymentRun_journalFailed(error.getMessage()));
            LOGGER.log(Level.WARNING, error, () -> "The journal of " + this + " cannot be written");
        }
        RunLog.end(log.getLogger(), end);
        finish(error == null ? RunResults.of(verdict) : Result.FAILURE, end.counts());
    }

    private void fail(String message, @CheckForNull Throwable error) {
        if (error != null) {
            LOGGER.log(Level.WARNING, error, () -> this + ": " + message);
        }
        if (log != null) {
            log.error(message);
        }
        finish(Result.FAILURE, StatusCounts.of(List.of()));
    }

    private void finish(Result end, StatusCounts endCounts) {
        StreamBuildListener listener = log;
        result = end;
        duration = Math.max(0, System.currentTimeMillis() - getStartTimeInMillis());
        counts = RunResults.kept(endCounts);
        try {
            if (listener != null) {
                RunListener.fireCompleted(this, listener);
                listener.finished(end);
                listener.close();
            }
            log = null;
            completed = true;
            save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot save " + this);
        } finally {
            completed = true;
            live = null;
            onEndBuilding();
            ActiveRuns.get().remove(this);
            waiting.completed(null);
        }
    }

    private StreamBuildListener openLog() throws IOException {
        log = RunLog.open(this);
        return log;
    }

    /**
     * Stops the deployment: no further machine starts; what is being installed ends. The caller has checked the permission.
     *
     * @param by who asks, by id or in words
     * @param abort whether what is being installed is killed
     */
    public void stop(@NonNull String by, boolean abort) {
        LiveRollout rollout = live;
        if (rollout == null) {
            stoppedEarlyBy = by;
            rollout = live;
        }
        Executor executor = getExecutor();
        if (rollout != null) {
            rollout.stop(by, abort);
        } else if (executor != null) {
            // No machine has begun: what takes time is fetching the binary.
            executor.interrupt(Result.ABORTED);
        }
    }

    /** Leaves the deployment as it is for the next start of Jenkins. */
    void suspend() {
        LiveRollout rollout = live;
        if (rollout != null) {
            rollout.suspend();
        }
    }

    /** The agent of a machine is back: it need not be waited for any longer. */
    void reachable(String machine) {
        LiveRollout rollout = live;
        if (rollout != null) {
            rollout.reachable(machine);
        }
    }

    /** Whether somebody asked to stop the deployment while it is under way. */
    public boolean isStopRequested() {
        LiveRollout rollout = live;
        return rollout == null ? stoppedEarlyBy != null : rollout.snapshot().stop() != null;
    }

    /** The machines as they are now, or as they were at the end; empty if the run never got that far. */
    @NonNull
    public RolloutSnapshot snapshot() {
        LiveRollout rollout = live;
        return rollout != null ? rollout.snapshot() : PastRollout.snapshot(past());
    }

    /** The steps taken on a machine, oldest first. */
    @NonNull
    List<RolloutEvent.ActionTaken> actions(String machine) {
        LiveRollout rollout = live;
        return rollout != null ? rollout.actions(machine) : past().actions(machine);
    }

    private Rollout past() {
        return past.of(RunFiles.of(this), completed);
    }

    /** How many machines are in which status; of an ended run without reading its journal. */
    @NonNull
    public StatusCounts getCounts() {
        if (!completed || counts == null) {
            return snapshot().counts();
        }
        return RunResults.counts(counts);
    }

    /** How many machines have a status of a group. */
    public int count(@NonNull StatusGroup group) {
        return getCounts().of(group);
    }

    /** The table of the run's machines; part of the URL. */
    @NonNull
    public MachineTable getMachines() {
        return new MachineTable(this);
    }

    /**
     * The page of one machine; part of the URL.
     *
     * @return null if the run has no machine of that name
     */
    @CheckForNull
    public MachineDeployment getMachine(@NonNull String name) {
        return snapshot().machines().stream()
                .filter(machine -> machine.machine().equals(name))
                .findFirst()
                .map(machine -> new MachineDeployment(this, machine))
                .orElse(null);
    }

    /** Stops the deployment: no further machine starts; what is being installed ends. */
    @RequirePOST
    public HttpResponse doStop() {
        getParent().checkPermission(Item.CANCEL);
        stop(Jenkins.getAuthentication2().getName(), false);
        return HttpResponses.redirectToDot();
    }

    /** Stops the deployment, and kills what is being installed. */
    @RequirePOST
    public HttpResponse doAbort() {
        getParent().checkPermission(Item.CANCEL);
        stop(Jenkins.getAuthentication2().getName(), true);
        return HttpResponses.redirectToDot();
    }

    @Override
    protected void onLoad() {
        super.onLoad();
        if (!completed) {
            ActiveRuns.get().adopt(this);
        }
    }

    @Override
    public void reload() throws IOException {
        super.reload();
        if (!completed) {
            result = null;
        }
    }

    @Override
    public boolean isBuilding() {
        return !completed;
    }

    @Override
    public boolean isInProgress() {
        return !completed;
    }

    @Override
    public boolean isLogUpdated() {
        return !completed;
    }

    @Override
    public boolean hasntStartedYet() {
        return !completed && !taken;
    }

    @Override
    public LazyBuildMixIn.RunMixIn<DeploymentJob, DeploymentRun> getRunMixIn() {
        return runMixIn;
    }

    @Override
    protected BuildReference<DeploymentRun> createReference() {
        return runMixIn.createReference();
    }

    @Override
    protected void dropLinks() {
        runMixIn.dropLinks();
    }

    @Override
    public DeploymentRun getPreviousBuild() {
        return runMixIn.getPreviousBuild();
    }

    @Override
    public DeploymentRun getNextBuild() {
        return runMixIn.getNextBuild();
    }
}
