package io.jenkins.plugins.deploymentledger.core.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.schedule.DailyWindows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the rules, the failures and the timing: no rule is broken, and every machine comes to its end. */
class RolloutRulesTest {

    private static final Instant START = Instant.parse("2026-03-28T10:00:00Z");
    private static final int RUNS = 60;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noRuleIsBrokenAndEveryMachineEnds(long seed) throws Exception {
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            Run simulated = new Run(random, randomOptions(random), directory.resolve(seed + "-" + run));

            Verdict verdict = simulated.toEnd();

            RuleBook rules = new RuleBook();
            JournalFormat.read(simulated.file, rules::read);
            RolloutSnapshot end = simulated.engine.snapshot();
            assertEquals(end.machines(), rules.rollout().machines(), "the journal gives the same state");
            assertEquals(verdictOf(end), verdict, simulated + " " + end.counts());
            int sum = Arrays.stream(StatusGroup.values())
                    .mapToInt(group -> end.counts().of(group))
                    .sum();
            assertEquals(simulated.machines.size(), sum);
            assertEquals(0, end.counts().of(StatusGroup.IN_PROGRESS), simulated + " " + end.counts());
        }
    }

    private static Verdict verdictOf(RolloutSnapshot end) {
        List<MachineStatus> counted = end.machines().stream()
                .map(MachineProgress::status)
                .filter(status -> status.group() != StatusGroup.NOT_APPLICABLE)
                .toList();
        if (counted.isEmpty()) {
            return Verdict.NOTHING_TO_DO;
        }
        List<MachineStatus> byUser =
                List.of(MachineStatus.CANCELLED_BY_USER, MachineStatus.KILLED, MachineStatus.NOT_STARTED);
        if (counted.stream().anyMatch(byUser::contains)) {
            return Verdict.STOPPED;
        }
        double good = counted.stream()
                .filter(status -> status.group() == StatusGroup.SUCCESS)
                .count();
        if (good / counted.size() >= end.outlook().options().successThreshold() / 100.0) {
            return Verdict.SUCCESS;
        }
        return good == 0 ? Verdict.FAILURE : Verdict.PARTIAL;
    }

    private static RolloutOptions randomOptions(Random random) {
        Instant endBy = random.nextInt(3) == 0 ? null : START.plus(Duration.ofHours(1 + random.nextInt(60)));
        OfflinePolicy offline = OfflinePolicy.values()[random.nextInt(endBy == null ? 2 : 3)];
        String plan = List.of("", "1", "1, 10%, 50%, 100%", "3, 5, 9", "20%", "50%, 80%")
                .get(random.nextInt(6));
        String hours = List.of("", "20:00-06:00", "01:00-04:00, 12:00-13:00").get(random.nextInt(3));
        Quantity most = random.nextBoolean() ? null : new Quantity(random.nextInt(20), random.nextBoolean());
        return new RolloutOptions(
                BatchPlan.parse(plan),
                1 + random.nextInt(100),
                most,
                new Retries(random.nextInt(4), random.nextInt(3), random.nextInt(3), 1 + random.nextInt(3_000)),
                offline,
                DailyWindows.parse(hours, ZoneId.of("Europe/Paris")),
                endBy);
    }

    @Test
    void aHealthyFleetIsReachedAsAWhole() throws Exception {
        RolloutOptions options = new RolloutOptions(
                BatchPlan.parse("1, 10%, 50%"),
                100,
                new Quantity(0, false),
                Retries.NONE,
                OfflinePolicy.FAIL,
                DailyWindows.parse("20:00-22:00", ZoneId.of("Europe/Paris")),
                null);
        Run run = new Run(new Random(9), options, directory.resolve("healthy"), 100, 7, 0, 0);

        assertEquals(Verdict.SUCCESS, run.toEnd());
        assertEquals(100, run.engine.snapshot().counts().of(MachineStatus.SUCCESS));
    }

    @Test
    void aFailedCanaryIsTheOnlyMachineThatIsTouched() throws Exception {
        RolloutOptions options = new RolloutOptions(
                BatchPlan.parse("1, 10%"), 100, null, Retries.NONE, OfflinePolicy.SKIP, DailyWindows.ALWAYS, null);
        Run run = new Run(new Random(9), options, directory.resolve("canary"), 100, 7, 0, 0);
        run.fleetReports(StageReport.failed(FailureCause.HASH_MISMATCH, "broken"));

        assertEquals(Verdict.FAILURE, run.toEnd());
        StatusCounts counts = run.engine.snapshot().counts();
        assertEquals(1, counts.of(MachineStatus.HASH_MISMATCH));
        assertEquals(99, counts.of(MachineStatus.SKIPPED_AFTER_FAILURES));
        assertEquals(Halt.BATCH_FAILED, run.engine.snapshot().outlook().halt());
    }

    @Test
    void whoWaitsForItsAgentBeginsWhenItComesAndExpiresWhenItDoesNot() throws Exception {
        RolloutOptions options = new RolloutOptions(
                BatchPlan.ALL,
                50,
                null,
                Retries.NONE,
                OfflinePolicy.WAIT,
                DailyWindows.ALWAYS,
                START.plus(Duration.ofHours(24)));
        Run run = new Run(new Random(9), options, directory.resolve("waiting"), 2, 1, 0, 1);
        run.time.at(START.plus(Duration.ofHours(7)), () -> {
            run.fleet.setReachable("m1", true);
            run.engine.reachable("m1");
        });

        assertEquals(Verdict.SUCCESS, run.toEnd());
        List<MachineProgress> ended = run.engine.snapshot().machines();
        assertEquals(MachineStatus.EXPIRED_WAITING, ended.get(0).status());
        assertEquals(MachineStatus.SUCCESS, ended.get(1).status());
        assertEquals(START.plus(Duration.ofHours(24)), run.time.instant());
    }

    /** A rollout over a simulated fleet, with a stop or a crash here and there. */
    private static final class Run {

        private final Random random;
        private final RolloutOptions options;
        private final List<String> machines;
        private final SimulatedTime time = new SimulatedTime(START);
        private final UnreliableFleet fleet;
        private final Path file;
        private final boolean calm;
        private StageRunner runner;
        private Journal journal;
        private RolloutEngine engine;
        private CompletableFuture<Verdict> done;

        Run(Random random, RolloutOptions options, Path file) {
            this(
                    random,
                    options,
                    file,
                    1 + random.nextInt(40),
                    1 + random.nextInt(12),
                    random.nextDouble() * random.nextDouble(),
                    random.nextDouble() * random.nextDouble());
        }

        Run(
                Random random,
                RolloutOptions options,
                Path file,
                int machines,
                int concurrency,
                double failures,
                double offline) {
            this.random = random;
            this.options = options;
            this.file = file;
            this.calm = failures == 0;
            this.machines = IntStream.range(0, machines).mapToObj(i -> "m" + i).toList();
            this.fleet = new UnreliableFleet(random, time, failures, offline);
            this.runner = fleet;
            this.opened = new RolloutEvent.Opened(START, this.machines, concurrency, options);
        }

        private final RolloutEvent opened;

        void fleetReports(StageReport report) {
            runner = (work, control) -> CompletableFuture.completedFuture(report);
        }

        Verdict toEnd() throws Exception {
            start();
            if (!calm) {
                disturb();
            }
            while (!done.isDone()) {
                assertTrue(time.step(), "nothing is left to happen, but it has not ended: " + this);
            }
            journal.close();
            return done.get();
        }

        private void start() throws IOException {
            Rollout rollout = new Rollout();
            boolean first = journal == null;
            if (!first) {
                JournalFormat.read(file, rollout::apply);
            }
            journal = Journal.open(file, Runnable::run);
            if (first) {
                rollout.apply(opened);
                journal.append(opened).join();
            }
            engine = new RolloutEngine(rollout, journal, runner, fleet, machine -> {});
            done = engine.start();
        }

        private void disturb() {
            for (int i = 0; i < 20; i++) {
                String machine = machines.get(random.nextInt(machines.size()));
                boolean on = random.nextBoolean();
                time.at(anyTime(), () -> {
                    fleet.setReachable(machine, on);
                    // Sometimes nobody tells.
                    if (on && random.nextBoolean()) {
                        engine.reachable(machine);
                    }
                });
            }
            for (int crashes = random.nextInt(3); crashes > 0; crashes--) {
                time.at(anyTime(), this::crash);
            }
            if (random.nextInt(5) == 0) {
                boolean abort = random.nextBoolean();
                time.at(anyTime(), () -> engine.stop("ana", abort));
            }
        }

        private Instant anyTime() {
            return START.plus(Duration.ofMinutes(random.nextInt(24 * 60)));
        }

        private void crash() {
            engine.suspend();
            fleet.crash();
            try {
                journal.close();
                start();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String toString() {
            return options + " on " + machines.size();
        }
    }
}
