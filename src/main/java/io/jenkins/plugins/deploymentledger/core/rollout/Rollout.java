package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state of a rollout, changed by {@link RolloutEvent}s only: the same events give the same state.
 *
 * <p>A machine that has begun keeps its place among the {@link RolloutEvent.Opened#concurrency() concurrent} ones until
 * its end, so that a slow stage slows the rollout instead of piling up machines.
 *
 * <p>Not safe for use by several threads: its owner guards it.
 */
public final class Rollout {

    /** The most steps that are kept of one machine; later ones stand in the journal only. */
    public static final int MAX_ACTIONS = 200;

    private final List<MachineProgress> machines = new ArrayList<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    /** Machines that have not begun, by ordinal. */
    private final TreeSet<Integer> waiting = new TreeSet<>();
    /** Machines between two stages, by ordinal. */
    private final TreeSet<Integer> between = new TreeSet<>();
    /** What was done on each machine, by ordinal. */
    private final Map<Integer, List<RolloutEvent.ActionTaken>> actions = new HashMap<>();

    private int concurrency;
    private int underWay;
    private long revision;
    private RolloutEvent.StopRequested stop;

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
     * The stages that are to be begun now, in the order of the machines; each is offered until its
     * {@link RolloutEvent.StageStarted} is applied.
     */
    @NonNull
    public List<Work> readyWork() {
        List<Work> work = new ArrayList<>();
        for (int ordinal : between) {
            MachineProgress machine = machines.get(ordinal);
            work.add(new Work(ordinal, machine.machine(), following(machine), false));
        }
        int places = concurrency - underWay;
        for (int ordinal : waiting) {
            if (places-- <= 0) {
                break;
            }
            work.add(new Work(ordinal, machines.get(ordinal).machine(), Stage.SEND, false));
        }
        return work;
    }

    /** The stages that have begun and not ended: after a replay, those that a restart interrupted. */
    @NonNull
    public List<Work> runningWork() {
        List<Work> work = new ArrayList<>();
        for (MachineProgress machine : machines) {
            Stage running = machine.runningStage();
            if (running != null) {
                work.add(new Work(machine.ordinal(), machine.machine(), running, true));
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
        return isOpen() && waiting.isEmpty() && underWay == 0;
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
    }

    private void start(RolloutEvent.StageStarted event) {
        MachineProgress machine = known(event.machine(), event);
        require(!machine.status().isFinal(), "The machine has come to its end", event);
        require(machine.runningStage() == null, "Another stage is running", event);
        require(event.stage() == following(machine), "Not the next stage", event);
        if (waiting.remove(machine.ordinal())) {
            underWay++;
        }
        between.remove(machine.ordinal());
        set(machine.started(event.stage(), event.at(), ++revision));
    }

    private void finish(RolloutEvent.StageFinished event) {
        MachineProgress machine = known(event.machine(), event);
        require(machine.runningStage() == event.stage(), "The stage is not running", event);
        MachineStatus status = statusAfter(machine, event.stage(), event.report());
        set(machine.finished(event.stage(), event.at(), event.report(), status, ++revision));
        if (status.isFinal()) {
            underWay--;
        } else {
            between.add(machine.ordinal());
        }
    }

    private MachineStatus statusAfter(MachineProgress machine, Stage stage, StageReport report) {
        FailureCause cause = report.cause();
        return switch (stage) {
            case SEND -> {
                if (cause != null) {
                    yield cause.statusAfter(stage);
                }
                yield stop == null ? MachineStatus.SENDING : MachineStatus.CANCELLED_BY_USER;
            }
            case EXECUTE ->
                cause == null || cause.allowsInventory() ? MachineStatus.INSTALLING : cause.statusAfter(stage);
            case INVENTORY -> {
                StageReport execution = machine.stages().get(Stage.EXECUTE).report();
                FailureCause before = execution == null ? null : execution.cause();
                if (before != null) {
                    yield before.statusAfter(Stage.EXECUTE);
                }
                yield cause == null ? MachineStatus.SUCCESS : MachineStatus.SUCCESS_INVENTORY_FAILED;
            }
        };
    }

    private void stop(RolloutEvent.StopRequested event) {
        revision++;
        if (stop != null) {
            stop = event.abort() ? event : stop;
            return;
        }
        stop = event;
        waiting.forEach(ordinal -> set(machines.get(ordinal).ended(MachineStatus.NOT_STARTED, revision)));
        waiting.clear();
        List<Integer> beforeInstall = between.stream()
                .filter(ordinal -> following(machines.get(ordinal)) == Stage.EXECUTE)
                .toList();
        for (int ordinal : beforeInstall) {
            between.remove(ordinal);
            underWay--;
            set(machines.get(ordinal).ended(MachineStatus.CANCELLED_BY_USER, revision));
        }
    }

    private static Stage following(MachineProgress machine) {
        return Stage.values()[machine.stages().size()];
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
