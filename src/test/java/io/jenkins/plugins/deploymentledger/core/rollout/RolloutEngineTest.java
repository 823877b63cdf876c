package io.jenkins.plugins.deploymentledger.core.rollout;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutEngineTest {

    @TempDir
    private Path directory;

    @Test
    void everyMachineOfAHealthyFleetSucceeds() throws Exception {
        Simulation simulation = new Simulation(1, 0, 3, 2);

        assertEquals(Verdict.SUCCESS, simulation.runToEnd());
        assertEquals(3, simulation.snapshot().counts().of(MachineStatus.SUCCESS));
        assertEquals(9, simulation.fleet.begun().size());
    }

    @ParameterizedTest
    @CsvSource({"11, 0.0", "12, 0.02", "13, 0.3", "14, 1.0"})
    void tenThousandMachinesComeToTheirEndWithinTheConcurrency(long seed, double failureShare) throws Exception {
        SimulatedFleet fleet = new SimulatedFleet(seed, failureShare);
        Simulation simulation =
                new Simulation(fleet, fleet.disk(), new Rollout(), directory.resolve("journal-" + seed), 10_000, 137);

        Verdict verdict = simulation.runToEnd();

        RolloutSnapshot end = simulation.snapshot();
        assertThat(
                end.machines().stream()
                        .map(machine -> machine.status().isFinal())
                        .toList(),
                everyItem(is(true)));
        assertEquals(10_000, end.counts().total());
        int byGroup = 0;
        for (StatusGroup group : StatusGroup.values()) {
            byGroup += end.counts().of(group);
        }
        assertEquals(10_000, byGroup);
        assertThat(simulation.fleet.mostRunning(), is(lessThanOrEqualTo(137)));
        assertEquals(Verdict.of(end.counts(), 100), verdict);
        assertEquals(failureShare == 0, verdict == Verdict.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void theJournalGivesTheSameStateAgain(long seed) throws Exception {
        Simulation simulation = new Simulation(seed, 0.3, 200, 17);
        simulation.steps(300);
        simulation.engine.stop("ana", seed % 2 == 0);
        simulation.runToEnd();

        Rollout replayed = new Rollout();
        JournalFormat.read(simulation.file, replayed::apply);

        assertEquals(simulation.snapshot().machines(), replayed.machines());
        assertTrue(replayed.isDone());
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void aCrashAtAnyMomentIsResumedWithoutRunningAnInstallerTwice(long seed) throws Exception {
        Simulation first = new Simulation(seed, 0.2, 12, 4);
        first.runToEnd();
        byte[] whole = Files.readAllBytes(first.file);

        for (int cut = whole.length; cut > 0; cut -= 97) {
            Path file = directory.resolve("cut-" + cut);
            Files.write(file, Arrays.copyOf(whole, cut));
            Set<String> begunBefore = new HashSet<>();
            Rollout replayed = new Rollout();
            JournalFormat.read(file, event -> {
                replayed.apply(event);
                if (event instanceof RolloutEvent.StageStarted started) {
                    begunBefore.add(started.machine() + started.stage());
                }
            });
            if (!replayed.isOpen()) {
                continue;
            }
            Simulation resumed = new Simulation(seed + 1, 0.2, replayed, file);

            resumed.runToEnd();

            for (Work work : resumed.fleet.begun()) {
                assertEquals(
                        begunBefore.contains(work.machine() + work.stage()),
                        work.resumed(),
                        "after a cut at " + cut + ": " + work);
            }
            Rollout again = new Rollout();
            JournalFormat.read(file, again::apply);
            assertEquals(resumed.snapshot().machines(), again.machines());
        }
    }

    @Test
    void stopLetsWhatIsBeingInstalledEndAndStartsNothing() throws Exception {
        Simulation simulation = new Simulation(41, 0, 50, 10);
        simulation.stepsUntil(Stage.EXECUTE, 5);
        int installing = simulation.snapshot().counts().of(MachineStatus.INSTALLING);

        simulation.engine.stop("ana", false);
        int begun = simulation.count(Stage.EXECUTE);
        Verdict verdict = simulation.runToEnd();

        assertEquals(Verdict.STOPPED, verdict);
        assertEquals(begun, simulation.count(Stage.EXECUTE), "no installation began after the stop");
        assertTrue(simulation.snapshot().counts().of(MachineStatus.SUCCESS) >= installing);
        assertEquals(
                50 - begun,
                simulation.snapshot().counts().of(StatusGroup.STOPPED),
                "all that had not begun to install was stopped");
        assertEquals("ana", simulation.snapshot().stop().by());
    }

    @Test
    void abortTellsWhatIsRunning() throws Exception {
        CompletableFuture<StageReport> stuck = new CompletableFuture<>();
        Rollout rollout = opened(List.of("a", "b"), 1);
        Path file = directory.resolve("abort");
        try (Journal journal = Journal.open(file, Runnable::run)) {
            RolloutEngine engine = new RolloutEngine(
                    rollout,
                    journal,
                    (work, control) -> {
                        control.onAbort(() -> stuck.complete(StageReport.failed(FailureCause.STOPPED, "stopped")));
                        return stuck;
                    },
                    onCallersThread(),
                    machine -> {});
            CompletableFuture<Verdict> done = engine.start();
            assertFalse(done.isDone());

            engine.stop("ben", true);

            assertEquals(Verdict.STOPPED, done.get());
            assertEquals(MachineStatus.CANCELLED_BY_USER, rollout.machine("a").status());
            assertEquals(MachineStatus.NOT_STARTED, rollout.machine("b").status());
        }
    }

    @Test
    void aRunnerThatThrowsIsAFaultOfThePluginAndTheOthersGoOn() throws Exception {
        Rollout rollout = opened(List.of("a", "b"), 1);
        try (Journal journal = Journal.open(directory.resolve("throws"), Runnable::run)) {
            SimulatedFleet fleet = new SimulatedFleet(1, 0);
            RolloutEngine engine = new RolloutEngine(
                    rollout,
                    journal,
                    (work, control) -> {
                        if (work.machine().equals("a")) {
                            throw new IllegalStateException("boom");
                        }
                        return fleet.run(work, control);
                    },
                    fleet,
                    machine -> {});
            CompletableFuture<Verdict> done = engine.start();
            while (fleet.step()) {}

            assertEquals(Verdict.PARTIAL, done.get());
            assertEquals(MachineStatus.INTERNAL_ERROR, rollout.machine("a").status());
            assertThat(rollout.machine("a").decisiveReport().message(), containsString("boom"));
        }
    }

    @Test
    void aJournalThatCannotBeWrittenEndsTheRolloutInsteadOfGoingOnUnrecorded() throws Exception {
        Simulation simulation = new Simulation(51, 0, 5, 2);
        simulation.steps(3);
        simulation.journal.close();

        simulation.drain();

        ExecutionException failure = assertThrows(ExecutionException.class, simulation.done::get);
        assertThat(failure.getCause(), instanceOf(IOException.class));
    }

    @Test
    void nothingIsRecordedOnceTheControllerGoesDown() throws Exception {
        Simulation simulation = new Simulation(61, 0.5, 20, 5);
        simulation.steps(12);
        simulation.engine.suspend();
        byte[] before = Files.readAllBytes(simulation.file);

        simulation.drain();

        assertEquals(
                new String(before, StandardCharsets.UTF_8), Files.readString(simulation.file, StandardCharsets.UTF_8));
        assertFalse(simulation.done.isDone());
    }

    private static RolloutHost onCallersThread() {
        return new RolloutHost() {
            @Override
            public Executor pool() {
                return Runnable::run;
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
        };
    }

    private static Rollout opened(List<String> machines, int concurrency) {
        Rollout rollout = new Rollout();
        rollout.apply(new RolloutEvent.Opened(Instant.EPOCH, machines, concurrency));
        return rollout;
    }

    private final class Simulation {

        private final SimulatedFleet fleet;
        private final Path file;
        private final Journal journal;
        private final RolloutEngine engine;
        private final CompletableFuture<Verdict> done;

        Simulation(long seed, double failureShare, int machines, int concurrency) throws Exception {
            this(
                    new SimulatedFleet(seed, failureShare),
                    Runnable::run,
                    new Rollout(),
                    directory.resolve("journal-" + seed),
                    machines,
                    concurrency);
        }

        Simulation(long seed, double failureShare, Rollout rollout, Path file) throws Exception {
            this(new SimulatedFleet(seed, failureShare), Runnable::run, rollout, file, 0, 0);
        }

        private Simulation(
                SimulatedFleet fleet, Executor disk, Rollout rollout, Path file, int machines, int concurrency)
                throws Exception {
            this.fleet = fleet;
            this.file = file;
            this.journal = Journal.open(file, disk);
            if (!rollout.isOpen()) {
                RolloutEvent opened = new RolloutEvent.Opened(
                        Instant.EPOCH,
                        IntStream.range(0, machines).mapToObj(i -> "m" + i).toList(),
                        concurrency);
                rollout.apply(opened);
                CompletableFuture<Void> written = journal.append(opened);
                while (!written.isDone()) {
                    fleet.step();
                }
                written.get();
            }
            this.engine = new RolloutEngine(rollout, journal, fleet, fleet, machine -> {});
            this.done = engine.start();
        }

        void steps(int count) {
            for (int i = 0; i < count && fleet.step(); i++) {}
        }

        void stepsUntil(Stage stage, int count) {
            while (count(stage) < count && fleet.step()) {}
        }

        int count(Stage stage) {
            return (int)
                    fleet.begun().stream().filter(work -> work.stage() == stage).count();
        }

        void drain() {
            while (fleet.step()) {}
        }

        Verdict runToEnd() throws Exception {
            drain();
            assertTrue(done.isDone(), "nothing is left to do, but the rollout has not ended");
            journal.close();
            return done.get();
        }

        RolloutSnapshot snapshot() {
            return engine.snapshot();
        }
    }
}
