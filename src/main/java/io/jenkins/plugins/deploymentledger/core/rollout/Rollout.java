package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state of a rollout, changed by {@link RolloutEvent}s only: the same events give the same state.
 *
 * <p>A machine that has begun keeps its place among the {@link RolloutEvent.Opened#concurrency() concurrent} ones until
 * its end, so that a slow stage slows the rollout instead of piling up machines; while it waits for its agent, or for a
 * failed stage to be tried again, the place is another's.
 *
 * <p>Not safe for use by several threads: its owner guards it.
 */
public final class Rollout {

    /** The most steps that are kept of one machine; later ones stand in the journal only. */
    public static final int MAX_ACTIONS = 200;

    private final List<MachineProgress> machines = new ArrayList<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    /** Machines that have not begun, or that came online again, by ordinal. */
    private final TreeSet<Integer> waiting = new TreeSet<>();
    /** Machines between two stages, by ordinal. */
    private final TreeSet<Integer> between = new TreeSet<>();
    /** Machines whose failed stage is to be tried again, the earliest first. */
    private final TreeSet<MachineProgress> delayed =
            new TreeSet<>(Comparator.comparing(MachineProgress::notBefore).thenComparing(MachineProgress::ordinal));
    /** Machines that wait for their agents, by ordinal. */
    private final TreeSet<Integer> offline = new TreeSet<>();
    /** What was done on each machine, by ordinal. */
    private final Map<Integer, List<RolloutEvent.ActionTaken>> actions = new HashMap<>();

    private int concurrency;
    private RolloutOptions options = RolloutOptions.PLAIN;
    private BatchProgress batches = new BatchProgress(BatchPlan.ALL, 0);
    private int underWay;
    private int failed;
    private long revision;
    private RolloutEvent.StopRequested stop;
    private Halt halt;

    /**
     * Takes one event into the state.
     *
     * @throws IllegalArgumentException if the event cannot have happened in this state; the state is unchanged
     */
    public void apply(@NonNull RolloutEvent event) {
        if (event instanceof RolloutEvent.Opened opened) {
            open(opened);
            return;
        }
        require(isOpen(), "The first event must be 'opened'", event);
        if (event instanceof RolloutEvent.StageStarted started) {
            start(started);
        } else if (event instanceof RolloutEvent.StageFinished finished) {
            finish(finished);
        } else if (event instanceof RolloutEvent.StopRequested requested) {
            stop(requested);
        } else if (event instanceof RolloutEvent.CameOnline online) {
            cameOnline(online);
        } else if (event instanceof RolloutEvent.Expired) {
            halt(Halt.EXPIRED);
        } else if (event instanceof RolloutEvent.ActionTaken taken) {
            List<RolloutEvent.ActionTaken> known =
                    actions.computeIfAbsent(known(taken.machine(), event).ordinal(), ordinal -> new ArrayList<>());
            if (known.size() < MAX_ACTIONS) {
                known.add(taken);
                revision++;
            }
        }
    }

    /**
     * The stages that are to be begun at a moment, in the order of the machines; each is offered until its
     * {@link RolloutEvent.StageStarted} is applied.
     */
    @NonNull
    public List<Work> readyWork(@NonNull Instant now) {
        boolean open = options.windows().isOpen(now) && !isOverdue(now);
        List<Work> work = new ArrayList<>();
        for (int ordinal : between) {
            MachineProgress machine = machines.get(ordinal);
            if (open || machine.next() == Stage.INVENTORY) {
                work.add(work(machine));
            }
        }
        int places = concurrency - underWay;
        for (MachineProgress machine : delayed) {
            if (places <= 0 || now.isBefore(machine.notBefore())) {
                break;
            }
            if (open || machine.next() == Stage.INVENTORY) {
                work.add(work(machine));
                places--;
            }
        }
        int admitted = 0;
        for (int ordinal : waiting) {
            if (!open || admitted >= places || !batches.admits(ordinal, admitted)) {
                break;
            }
            work.add(work(machines.get(ordinal)));
            admitted++;
        }
        return work;
    }

    private static Work work(MachineProgress machine) {
        Stage next = Objects.requireNonNull(machine.next(), "It has not come to its end");
        return new Work(machine.ordinal(), machine.machine(), next, machine.attemptOf(next), false);
    }

    /** Whether the end has come, and has not been {@linkplain RolloutEvent.Expired taken in} yet. */
    public boolean isOverdue(@NonNull Instant now) {
        return halt == null && stop == null && options.endBy() != null && !now.isBefore(options.endBy());
    }

    /**
     * When there may be {@linkplain #readyWork work} that there is not at a moment, if nothing happens until then.
     *
     * @return after {@code now}; null if never
     */
    @CheckForNull
    public Instant nextChange(@NonNull Instant now) {
        List<Instant> changes = new ArrayList<>();
        if (halt == null && stop == null && options.endBy() != null) {
            changes.add(options.endBy());
        }
        if (!delayed.isEmpty()) {
            changes.add(delayed.first().notBefore());
        }
        if (!options.windows().isOpen(now)) {
            options.windows().nextOpening(now).ifPresent(changes::add);
        }
        return changes.stream().filter(now::isBefore).min(Instant::compareTo).orElse(null);
    }

    /** The machines that wait for their agents, in their order; a copy. */
    @NonNull
    public List<String> waitingForAgents() {
        return offline.stream().map(ordinal -> machines.get(ordinal).machine()).toList();
    }

    /** By which rules it goes on. */
    @NonNull
    public RolloutSnapshot.Outlook outlook() {
        return new RolloutSnapshot.Outlook(options, batches.step() + 1, batches.bound(), halt);
    }

    /** The stages that have begun and not ended: after a replay, those that a restart interrupted. */
    @NonNull
    public List<Work> runningWork() {
        List<Work> work = new ArrayList<>();
        for (MachineProgress machine : machines) {
            Stage running = machine.runningStage();
            if (running != null) {
                int attempt = machine.stages().get(running).attempt();
                work.add(new Work(machine.ordinal(), machine.machine(), running, attempt, true));
            }
        }
        return work;
    }

    /** Whether the first event, which names the machines, has been applied. */
    public boolean isOpen() {
        return concurrency > 0;
    }

    /** Whether every machine has come to its end. */
    public boolean isDone() {
        return isOpen() && underWay == 0 && waiting.isEmpty() && delayed.isEmpty() && offline.isEmpty();
    }

    /** The request to stop that counts, an abort before a stop; null if nobody has asked. */
    @CheckForNull
    public RolloutEvent.StopRequested stopRequest() {
        return stop;
    }

    /** How often the state has changed. */
    public long revision() {
        return revision;
    }

    /** All machines in their order; a copy that later events do not change. */
    @NonNull
    public List<MachineProgress> machines() {
        return List.copyOf(machines);
    }

    /** One machine; null if the rollout has none of that name. */
    @CheckForNull
    public MachineProgress machine(@NonNull String name) {
        Integer ordinal = ordinals.get(name);
        return ordinal == null ? null : machines.get(ordinal);
    }

    /** The steps taken on a machine, oldest first, {@value #MAX_ACTIONS} at most; a copy. */
    @NonNull
    public List<RolloutEvent.ActionTaken> actions(@NonNull String machine) {
        Integer ordinal = ordinals.get(machine);
        return ordinal == null ? List.of() : List.copyOf(actions.getOrDefault(ordinal, List.of()));
    }

    private void open(RolloutEvent.Opened event) {
        require(!isOpen(), "Opened twice", event);
        require(event.concurrency() > 0, "The concurrency must be at least 1", event);
        require(Set.copyOf(event.machines()).size() == event.machines().size(), "A machine is named twice", event);
        for (String name : event.machines()) {
            int ordinal = machines.size();
            ordinals.put(name, ordinal);
            waiting.add(ordinal);
            machines.add(MachineProgress.queued(ordinal, name));
        }
        concurrency = event.concurrency();
        options = event.options();
        batches = new BatchProgress(options.batches(), machines.size());
    }

    private void start(RolloutEvent.StageStarted event) {
        MachineProgress machine = known(event.machine(), event);
        require(!machine.status().isFinal(), "The machine has come to its end", event);
        require(machine.runningStage() == null, "Another stage is running", event);
        require(event.stage() == machine.next(), "Not the next stage", event);
        boolean tried = machine.notBefore() != null && delayed.remove(machine);
        if (tried || waiting.remove(machine.ordinal())) {
            underWay++;
        }
        batches.begun(machine.ordinal());
        between.remove(machine.ordinal());
        set(machine.started(event.stage(), event.at(), ++revision));
    }

    private void finish(RolloutEvent.StageFinished event) {
        MachineProgress machine = known(event.machine(), event);
        require(machine.runningStage() == event.stage(), "The stage is not running", event);
        Transition transition = stop == null && halt == null
                ? Transition.after(machine, event, options)
                : Transition.afterClosing(machine, event, closedBetweenStages());
        MachineProgress ended = machine.finished(
                event.stage(),
                event.at(),
                event.report(),
                transition.status(),
                transition.next(),
                transition.notBefore(),
                ++revision);
        set(ended);
        switch (transition.status()) {
            case WAITING_ONLINE -> {
                underWay--;
                offline.add(machine.ordinal());
                batches.left(machine.ordinal());
            }
            case RETRY_WAIT -> {
                underWay--;
                delayed.add(ended);
            }
            default -> {
                if (ended.next() != null) {
                    between.add(machine.ordinal());
                } else {
                    underWay--;
                    settled(ended);
                }
            }
        }
    }

    /** Draws the consequences of a machine's end for the others. */
    private void settled(MachineProgress machine) {
        StatusGroup group = machine.status().group();
        failed += group == StatusGroup.ERROR || group == StatusGroup.UNREACHABLE ? 1 : 0;
        boolean batchFailed = batches.ended(machine.ordinal(), group);
        Quantity most = options.maxFailures();
        if (most != null && failed > most.of(machines.size())) {
            halt(Halt.TOO_MANY_FAILURES);
        } else if (batchFailed) {
            halt(Halt.BATCH_FAILED);
        }
    }

    private void cameOnline(RolloutEvent.CameOnline event) {
        MachineProgress machine = known(event.machine(), event);
        require(offline.remove(machine.ordinal()), "The machine does not wait for its agent", event);
        waiting.add(machine.ordinal());
        set(machine.queuedAgain(++revision));
    }

    private void stop(RolloutEvent.StopRequested event) {
        revision++;
        if (stop != null) {
            stop = event.abort() ? event : stop;
            return;
        }
        stop = event;
        close(MachineStatus.NOT_STARTED, MachineStatus.NOT_STARTED);
    }

    private void halt(Halt reason) {
        if (halt == null) {
            revision++;
            halt = reason;
            close(
                    reason == Halt.EXPIRED ? MachineStatus.EXPIRED : MachineStatus.SKIPPED_AFTER_FAILURES,
                    reason == Halt.EXPIRED ? MachineStatus.EXPIRED_WAITING : MachineStatus.SKIPPED_AFTER_FAILURES);
        }
    }

    /** Brings everything to its end that has not begun, or is not to go on. */
    private void close(MachineStatus ofWaiting, MachineStatus ofOffline) {
        endAll(waiting, ofWaiting);
        endAll(offline, ofOffline);
        List<Integer> beforeInstall = between.stream()
                .filter(ordinal -> machines.get(ordinal).next() == Stage.EXECUTE)
                .toList();
        underWay -= beforeInstall.size();
        beforeInstall.forEach(between::remove);
        beforeInstall.forEach(ordinal -> set(machines.get(ordinal).ended(closedBetweenStages(), revision)));
        for (MachineProgress machine : delayed) {
            Stage stage = Objects.requireNonNull(machine.next(), "It is tried again");
            StageReport report =
                    Objects.requireNonNull(machine.stages().get(stage).report(), "It has failed");
            FailureCause cause = Objects.requireNonNull(report.cause(), "It has failed");
            boolean cancelled = stage == Stage.SEND && stop != null;
            MachineStatus status =
                    cancelled ? MachineStatus.CANCELLED_BY_USER : Transition.lastly(machine, stage, cause);
            set(machine.ended(status, revision));
        }
        delayed.clear();
    }

    private void endAll(Collection<Integer> ordinals, MachineStatus status) {
        ordinals.forEach(ordinal -> set(machines.get(ordinal).ended(status, revision)));
        ordinals.clear();
    }

    /** What becomes of a machine to which the binary was sent, and on which nothing is installed any more. */
    private MachineStatus closedBetweenStages() {
        if (stop != null) {
            return MachineStatus.CANCELLED_BY_USER;
        }
        return halt == Halt.EXPIRED ? MachineStatus.EXPIRED : MachineStatus.SKIPPED_AFTER_FAILURES;
    }

    private void set(MachineProgress machine) {
        machines.set(machine.ordinal(), machine);
    }

    private MachineProgress known(String name, RolloutEvent event) {
        Integer ordinal = ordinals.get(name);
        require(ordinal != null, "Unknown machine", event);
        return machines.get(ordinal);
    }

    private static void require(boolean condition, String what, RolloutEvent event) {
        if (!condition) {
            throw new IllegalArgumentException(what + ": " + event);
        }
    }
}
