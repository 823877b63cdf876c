package io.jenkins.plugins.deploymentledger.core.convergence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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
        Keeper keeper = new Keeper(kept);
        for (int tenMinutes = 0; tenMinutes < 6 * HOURS; tenMinutes++) {
            keeper.tick();
            kept.tenMinutes();
        }
        Evaluation last = keeper.last;
        SimulatedEstate medulla = loop(24);
        SimulatedEstate hourly = loop(1);

        print("this plugin", kept);
        print("every 24 hours, without a cap", medulla);
        print("every hour, without a cap", hourly);
        System.out.printf(
                Locale.ROOT,
                "%,d looks, %,d inventories, at most %,d of them for one look%n",
                keeper.looks,
                kept.inventories() - kept.attempts(),
                keeper.mostAsked);
        assertThat(kept.percentInstalled(), greaterThan(99.5));
        assertThat(kept.attempts(), lessThan(medulla.attempts()));
        assertThat(medulla.attempts(), lessThan(hourly.attempts()));
        long hopeless = kept.names().stream().filter(kept::isHopeless).count();
        long paused = last.counts().getOrDefault(MemberState.PAUSED, 0);
        assertTrue(paused <= hopeless + MACHINES / 1_000, paused + " are paused of " + hopeless);
    }

    /** Looks as the product does: when a round is due, and at what is news; holds every attempt against the rules. */
    private static final class Keeper {

        private static final Cadence CADENCE = new Cadence(Duration.ofHours(24));

        private final SimulatedEstate kept;
        private final Map<String, Integer> failuresInARow = new HashMap<>();
        private final Map<String, Instant> lastFailure = new HashMap<>();
        private final Deque<Instant> tried = new ArrayDeque<>();
        private Convergence convergence = new Convergence(RULES, Convergence.Memory.NONE);
        private Instant lookedAt = Instant.EPOCH;
        private Evaluation last;
        private int run;
        private int looks;
        private int mostAsked;

        Keeper(SimulatedEstate kept) {
            this.kept = kept;
        }

        void tick() {
            Instant now = kept.now();
            boolean round = CADENCE.isRoundDue(convergence.memory(), now);
            if (round || Cadence.mayLook(lookedAt, now) && isNews(now)) {
                look(now, round);
            }
        }

        private boolean isNews(Instant now) {
            return convergence.awaitsInventory(kept::isOn)
                    || last.left() > 0 && convergence.room(now, Integer.MAX_VALUE) > 0
                    || convergence
                            .nextRetry(lookedAt)
                            .filter(at -> !now.isBefore(at))
                            .isPresent()
                    || last.states().entrySet().stream()
                            .anyMatch(member ->
                                    member.getValue() != MemberState.CONVERGED && kept.isBack(member.getKey()));
        }

        private void look(Instant now, boolean round) {
            looks++;
            lookedAt = now;
            if (round) {
                convergence.beginRound(now);
            }
            List<String> asked = convergence.evaluate(now, kept.sights()).unseen().stream()
                    .limit(Cadence.MOST_INVENTORIES)
                    .toList();
            mostAsked = Math.max(mostAsked, asked.size());
            asked.forEach(kept::inventory);
            convergence.asked(now, asked);
            last = convergence.evaluate(now, kept.sights());
            if (last.due().isEmpty()) {
                return;
            }
            convergence.begun(now, last.due());
            Map<String, Outcome> outcomes = new HashMap<>();
            last.due().forEach(machine -> outcomes.put(machine, attempt(now, machine)));
            convergence.ended(now, ++run, outcomes, false);
            tried.removeIf(at -> !at.isAfter(now.minus(Duration.ofHours(1))));
            assertTrue(tried.size() <= RULES.mostPerHour(), "the hour's ceiling");
            assertFalse(convergence.memory().paused(), "few failed");
            // A restart forgets nothing.
            convergence = new Convergence(RULES, convergence.memory());
        }

        private Outcome attempt(Instant now, String machine) {
            tried.add(now);
            assertTrue(kept.isOn(machine), "who is off is not tried");
            int failures = failuresInARow.getOrDefault(machine, 0);
            assertThat(machine, failures, lessThan(RULES.mostFailures()));
            if (failures > 0) {
                Instant rest = lastFailure.get(machine).plus(Duration.ofHours(1L << (failures - 1)));
                assertFalse(now.isBefore(rest), machine + " rests until " + rest);
            }
            Outcome outcome = kept.install(machine);
            failuresInARow.put(machine, outcome == Outcome.SUCCESS ? 0 : failures + 1);
            lastFailure.put(machine, now);
            return outcome;
        }
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
}
