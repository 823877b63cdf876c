package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.rollout.Journal;
import io.jenkins.plugins.deploymentledger.core.rollout.JournalFormat;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.Rollout;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEngine;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import io.jenkins.plugins.deploymentledger.core.rollout.Verdict;
import io.jenkins.plugins.deploymentledger.deployment.stage.JenkinsMachineChannels;
import io.jenkins.plugins.deploymentledger.deployment.stage.MachineChannels;
import io.jenkins.plugins.deploymentledger.deployment.stage.RemotingStageRunner;
import io.jenkins.plugins.deploymentledger.machine.inventory.EphemeralMachines;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A rollout that is under way in this Jenkins: its engine, over the journal in the run's directory. */
final class LiveRollout implements Closeable {

    private final Journal journal;
    private final RolloutEngine engine;

    private LiveRollout(Rollout rollout, Journal journal, DeploymentRun run, DeploymentOrder order, Listener listener) {
        DeploymentThreads threads = DeploymentThreads.get();
        MachineChannels channels = new JenkinsMachineChannels(node -> LaunchIdentity.mayUse(run, node));
        RemotingStageRunner runner = new RemotingStageRunner(
                order.toInstallOrder(run),
                RunFiles.of(run).machines(),
                channels,
                InventoryStore.get(),
                threads.workers(),
                threads.senders(),
                threads.clock());
        this.journal = journal;
        this.engine = new RolloutEngine(rollout, journal, runner, new JenkinsRolloutHost(threads, channels), listener);
    }

    /** Is told of each machine that came to its end. */
    interface Listener extends Consumer<MachineProgress> {}

    /**
     * Opens a rollout on machines that are frozen from here on.
     *
     * @throws IOException if the journal cannot be written
     * @throws IllegalArgumentException if the order's rules can let nothing begin; the message says why
     */
    @NonNull
    static LiveRollout open(DeploymentRun run, List<String> machines, Listener listener) throws IOException {
        DeploymentOrder order = orderOf(run);
        RunFiles files = RunFiles.of(run);
        Rollout rollout = new Rollout();
        Instant now = Clock.systemUTC().instant();
        machines.forEach(EphemeralMachines::note);
        RolloutEvent opened = new RolloutEvent.Opened(
                now, machines, order.getConcurrency(), order.getOptions().toRollout(now));
        rollout.apply(opened);
        Files.createDirectories(files.machines());
        Journal journal = Journal.open(files.journal(), DeploymentThreads.get().journals());
        try {
            journal.append(opened).join();
            return new LiveRollout(rollout, journal, run, order, listener);
        } catch (CompletionException e) {
            journal.close();
            throw new IOException(e.getCause());
        }
    }

    /**
     * Takes up a rollout where its journal ends.
     *
     * @throws IOException if there is no journal, or it cannot be read
     */
    @NonNull
    static LiveRollout resume(DeploymentRun run, Listener listener) throws IOException {
        DeploymentOrder order = orderOf(run);
        RunFiles files = RunFiles.of(run);
        Rollout rollout = replay(files);
        Journal journal = Journal.open(files.journal(), DeploymentThreads.get().journals());
        return new LiveRollout(rollout, journal, run, order, listener);
    }

    private static DeploymentOrder orderOf(DeploymentRun run) {
        return Objects.requireNonNull(run.getOrder(), "A run has an order before it is opened");
    }

    /**
     * Whether a run's journal names its machines, so that work on them may have begun.
     *
     * @throws IOException if the journal is there and cannot be read
     */
    static boolean hasBegun(RunFiles files) throws IOException {
        if (!Files.exists(files.journal())) {
            return false;
        }
        // The first line is whole if it has an end.
        try (InputStream journal = new BufferedInputStream(Files.newInputStream(files.journal()))) {
            int next = journal.read();
            while (next >= 0 && next != '\n') {
                next = journal.read();
            }
            return next >= 0;
        }
    }

    /**
     * The state at the end of a run's journal.
     *
     * @throws IOException if there is no journal, or it cannot be read
     */
    @NonNull
    static Rollout replay(RunFiles files) throws IOException {
        Rollout rollout = new Rollout();
        try {
            JournalFormat.read(files.journal(), rollout::apply);
        } catch (IllegalArgumentException e) {
            throw new IOException(files.journal() + " contradicts itself: " + e.getMessage(), e);
        }
        if (!rollout.isOpen()) {
            throw new IOException(files.journal() + " names no machines");
        }
        return rollout;
    }

    /**
     * Begins, or goes on.
     *
     * @param ended is told the verdict, or the error that made going on impossible; on a thread of the workers, since
     *     the journal's thread could not close the journal
     */
    void start(BiConsumer<Verdict, Throwable> ended) {
        engine.start().whenCompleteAsync(ended, DeploymentThreads.get().workers());
    }

    RolloutSnapshot snapshot() {
        return engine.snapshot();
    }

    List<RolloutEvent.ActionTaken> actions(String machine) {
        return engine.actions(machine);
    }

    void stop(String by, boolean abort) {
        engine.stop(by, abort);
    }

    /** See {@link RolloutEngine#reachable}. */
    void reachable(String machine) {
        engine.reachable(machine);
    }

    /** Leaves everything as it is for a later start of Jenkins. */
    void suspend() {
        engine.suspend();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
