package io.jenkins.plugins.deploymentledger.core.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads a journal as an auditor would, line by line, and holds every line against the rules that the first one names. */
final class RuleBook {

    /** What is known of one machine from the lines so far. */
    private static final class Machine {
        private final Map<Stage, Integer> tries = new EnumMap<>(Stage.class);
        private final Map<Stage, RolloutEvent.StageFinished> ends = new EnumMap<>(Stage.class);
        private Stage running;
    }

    private final Rollout rollout = new Rollout();
    private final Map<String, Machine> machines = new HashMap<>();
    private RolloutEvent.Opened opened;
    private boolean closed;

    void read(RolloutEvent event) {
        if (event instanceof RolloutEvent.Opened first) {
            opened = first;
            first.machines().forEach(name -> machines.put(name, new Machine()));
        } else if (event instanceof RolloutEvent.StageStarted started) {
            checkStart(started);
        } else if (event instanceof RolloutEvent.StageFinished finished) {
            Machine machine = machines.get(finished.machine());
            assertEquals(machine.running, finished.stage(), "one stage at a time");
            machine.running = null;
            machine.ends.put(finished.stage(), finished);
        } else if (event instanceof RolloutEvent.StopRequested || event instanceof RolloutEvent.Expired) {
            closed = true;
        }
        // The state tells what has become of the machines so far; the rules are held against it from outside.
        rollout.apply(event);
    }

    private void checkStart(RolloutEvent.StageStarted started) {
        Machine machine = machines.get(started.machine());
        if (started.stage() != Stage.INVENTORY) {
            assertFalse(closed, "nothing begins after the end or a stop: " + started);
            assertTrue(opened.options().windows().isOpen(started.at()), "outside the window: " + started);
            Instant endBy = opened.options().endBy();
            assertTrue(endBy == null || started.at().isBefore(endBy), "after the end: " + started);
            checkFailures(started);
        }
        checkRetry(started, machine);
        checkBatch(started);
        machine.running = started.stage();
        machine.tries.merge(started.stage(), 1, Integer::sum);
        long running =
                machines.values().stream().filter(any -> any.running != null).count();
        assertTrue(running <= opened.concurrency(), running + " at once: " + started);
    }

    private void checkFailures(RolloutEvent.StageStarted started) {
        Quantity most = opened.options().maxFailures();
        if (most != null) {
            long failed = count(StatusGroup.ERROR) + count(StatusGroup.UNREACHABLE);
            assertTrue(failed <= most.of(machines.size()), failed + " have failed: " + started);
        }
    }

    private void checkRetry(RolloutEvent.StageStarted started, Machine machine) {
        RolloutEvent.StageFinished before = machine.ends.get(started.stage());
        if (before == null) {
            return;
        }
        FailureCause cause = before.report().cause();
        assertTrue(cause != null, "what has succeeded is not done again: " + started);
        if (cause == FailureCause.OFFLINE && started.stage() == Stage.SEND) {
            assertEquals(OfflinePolicy.WAIT, opened.options().offline());
            machine.tries.merge(Stage.SEND, -1, Integer::sum);
            return;
        }
        if (started.stage() == Stage.EXECUTE) {
            Set<FailureCause> unknown = Set.of(FailureCause.CONNECTION_LOST, FailureCause.RESULT_LOST);
            assertFalse(unknown.contains(cause), "an installer whose end is unknown runs again: " + started);
        }
        int tries = machine.tries.get(started.stage());
        Retries retries = opened.options().retries();
        int allowed =
                switch (started.stage()) {
                    case SEND -> retries.send();
                    case EXECUTE -> retries.execute();
                    case INVENTORY -> retries.inventory();
                };
        assertTrue(tries <= allowed, "tried " + tries + " times before: " + started);
        Duration least = Duration.ofSeconds(retries.firstDelaySeconds()).multipliedBy(1L << (tries - 1));
        Instant earliest = before.at().plus(least.compareTo(Retries.LONGEST_DELAY) > 0 ? Retries.LONGEST_DELAY : least);
        assertFalse(started.at().isBefore(earliest), "too early again: " + started);
    }

    /** Who begins beyond a step of the plan does so when all of that step have ended, and not all of them badly. */
    private void checkBatch(RolloutEvent.StageStarted started) {
        Set<String> in = new HashSet<>();
        int ended = 0;
        boolean anySuccess = false;
        boolean anyError = false;
        for (MachineProgress machine : rollout.machines()) {
            StatusGroup group = machine.status().group();
            boolean begun = !machine.stages().isEmpty() && !waitedForAgent(machine);
            if (begun && group != StatusGroup.UNREACHABLE && group != StatusGroup.NOT_APPLICABLE) {
                in.add(machine.machine());
                ended += machine.status().isFinal() ? 1 : 0;
            }
            anySuccess |= group == StatusGroup.SUCCESS;
            anyError |= group == StatusGroup.ERROR;
        }
        if (in.contains(started.machine())) {
            return;
        }
        BatchPlan plan = opened.options().batches();
        for (int step = 0; step < plan.size() - 1; step++) {
            int bound = plan.bound(step, machines.size());
            if (in.size() >= bound) {
                assertTrue(ended >= bound, "step " + step + " has not ended: " + started);
                assertTrue(anySuccess || !anyError, "the batches so far have failed: " + started);
            }
        }
    }

    private static boolean waitedForAgent(MachineProgress machine) {
        StageProgress send = machine.stages().get(Stage.SEND);
        return !send.isRunning() && send.report().cause() == FailureCause.OFFLINE;
    }

    private long count(StatusGroup group) {
        return rollout.machines().stream()
                .filter(machine -> machine.status().group() == group)
                .count();
    }

    Rollout rollout() {
        return rollout;
    }
}
