package io.jenkins.plugins.deploymentledger.core.convergence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a convergence tries, and what stops it. */
class ConvergenceTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final ConvergenceRules RULES = ConvergenceRules.USUAL;

    private final Convergence convergence = new Convergence(RULES, Convergence.Memory.NONE);

    /** A canary that fails each time halts each run: neither one machine nor one after the other is broken without end. */
    @Test
    void aPackageThatBreaksItsCanaryStopsSoon() {
        Map<String, Sight> members = missing(100);
        Map<String, Integer> attempts = new HashMap<>();
        Instant now = START;
        int run = 0;
        for (int hour = 0; hour < 90 * 24; hour++) {
            List<String> due = convergence.evaluate(now, members).due();
            if (!due.isEmpty()) {
                convergence.begun(now, due);
                Map<String, Outcome> outcomes = new LinkedHashMap<>();
                due.forEach(machine -> outcomes.put(machine, Outcome.NOT_TRIED));
                outcomes.put(due.get(0), Outcome.FAILURE);
                attempts.merge(due.get(0), 1, Integer::sum);
                convergence.ended(now, ++run, outcomes, true);
            }
            now = now.plus(Duration.ofHours(1));
            members = missing(100, now);
        }
        assertTrue(convergence.memory().paused());
        assertThat(attempts.keySet().size(), lessThanOrEqualTo(ConvergenceRules.LEAST_FOR_SHARE));
        assertThat(
                attempts.values().stream().mapToInt(Integer::intValue).sum(),
                lessThanOrEqualTo(ConvergenceRules.LEAST_FOR_SHARE * RULES.mostFailures()));
    }

    @Test
    void failuresOfFiveMachinesOneAfterAnotherPauseTheWhole() {
        for (int run = 1; run <= 5; run++) {
            assertFalse(convergence.memory().paused(), "after " + (run - 1));
            convergence.ended(START, run, Map.of("m" + run, Outcome.FAILURE), false);
        }
        assertTrue(convergence.memory().paused());
        convergence.resume();
        assertFalse(convergence.memory().paused());
        assertEquals(1, convergence.memory().machines().get("m1").failures(), "Failures are not forgotten");
    }

    @Test
    void machinesThatFailAgainSayNothingNewOfThePackage() {
        for (int run = 1; run <= 8; run++) {
            convergence.ended(START, run, Map.of("m" + run % 4, Outcome.FAILURE), false);
        }
        assertFalse(convergence.memory().paused());
    }

    @Test
    void aRunThatWasStoppedIsFollowedByARestThatGrows() {
        Map<String, Sight> members = missing(3);
        convergence.begun(START, members.keySet());
        convergence.ended(
                START, 1, Map.of("m0", Outcome.FAILURE, "m1", Outcome.NOT_TRIED, "m2", Outcome.NOT_TRIED), true);
        assertEquals(
                List.of(),
                convergence.evaluate(START.plusSeconds(3_599), members).due());
        Instant later = START.plusSeconds(3_600);
        assertEquals(
                List.of("m0", "m1", "m2"), convergence.evaluate(later, members).due());
        convergence.ended(later, 2, Map.of("m1", Outcome.NOT_TRIED), true);
        assertEquals(later.plusSeconds(7_200), convergence.rest(later).orElseThrow());
        convergence.ended(later, 3, Map.of("m1", Outcome.SUCCESS), false);
        assertTrue(convergence.rest(later).isEmpty());
    }

    @Test
    void theEndOfARunCountsOnceThoughItIsToldTwice() {
        convergence.begun(START, List.of("m"));
        convergence.ended(START, 4, Map.of("m", Outcome.FAILURE), true);
        Convergence.Memory once = convergence.memory();
        Convergence again = new Convergence(RULES, once);
        again.ended(START.plusSeconds(60), 4, Map.of("m", Outcome.FAILURE), true);
        again.failedAsWhole(START.plusSeconds(60), 4);
        assertEquals(once, again.memory());
    }

    /** A label that flickers, or a node that is made anew. */
    @Test
    void whoLeavesTheGroupAndComesBackIsNotNew() {
        Map<String, Sight> members = missing(1);
        Instant now = START;
        int attempts = 0;
        for (int hour = 0; hour < 24; hour++) {
            List<String> due = convergence.evaluate(now, members).due();
            if (!due.isEmpty()) {
                attempts++;
                convergence.begun(now, due);
                convergence.ended(now, attempts, Map.of("m0", Outcome.FAILURE), false);
            }
            convergence.evaluate(now.plusSeconds(1_200), Map.of());
            now = now.plusSeconds(3_600);
        }
        assertEquals(RULES.mostFailures(), attempts);
        convergence.evaluate(now, Map.of());
        convergence.evaluate(now.plus(Convergence.REMEMBERED), Map.of());
        assertEquals(Map.of(), convergence.memory().machines(), "Nothing is kept for ever");
    }

    @Test
    void ofThoseThatLeftAsManyAreRememberedAsTheBoundSays() {
        Map<String, Outcome> failed = new HashMap<>();
        missing(Convergence.MOST_REMEMBERED + 10).keySet().forEach(machine -> failed.put(machine, Outcome.FAILURE));
        convergence.ended(START, 1, failed, false);
        convergence.evaluate(START, Map.of());
        assertEquals(
                Convergence.MOST_REMEMBERED, convergence.memory().machines().size());
    }

    /** More machines than one look can ask: none waits for ever, and who never answers keeps nobody waiting. */
    @Test
    void inARoundEachMachineIsAskedOnce() {
        int count = 3 * Cadence.MOST_INVENTORIES;
        Map<String, Sight> members = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Instant takenAt = i % 3 == 0 ? null : START.minusSeconds(i);
            members.put("m" + i, new Sight(takenAt, takenAt == null ? null : Detection.Finding.PRESENT, true));
        }
        Instant now = START;
        convergence.evaluate(now, members);
        assertFalse(convergence.awaitsInventory(machine -> true), "No round has begun");
        convergence.beginRound(now);
        List<String> asked = new ArrayList<>();
        while (convergence.awaitsInventory(machine -> true)) {
            Evaluation seen = convergence.evaluate(now, members);
            assertEquals(count - asked.size(), seen.unheard());
            List<String> next =
                    seen.unseen().stream().limit(Cadence.MOST_INVENTORIES).toList();
            if (asked.isEmpty()) {
                assertTrue(
                        next.stream().allMatch(machine -> members.get(machine).takenAt() == null), "The unknown first");
            }
            asked.addAll(next);
            convergence.asked(now, next);
            now = now.plus(Cadence.BETWEEN_LOOKS);
        }
        assertEquals(count, asked.size());
        assertEquals(members.keySet(), new HashSet<>(asked));
    }

    @Test
    void onMachinesThatAreContestedNothingIsDoneAndOnTheOthersItIs() {
        Map<String, Sight> members = new LinkedHashMap<>(missing(3));
        members.put("m2", new Sight(START, Detection.Finding.PRESENT, true));
        Evaluation seen = convergence.evaluate(START, members, Integer.MAX_VALUE, Set.of("m1", "m2"));
        assertEquals(
                Map.of("m0", MemberState.MISSING, "m1", MemberState.CONTESTED, "m2", MemberState.CONVERGED),
                seen.states());
        assertEquals(List.of("m0"), seen.due());
    }

    @Test
    void aRunInWhichMostFailPausesTheWhole() {
        Map<String, Outcome> outcomes = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            outcomes.put("m" + i, i < 6 ? Outcome.FAILURE : Outcome.SUCCESS);
        }
        Map<String, Sight> sights = new HashMap<>();
        outcomes.keySet().forEach(machine -> sights.put(machine, missing()));
        convergence.begun(START, outcomes.keySet());
        convergence.ended(START, 1, outcomes, false);

        Instant later = START.plus(Duration.ofHours(10));
        assertEquals(0, convergence.evaluate(later, sights).due().size());
        convergence.reset();
        assertEquals(10, convergence.evaluate(later, sights).due().size());
    }

    @Test
    void anotherPackageIsABeginningAndLosesNothing() {
        Instant now = START;
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
        Instant now = START;
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
        Map<String, Sight> sights = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            sights.put("m" + i, missing());
        }
        Evaluation few = convergence.evaluate(START, sights, 3, Set.of());
        assertEquals(3, few.due().size());
        assertEquals(7, few.left());
        convergence.begun(START, few.due());
        assertEquals(1, convergence.evaluate(START, sights, 4, Set.of()).due().size());
    }

    @Test
    void aRestEndsWhenItsTimeHasCome() {
        convergence.begun(START, List.of("m"));
        convergence.ended(START, 1, Map.of("m", Outcome.FAILURE), false);

        assertEquals(
                START.plus(RULES.firstDelay()), convergence.nextRetry(START).orElseThrow());
        assertTrue(convergence.nextRetry(START.plus(Duration.ofHours(2))).isEmpty());
    }

    @Test
    void whatIsNoFaultOfTheMachinesIsNoAttemptOfTheirsAndTheWholeRests() {
        Convergence convergence = this.convergence;
        Instant now = START;
        Map<String, Sight> members = Map.of("a", missing(), "b", missing());
        for (int setback = 1; setback <= 6; setback++) {
            assertEquals(2, convergence.evaluate(now, members).due().size(), "setback " + setback);
            convergence.begun(now, List.of("a", "b"));
            convergence.failedAsWhole(now, setback);
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
        convergence.ended(now, 7, Map.of("a", Outcome.SUCCESS, "b", Outcome.FAILURE), false);

        assertEquals(1, convergence.memory().machines().get("b").failures());
        assertEquals(0, convergence.memory().setbacks());
    }

    private static Sight missing() {
        return new Sight(START, Detection.Finding.MISSING, true);
    }

    private static Map<String, Sight> missing(int count) {
        return missing(count, START);
    }

    private static Map<String, Sight> missing(int count, Instant takenAt) {
        Map<String, Sight> members = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            members.put("m" + i, new Sight(takenAt, Detection.Finding.MISSING, true));
        }
        return members;
    }
}
