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
import io.jenkins.plugins.deploymentledger.deployment.stage.RemotingStageRunner;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A rollout that is under way in this Jenkins: its engine, over the journal in the run's directory. */
final class LiveRollout implements Closeable {

    private final Journal journal;
    private final RolloutEngine engine;

    private LiveRollout(Rollout rollout, Journal journal, DeploymentOrder order, RunFiles files, Listener listener) {
        DeploymentThreads threads = DeploymentThreads.get();
        RemotingStageRunner runner = new RemotingStageRunner(
                order.toInstallOrder(),
                files.machines(),
                new JenkinsMachineChannels(),
                InventoryStore.get(),
                threads.workers(),
                threads.senders(),
                threads.clock());
        this.journal = journal;
        this.engine = new RolloutEngine(rollout, journal, runner, threads.workers(), Clock.systemUTC(), listener);
    }

    /** Is told of each machine that came to its end. */
    interface Listener extends Consumer<MachineProgress> {}

    /**
     * Opens a rollout on machines that are frozen from here on.
     *
     * @throws IOException if the journal cannot be written
     */
    @NonNull
    static LiveRollout open(RunFiles files, DeploymentOrder order, List<String> machines, Listener listener)
            throws IOException {
        Rollout rollout = new Rollout();
        RolloutEvent opened = new RolloutEvent.Opened(Clock.systemUTC().instant(), machines, order.getConcurrency());
        rollout.apply(opened);
        Files.createDirectories(files.machines());
        Journal journal = Journal.open(files.journal(), DeploymentThreads.get().journals());
        try {
            journal.append(opened).join();
            return new LiveRollout(rollout, journal, order, files, listener);
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
    static LiveRollout resume(RunFiles files, DeploymentOrder order, Listener listener) throws IOException {
        Rollout rollout = replay(files);
        Journal journal = Journal.open(files.journal(), DeploymentThreads.get().journals());
        return new LiveRollout(rollout, journal, order, files, listener);
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

    /** Leaves everything as it is for a later start of Jenkins. */
    void suspend() {
        engine.suspend();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
