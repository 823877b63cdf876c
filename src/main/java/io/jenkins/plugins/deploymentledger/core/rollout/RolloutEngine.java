package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Drives a rollout to its end: begins the stages that are ready, and journals each transition.
 *
 * <p>A stage is begun only after the journal's line that says so is on disk; so after a crash at any moment the journal
 * names every stage that can have begun. Safe for use by several threads.
 */
public final class RolloutEngine {

    private static final Logger LOGGER = Logger.getLogger(RolloutEngine.class.getName());

    /** How often machines that wait for their agents are looked at, should nobody have told that they are back. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Rollout rollout;
    private final Journal journal;
    private final StageRunner runner;
    private final RolloutHost host;
    private final Consumer<MachineProgress> ended;
    private final CompletableFuture<Verdict> done = new CompletableFuture<>();
    private final Map<String, RolloutSnapshot.Transfer> transfers = new ConcurrentHashMap<>();
    private final Map<String, Control> controls = new LinkedHashMap<>();
    private boolean suspended;
    private Instant alarm;

    /**
     * Prepares to drive a rollout.
     *
     * @param rollout opened, and replayed where it has a past; the engine owns it from here on
     * @param journal opened for appending, and holding what the rollout has seen
     * @param runner does the work
     * @param host what the engine runs on
     * @param ended is told of each machine whose way came to its end after it had begun; short, must not throw
     */
    public RolloutEngine(
            @NonNull Rollout rollout,
            @NonNull Journal journal,
            @NonNull StageRunner runner,
            @NonNull RolloutHost host,
            @NonNull Consumer<MachineProgress> ended) {
        this.rollout = rollout;
        this.journal = journal;
        this.runner = runner;
        this.host = host;
        this.ended = ended;
    }

    /**
     * Takes up what a restart interrupted, and begins what is ready.
     *
     * @return completes with the verdict when every machine has come to its end and the journal says so, or
     *     exceptionally when the journal cannot be written any more; mostly on the journal's thread, which must not be
     *     blocked
     */
    @NonNull
    public CompletableFuture<Verdict> start() {
        List<Work> interrupted;
        synchronized (this) {
            interrupted = rollout.runningWork();
        }
        interrupted.forEach(this::execute);
        wake();
        return done;
    }

    /**
     * Stops the rollout: no further machine begins; what is being installed ends.
     *
     * @param by the id of the user who asks
     * @param abort whether running install commands are killed, too
     */
    public void stop(@NonNull String by, boolean abort) {
        List<Control> toAbort;
        synchronized (this) {
            if (suspended || rollout.isDone()) {
                return;
            }
            record(new RolloutEvent.StopRequested(now(), by, abort));
            toAbort = abort ? List.copyOf(controls.values()) : List.of();
        }
        toAbort.forEach(Control::abort);
        advance();
    }

    /** Begins nothing more and records nothing more, because the controller goes down; a later engine resumes. */
    public synchronized void suspend() {
        suspended = true;
    }

    /** Tells that the agent of a machine may be reachable that was not, so that what waits for it need not wait longer. */
    public void reachable(@NonNull String machine) {
        synchronized (this) {
            MachineProgress waiting = rollout.machine(machine);
            if (suspended || waiting == null || waiting.status() != MachineStatus.WAITING_ONLINE) {
                return;
            }
            record(new RolloutEvent.CameOnline(now(), machine));
        }
        advance();
    }

    /** The state as it is now. */
    @NonNull
    public synchronized RolloutSnapshot snapshot() {
        return new RolloutSnapshot(
                rollout.machines(),
                Map.copyOf(transfers),
                rollout.revision(),
                rollout.stopRequest(),
                rollout.outlook());
    }

    /** The steps taken on a machine; see {@link Rollout#actions}. */
    @NonNull
    public synchronized List<RolloutEvent.ActionTaken> actions(@NonNull String machine) {
        return rollout.actions(machine);
    }

    private void wake() {
        synchronized (this) {
            alarm = null;
            if (suspended) {
                return;
            }
            for (String machine : rollout.waitingForAgents()) {
                if (host.isReachable(machine)) {
                    record(new RolloutEvent.CameOnline(now(), machine));
                }
            }
        }
        advance();
    }

    private void advance() {
        List<Work> begun = new ArrayList<>();
        List<CompletableFuture<Void>> recorded = new ArrayList<>();
        boolean end;
        synchronized (this) {
            if (suspended) {
                return;
            }
            Instant now = now();
            if (!rollout.isDone() && rollout.isOverdue(now)) {
                record(new RolloutEvent.Expired(now));
            }
            for (Work work : rollout.readyWork(now)) {
                begun.add(work);
                recorded.add(record(new RolloutEvent.StageStarted(now, work.machine(), work.stage())));
            }
            end = rollout.isDone();
            if (!end) {
                setAlarm(now);
            }
        }
        for (int i = 0; i < begun.size(); i++) {
            Work work = begun.get(i);
            recorded.get(i).thenRun(() -> execute(work));
        }
        if (end) {
            done.complete(verdict());
        }
    }

    /** To be called with this engine's monitor held. */
    private void setAlarm(Instant now) {
        Instant change = rollout.nextChange(now);
        Instant look = rollout.waitingForAgents().isEmpty() ? null : now.plus(BETWEEN_LOOKS);
        Instant next = change == null || look != null && look.isBefore(change) ? look : change;
        if (next != null && (alarm == null || next.isBefore(alarm))) {
            alarm = next;
            host.wakeAt(next, this::wake);
        }
    }

    private synchronized Verdict verdict() {
        return Verdict.of(
                StatusCounts.of(rollout.machines()), rollout.outlook().options().successThreshold());
    }

    private Instant now() {
        return host.clock().instant();
    }

    private void execute(Work work) {
        try {
            host.pool().execute(() -> run(work));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, e, () -> "No thread for " + work + ": left for the next start");
        }
    }

    private void run(Work work) {
        Control control = new Control(work);
        synchronized (this) {
            if (suspended) {
                return;
            }
            controls.put(work.machine(), control);
        }
        CompletionStage<StageReport> stage;
        try {
            stage = runner.run(work, control);
        } catch (RuntimeException | LinkageError e) {
            stage = CompletableFuture.failedStage(e);
        }
        stage.whenComplete((report, error) -> finish(work, error == null ? report : internal(work, error)));
    }

    private static StageReport internal(Work work, Throwable error) {
        LOGGER.log(Level.WARNING, error, () -> work + " failed unexpectedly");
        return StageReport.failed(
                FailureCause.INTERNAL,
                "Unexpected: " + error + ". The controller's log has the details; please report it.");
    }

    private void finish(Work work, StageReport report) {
        CompletableFuture<Void> recorded;
        MachineProgress machine;
        synchronized (this) {
            controls.remove(work.machine());
            if (suspended) {
                return;
            }
            recorded = record(new RolloutEvent.StageFinished(now(), work.machine(), work.stage(), report));
            transfers.remove(work.machine());
            machine = rollout.machine(work.machine());
        }
        if (machine != null && machine.status().isFinal()) {
            ended.accept(machine);
        }
        recorded.thenRun(this::advance);
    }

    /** To be called with this engine's monitor held, so that the journal has the order of the state's changes. */
    private CompletableFuture<Void> record(RolloutEvent event) {
        rollout.apply(event);
        CompletableFuture<Void> written = journal.append(event);
        written.exceptionally(error -> {
            suspend();
            done.completeExceptionally(error);
            return null;
        });
        return written;
    }

    private final class Control implements StageControl {

        private final Work work;
        private final List<Runnable> onAbort = new ArrayList<>();
        private boolean aborted;

        Control(Work work) {
            this.work = work;
        }

        @Override
        public void action(String text) {
            synchronized (RolloutEngine.this) {
                if (!suspended) {
                    record(new RolloutEvent.ActionTaken(now(), work.machine(), work.stage(), text));
                }
            }
        }

        @Override
        public void progress(long bytes, long total) {
            transfers.put(work.machine(), new RolloutSnapshot.Transfer(bytes, total));
        }

        @Override
        public boolean isStopRequested() {
            synchronized (RolloutEngine.this) {
                return rollout.stopRequest() != null;
            }
        }

        @Override
        public boolean isAbortRequested() {
            synchronized (RolloutEngine.this) {
                RolloutEvent.StopRequested request = rollout.stopRequest();
                return request != null && request.abort();
            }
        }

        @Override
        public void onAbort(Runnable action) {
            boolean now;
            synchronized (this) {
                onAbort.add(action);
                now = aborted || isAbortRequested();
            }
            if (now) {
                abort();
            }
        }

        void abort() {
            List<Runnable> actions;
            synchronized (this) {
                aborted = true;
                actions = List.copyOf(onAbort);
                onAbort.clear();
            }
            actions.forEach(Runnable::run);
        }
    }
}
