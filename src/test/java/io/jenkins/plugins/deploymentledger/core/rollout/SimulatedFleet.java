package io.jenkins.plugins.deploymentledger.core.rollout;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A fleet whose stages end in an order and with results that a seed decides; everything runs on the caller's thread. */
final class SimulatedFleet implements StageRunner, RolloutHost {

    private static final List<FailureCause> CAUSES = List.of(FailureCause.values());

    private final Random random;
    private final double failureShare;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<Runnable> running = new ArrayList<>();
    private final ArrayDeque<Runnable> writes = new ArrayDeque<>();
    private final List<Work> begun = new ArrayList<>();
    private int mostRunning;

    SimulatedFleet(long seed, double failureShare) {
        this.random = new Random(seed);
        this.failureShare = failureShare;
    }

    @Override
    public Executor pool() {
        return tasks::add;
    }

    /** A disk that is done when the seed says so, and takes then what came meanwhile too. */
    Executor disk() {
        return writes::add;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public void wakeAt(Instant when, Runnable alarm) {
        throw new AssertionError("Nothing here waits for a time");
    }

    @Override
    public boolean isReachable(String machine) {
        return true;
    }

    @Override
    public CompletionStage<StageReport> run(Work work, StageControl control) {
        begun.add(work);
        CompletableFuture<StageReport> report = new CompletableFuture<>();
        running.add(() -> report.complete(outcome(work)));
        mostRunning = Math.max(mostRunning, running.size());
        return report;
    }

    private StageReport outcome(Work work) {
        if (random.nextDouble() < failureShare) {
            return StageReport.failed(CAUSES.get(random.nextInt(CAUSES.size())), "simulated");
        }
        return switch (work.stage()) {
            case SEND -> StageReport.sent("sent", 1, false);
            case EXECUTE -> StageReport.executed("exit 0", 0);
            case INVENTORY -> StageReport.inventoried("no change", 0);
        };
    }

    /** Runs one thing that can be run; false if there is none. */
    boolean step() {
        Runnable task = tasks.poll();
        int ready = running.size() + writes.size();
        if (task == null && ready > 0) {
            int any = random.nextInt(ready);
            task = any < running.size() ? takeRunning(any) : writes.remove();
        }
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    private Runnable takeRunning(int any) {
        int last = running.size() - 1;
        Runnable task = running.set(any, running.get(last));
        running.remove(last);
        return task;
    }

    List<Work> begun() {
        return begun;
    }

    int mostRunning() {
        return mostRunning;
    }
}
