package io.jenkins.plugins.deploymentledger.core.analysis;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.Rollout;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A rollout that a seed leads to some moment of its course. */
final class RandomRollout {

    private static final List<FailureCause> CAUSES =
            List.of(FailureCause.OFFLINE, FailureCause.HASH_MISMATCH, FailureCause.EXIT_CODE, FailureCause.IO_ERROR);

    final Instant start = Instant.parse("2026-11-28T10:00:00Z");
    private final Random random;
    private final Rollout rollout = new Rollout();
    private Instant now = start;

    RandomRollout(long seed, int machines) {
        random = new Random(seed);
        rollout.apply(new RolloutEvent.Opened(
                now, IntStream.range(0, machines).mapToObj(i -> "paris-" + i).toList(), machines));
        for (int i = 0; i < machines; i++) {
            if (random.nextInt(4) > 0) {
                lead("paris-" + i);
            }
        }
    }

    /** Machines of a rollout of their own that fail in the instant in which they begin. */
    List<MachineProgress> atOnce(String... names) {
        Rollout other = new Rollout();
        other.apply(new RolloutEvent.Opened(start, List.of(names), names.length));
        for (String name : names) {
            other.apply(new RolloutEvent.StageStarted(start, name, Stage.SEND));
            other.apply(new RolloutEvent.StageFinished(
                    start, name, Stage.SEND, StageReport.failed(FailureCause.IO_ERROR, "no space")));
        }
        return other.machines();
    }

    private void lead(String machine) {
        for (Stage stage : Stage.values()) {
            pass();
            rollout.apply(new RolloutEvent.StageStarted(now, machine, stage));
            pass();
            if (random.nextInt(12) == 0) {
                return;
            }
            StageReport report = report(machine, stage);
            rollout.apply(new RolloutEvent.StageFinished(now, machine, stage, report));
            if (!report.isSuccess()) {
                return;
            }
        }
    }

    private StageReport report(String machine, Stage stage) {
        if (random.nextInt(4) == 0) {
            FailureCause cause = CAUSES.get(random.nextInt(CAUSES.size()));
            return cause == FailureCause.EXIT_CODE
                    ? StageReport.failed(
                            1600 + random.nextInt(2), "exit after " + random.nextInt(100) + " s on " + machine)
                    : StageReport.failed(cause, "cannot write /opt/" + machine + "/tools: " + cause);
        }
        return switch (stage) {
            case SEND -> StageReport.sent("sent", 1, false);
            case EXECUTE -> StageReport.executed("exit 0", 0);
            case INVENTORY -> StageReport.inventoried("no change", 0);
        };
    }

    private void pass() {
        now = now.plusMillis(random.nextInt(5_000));
    }

    List<MachineProgress> machines() {
        return rollout.machines();
    }

    Instant now() {
        return now;
    }
}
