package io.jenkins.plugins.deploymentledger.core.rollout;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A fleet whose stages end in an order and with results that a seed decides; everything runs on the caller's thread. */
final class SimulatedFleet implements StageRunner, Executor {

    private static final List<FailureCause> CAUSES = List.of(FailureCause.values());

    private final Random random;
    private final double failureShare;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<Runnable> running = new ArrayList<>();
    private final List<Work> begun = new ArrayList<>();
    private int mostRunning;

    SimulatedFleet(long seed, double failureShare) {
        this.random = new Random(seed);
        this.failureShare = failureShare;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
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
        if (task == null && !running.isEmpty()) {
            int last = running.size() - 1;
            int any = random.nextInt(running.size());
            task = running.set(any, running.get(last));
            running.remove(last);
        }
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    List<Work> begun() {
        return begun;
    }

    int mostRunning() {
        return mostRunning;
    }
}
