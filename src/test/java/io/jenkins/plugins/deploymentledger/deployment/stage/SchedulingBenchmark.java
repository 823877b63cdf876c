package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.rollout.Journal;
import io.jenkins.plugins.deploymentledger.core.rollout.Rollout;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEngine;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutHost;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.core.rollout.Verdict;
import io.jenkins.plugins.deploymentledger.core.rollout.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import jenkins.benchmark.jmh.JmhBenchmark;
import jenkins.security.MasterToSlaveCallable;
import org.apache.commons.io.file.PathUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What it costs to lead 1,000 machines through three stages: the difference between {@link #rollout()} and
 * {@link #work()}, which makes the same calls to the same machines with nothing around them.
 *
 * <p>A stage is one call that takes a moment on the machine. The journal is real, and forced to disk.
 */
@JmhBenchmark
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class SchedulingBenchmark {

    private static final int STAGES = 3;

    /** As many as {@code DeploymentThreads} has for the work on machines. */
    private static final int THREADS = 20;

    /** Workers, journal and clock. */
    private static final int MAX_THREADS = THREADS + 2 + 1;

    /** How many machines are on their way at once. */
    private static final int CONCURRENCY = 50;

    /** How many machines the rollout has. */
    @Param("1000")
    public int machines;

    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, SchedulingBenchmark::controller);
    private final ExecutorService journals = Executors.newFixedThreadPool(2, SchedulingBenchmark::controller);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1, SchedulingBenchmark::controller);
    private final ExecutorService callers = Executors.newFixedThreadPool(CONCURRENCY);
    private Path directory;
    private InProcessMachines fleet;

    /** Connects the machines. */
    @Setup(Level.Trial)
    public void begin() throws Exception {
        directory = Files.createTempDirectory("scheduling-benchmark");
        fleet = new InProcessMachines(directory, machines);
    }

    /** Ends the machines. */
    @TearDown(Level.Trial)
    public void end() throws Exception {
        fleet.close();
        clock.shutdownNow();
        workers.shutdownNow();
        journals.shutdownNow();
        callers.shutdownNow();
        PathUtils.deleteDirectory(directory);
    }

    /** A rollout on all machines. */
    @Benchmark
    public Verdict rollout() throws Exception {
        Path file = Files.createTempFile(directory, "journal", ".jsonl");
        RemoteCalls calls = new RemoteCalls(workers, clock);
        Reachability reachability = new Reachability(fleet, workers, clock, Duration.ZERO);
        Rollout rollout = new Rollout();
        RolloutEvent opened = new RolloutEvent.Opened(
                Clock.systemUTC().instant(),
                IntStream.range(0, machines).mapToObj(i -> "m" + i).toList(),
                CONCURRENCY);
        rollout.apply(opened);
        try (Journal journal = Journal.open(file, journals)) {
            journal.append(opened).join();
            RolloutEngine engine = new RolloutEngine(
                    rollout,
                    journal,
                    (work, control) -> stage(work, control, reachability, calls),
                    host(),
                    machine -> {});
            Verdict verdict = engine.start().get();
            check(verdict);
            return verdict;
        }
    }

    private RolloutHost host() {
        return new RolloutHost() {
            @Override
            public Executor pool() {
                return workers;
            }

            @Override
            public Clock clock() {
                return Clock.systemUTC();
            }

            @Override
            public void wakeAt(Instant when, Runnable alarm) {
                throw new IllegalStateException("Nothing here waits for a time");
            }

            @Override
            public boolean isReachable(String machine) {
                return true;
            }
        };
    }

    private static CompletionStage<StageReport> stage(
            Work work, StageControl control, Reachability reachability, RemoteCalls calls) {
        return reachability
                .visit(work.machine(), control, Reachability.EndsOn.STOP, machine -> calls.call(
                                machine.channel(), new Moment(), Duration.ofMinutes(1))
                        .thenApply(done -> StageReport.executed("done", 0)))
                .now();
    }

    /** The same calls, from one thread for each machine that is on its way. */
    @Benchmark
    public void work() throws Exception {
        List<Future<?>> ways = new ArrayList<>();
        for (int i = 0; i < machines; i++) {
            MachineState.Connected machine = fleet.machine(i);
            ways.add(callers.submit(() -> {
                for (int stage = 0; stage < STAGES; stage++) {
                    machine.channel().call(new Moment());
                }
                return null;
            }));
        }
        for (Future<?> way : ways) {
            way.get();
        }
    }

    private static void check(Verdict verdict) {
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("Controller"))
                .count();
        if (verdict != Verdict.SUCCESS || threads > MAX_THREADS) {
            throw new IllegalStateException(verdict + " with " + threads + " threads");
        }
    }

    private static Thread controller(Runnable runnable) {
        Thread thread = new Thread(runnable, "Controller");
        thread.setDaemon(true);
        return thread;
    }

    private static final class Moment extends MasterToSlaveCallable<Void, InterruptedException> {

        private static final long serialVersionUID = 1;

        @Override
        public Void call() throws InterruptedException {
            Thread.sleep(10);
            return null;
        }
    }
}
