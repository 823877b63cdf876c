package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutHost;
import io.jenkins.plugins.deploymentledger.deployment.stage.MachineChannels;
import io.jenkins.plugins.deploymentledger.deployment.stage.MachineState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the engines on this controller's threads. */
final class JenkinsRolloutHost implements RolloutHost {

    /** A timer does not see that the system's clock was set; so it never waits longer than this at a time. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Logger LOGGER = Logger.getLogger(JenkinsRolloutHost.class.getName());

    private final DeploymentThreads threads;
    private final MachineChannels channels;

    JenkinsRolloutHost(DeploymentThreads threads, MachineChannels channels) {
        this.threads = threads;
        this.channels = channels;
    }

    @Override
    @NonNull
    public Executor pool() {
        return threads.workers();
    }

    @Override
    @NonNull
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public void wakeAt(@NonNull Instant when, @NonNull Runnable alarm) {
        Duration wait = Duration.between(clock().instant(), when);
        Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        try {
            threads.clock()
                    .schedule(
                            () -> threads.workers().execute(alarm),
                            Math.max(0, bounded.toMillis()),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, "Jenkins goes down: the rollout goes on at its next start", e);
        }
    }

    /** A machine that was deleted counts as reachable: what is begun on it ends at once. */
    @Override
    public boolean isReachable(@NonNull String machine) {
        MachineState state = channels.state(machine);
        return state instanceof MachineState.Connected connected
                ? connected.heldBack() == null
                : state instanceof MachineState.Deleted;
    }
}
