package io.jenkins.plugins.deploymentledger.core.convergence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ten thousand machines over thirty days; prints the table of docs/convergence.md. */
class ConvergenceSimulationTest {

    private static final int MACHINES = 10_000;
    private static final int HOURS = 30 * 24;
    private static final ConvergenceRules RULES = ConvergenceRules.USUAL;

    @Test
    void nothingRunsAwayAndAllThatCanConvergeDoes() {
        SimulatedEstate kept = new SimulatedEstate(1, MACHINES);
        Convergence convergence = new Convergence(RULES, Convergence.Memory.NONE);
        Map<String, Integer> failuresInARow = new HashMap<>();
        Map<String, Instant> lastFailure = new HashMap<>();
        Evaluation last = null;
        for (int hour = 0; hour < HOURS; hour++) {
            if (hour % 24 == 0) {
                // The daily inventory of whoever is on, beside the ones that the convergence asks for.
                kept.names().stream().filter(kept::isOn).forEach(kept::inventory);
            }
            Instant now = kept.now();
            Evaluation evaluation = convergence.evaluate(now, kept.sights());
            evaluation.unseen().forEach(kept::inventory);
            evaluation = convergence.evaluate(now, kept.sights());
            assertTrue(evaluation.due().size() <= RULES.mostPerHour(), "the hour's ceiling");
            convergence.begun(now, evaluation.due());
            Map<String, Outcome> outcomes = new HashMap<>();
            for (String machine : evaluation.due()) {
                assertTrue(kept.isOn(machine), "who is off is not tried");
                int failures = failuresInARow.getOrDefault(machine, 0);
                assertThat(machine, failures, lessThan(RULES.mostFailures()));
                if (failures > 0) {
                    Instant rest = lastFailure.get(machine).plus(Duration.ofHours(1L << (failures - 1)));
                    assertFalse(now.isBefore(rest), machine + " rests until " + rest);
                }
                Outcome outcome = kept.install(machine);
                outcomes.put(machine, outcome);
                failuresInARow.put(machine, outcome == Outcome.SUCCESS ? 0 : failures + 1);
                lastFailure.put(machine, now);
            }
            convergence.ended(now, outcomes);
            assertFalse(convergence.memory().paused(), "few failed");
            // A restart forgets nothing.
            convergence = new Convergence(RULES, convergence.memory());
            last = evaluation;
            kept.anHour();
        }
        SimulatedEstate medulla = loop(24);
        SimulatedEstate hourly = loop(1);

        print("this plugin", kept);
        print("every 24 hours, without a cap", medulla);
        print("every hour, without a cap", hourly);
        assertThat(kept.percentInstalled(), greaterThan(99.5));
        assertThat(kept.attempts(), lessThan(medulla.attempts()));
        assertThat(medulla.attempts(), lessThan(hourly.attempts()));
        long hopeless = kept.names().stream().filter(kept::isHopeless).count();
        long paused = last.counts().getOrDefault(MemberState.PAUSED, 0);
        assertTrue(paused <= hopeless + MACHINES / 1_000, paused + " are paused of " + hopeless);
    }

    /** Who lacks the package is tried again and again, as often as nothing forbids it. */
    private static SimulatedEstate loop(int everyHours) {
        SimulatedEstate estate = new SimulatedEstate(1, MACHINES);
        Map<String, Integer> triedAt = new HashMap<>();
        for (int hour = 0; hour < HOURS; hour++) {
            for (String machine : estate.names()) {
                boolean rested = hour - triedAt.getOrDefault(machine, -everyHours) >= everyHours;
                if (!estate.isInstalled(machine) && estate.isOn(machine) && rested) {
                    triedAt.put(machine, hour);
                    estate.install(machine);
                }
            }
            estate.anHour();
        }
        return estate;
    }

    private static void print(String who, SimulatedEstate estate) {
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %,d | %,.1f TB | %.2f %% |",
                who,
                estate.attempts(),
                estate.attempts() * 0.3 / 1_000,
                estate.percentInstalled()));
    }

    @Test
    void aRunInWhichMostFailPausesTheWhole() {
        Convergence convergence = new Convergence(RULES, Convergence.Memory.NONE);
        Map<String, Outcome> outcomes = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            outcomes.put("m" + i, i < 6 ? Outcome.FAILURE : Outcome.SUCCESS);
        }
        Map<String, Sight> sights = new HashMap<>();
        outcomes.keySet().forEach(machine -> sights.put(machine, missing()));
        convergence.begun(SimulatedEstate.START, outcomes.keySet());
        convergence.ended(SimulatedEstate.START, outcomes);

        Instant later = SimulatedEstate.START.plus(Duration.ofHours(10));
        assertEquals(0, convergence.evaluate(later, sights).due().size());
        convergence.reset();
        assertEquals(10, convergence.evaluate(later, sights).due().size());
    }

    @Test
    void anotherPackageIsABeginningAndLosesNothing() {
        Convergence convergence = new Convergence(RULES, Convergence.Memory.NONE);
        Instant now = SimulatedEstate.START;
        convergence.evaluate(now, Map.of("m", new Sight(now, Detection.Finding.PRESENT, true)));
        convergence.otherPackage();
        Instant later = now.plusSeconds(60);
        Evaluation evaluation =
                convergence.evaluate(later, Map.of("m", new Sight(later, Detection.Finding.OUTDATED, true)));

        assertEquals(0, evaluation.lost().size());
        assertEquals(1, evaluation.due().size());
    }

    @Test
    void whatIsLostIsToldOnce() {
        Convergence convergence = new Convergence(RULES, Convergence.Memory.NONE);
        Instant now = SimulatedEstate.START;
        convergence.evaluate(now, Map.of("m", new Sight(now, Detection.Finding.PRESENT, true)));
        Instant later = now.plusSeconds(60);
        Map<String, Sight> gone = Map.of("m", new Sight(later, Detection.Finding.MISSING, true));

        assertEquals(
                new Loss("m", now.toEpochMilli(), later.toEpochMilli()),
                convergence.evaluate(later, gone).lost().get(0));
        assertEquals(0, convergence.evaluate(later, gone).lost().size());
    }

    @Test
    void theCeilingOfAllHoldsForEach() {
        Convergence convergence = new Convergence(RULES, Convergence.Memory.NONE);
        Map<String, Sight> sights = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            sights.put("m" + i, missing());
        }
        Evaluation few = convergence.evaluate(SimulatedEstate.START, sights, 3);
        assertEquals(3, few.due().size());
        convergence.begun(SimulatedEstate.START, few.due());
        assertEquals(
                1, convergence.evaluate(SimulatedEstate.START, sights, 4).due().size());
    }

    @Test
    void aRestEndsWhenItsTimeHasCome() {
        Convergence convergence = new Convergence(RULES, Convergence.Memory.NONE);
        convergence.begun(SimulatedEstate.START, List.of("m"));
        convergence.ended(SimulatedEstate.START, Map.of("m", Outcome.FAILURE));

        assertEquals(
                SimulatedEstate.START.plus(RULES.firstDelay()),
                convergence.nextRetry(SimulatedEstate.START).orElseThrow());
        assertTrue(convergence
                .nextRetry(SimulatedEstate.START.plus(Duration.ofHours(2)))
                .isEmpty());
    }

    @Test
    void whatIsNoFaultOfTheMachinesIsNoAttemptOfTheirsAndTheWholeRests() {
        Convergence convergence = new Convergence(RULES, Convergence.Memory.NONE);
        Instant now = SimulatedEstate.START;
        Map<String, Sight> members = Map.of("a", missing(), "b", missing());
        for (int setback = 1; setback <= 6; setback++) {
            assertEquals(2, convergence.evaluate(now, members).due().size(), "setback " + setback);
            convergence.begun(now, List.of("a", "b"));
            convergence.failedAsWhole(now);
            assertEquals(0, convergence.triedWithinHour(now));
            Instant until = convergence.rest(now).orElseThrow();
            assertEquals(RULES.delayAfter(setback), Duration.between(now, until));
            assertEquals(until, convergence.nextRetry(now).orElseThrow());
            assertEquals(
                    List.of(),
                    convergence.evaluate(until.minusMillis(1), members).due());
            convergence = new Convergence(RULES, convergence.memory());
            members = Map.of(
                    "a",
                    new Sight(until, Detection.Finding.MISSING, true),
                    "b",
                    new Sight(until, Detection.Finding.MISSING, true));
            now = until;
        }
        convergence.begun(now, List.of("a", "b"));
        convergence.ended(now, Map.of("a", Outcome.SUCCESS, "b", Outcome.FAILURE));

        assertEquals(1, convergence.memory().machines().get("b").failures());
        assertEquals(0, convergence.memory().setbacks());
    }

    private static Sight missing() {
        return new Sight(SimulatedEstate.START, Detection.Finding.MISSING, true);
    }
}
