package io.jenkins.plugins.deploymentledger.core.rollout;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Machines that take their time, fail, and come and go, as a seed decides, by a simulated clock. */
final class UnreliableFleet implements StageRunner, RolloutHost {

    private static final Duration LONGEST_STAGE = Duration.ofMinutes(40);

    private final Random random;
    private final SimulatedTime time;
    private final double failureShare;
    private final double offlineShare;
    private final Map<String, Boolean> reachable = new HashMap<>();
    /** What was begun before a crash is not heard of again by the engine that began it. */
    private int generation;

    UnreliableFleet(Random random, SimulatedTime time, double failureShare, double offlineShare) {
        this.random = random;
        this.time = time;
        this.failureShare = failureShare;
        this.offlineShare = offlineShare;
    }

    /** Forgets what is under way. */
    void crash() {
        generation++;
    }

    @Override
    public CompletionStage<StageReport> run(Work work, StageControl control) {
        CompletableFuture<StageReport> report = new CompletableFuture<>();
        StageReport end = work.stage() == Stage.SEND && !work.resumed() && !isReachable(work.machine())
                ? StageReport.failed(FailureCause.OFFLINE, "offline")
                : outcome(work);
        int mine = generation;
        time.after(Duration.ofSeconds(random.nextLong(LONGEST_STAGE.toSeconds())), () -> {
            if (mine == generation) {
                report.complete(end);
            }
        });
        return report;
    }

    private StageReport outcome(Work work) {
        if (random.nextDouble() < failureShare) {
            List<FailureCause> causes = List.of(FailureCause.values());
            FailureCause cause = causes.get(random.nextInt(causes.size()));
            boolean byUser = cause == FailureCause.STOPPED || cause == FailureCause.ABORTED;
            return StageReport.failed(byUser ? FailureCause.EXIT_CODE : cause, "simulated");
        }
        return switch (work.stage()) {
            case SEND -> StageReport.sent("sent", 1, false);
            case EXECUTE -> StageReport.executed("exit 0", 0);
            case INVENTORY -> StageReport.inventoried("no change", 0);
        };
    }

    @Override
    public Executor pool() {
        return task -> time.at(time.instant(), task);
    }

    @Override
    public Clock clock() {
        return time;
    }

    @Override
    public void wakeAt(Instant when, Runnable alarm) {
        int mine = generation;
        time.at(when, () -> {
            if (mine == generation) {
                alarm.run();
            }
        });
    }

    @Override
    public boolean isReachable(String machine) {
        return reachable.computeIfAbsent(machine, any -> random.nextDouble() >= offlineShare);
    }

    void setReachable(String machine, boolean value) {
        reachable.put(machine, value);
    }
}
