package io.jenkins.plugins.deploymentledger.core.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.Rollout;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is kept of a task to compare others with, against its machines. */
class StageSamplesTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void aFewMachinesStandForAllFromTheFastestToTheSlowest() {
        StageSamples samples = StageSamples.of(new UUID(1, 2), NOW, sent(1_000));
        List<Long> send = samples.millis().get(Stage.SEND);
        assertEquals(StageSamples.MOST, send.size());
        assertEquals(send.stream().sorted().toList(), send);
        assertEquals(Map.of(Stage.SEND, send), samples.millis(), "No other stage began");
        TypicalDuration typical = StageSamples.typical(List.of(samples)).get(Stage.SEND);
        assertTrue(Math.abs(typical.median().toSeconds() - 500) <= 50, typical.toString());
        assertTrue(Math.abs(typical.p95().toSeconds() - 950) <= 50, typical.toString());
    }

    @Test
    void tasksCountTogetherAndTooFewMachinesSayNothing() {
        StageSamples three = StageSamples.of(new UUID(1, 1), NOW, sent(3));
        StageSamples two = StageSamples.of(new UUID(1, 2), NOW, sent(2));
        assertEquals(Map.of(), StageSamples.typical(List.of(three)));
        assertEquals(
                Duration.ofSeconds(2),
                StageSamples.typical(List.of(three, two)).get(Stage.SEND).median());
        assertEquals(Map.of(), StageSamples.typical(List.of()));
    }

    @Test
    void onlyWhatSucceededAndWasReallySentSaysHowLongItTakes() {
        Rollout rollout = new Rollout();
        rollout.apply(new RolloutEvent.Opened(NOW, List.of("sent", "cached", "failed"), 3));
        for (String machine : List.of("sent", "cached", "failed")) {
            rollout.apply(new RolloutEvent.StageStarted(NOW, machine, Stage.SEND));
        }
        finish(rollout, 3, "sent", StageReport.sent("", 1, false));
        finish(rollout, 1, "cached", StageReport.sent("", 1, true));
        finish(rollout, 2, "failed", StageReport.failed(FailureCause.IO_ERROR, ""));

        assertEquals(
                List.of(Duration.ofSeconds(3)),
                StageSamples.durations(Stage.SEND, rollout.machines(), NOW.plusSeconds(9)));
        assertEquals(
                Map.of(Stage.SEND, List.of(3_000L)),
                StageSamples.of(new UUID(1, 2), NOW.plusSeconds(9), rollout.machines())
                        .millis());
    }

    private static void finish(Rollout rollout, int seconds, String machine, StageReport report) {
        rollout.apply(new RolloutEvent.StageFinished(NOW.plusSeconds(seconds), machine, Stage.SEND, report));
    }

    @Test
    void whatTakesNoTimeIsNotSlowHoweverShortItUsuallyIs() {
        TypicalDuration instant = TypicalDuration.of(Collections.nCopies(5, Duration.ofMillis(40)))
                .orElseThrow();
        assertFalse(instant.isSlow(Duration.ofSeconds(10)));
        assertTrue(instant.isSlow(Duration.ofSeconds(11)));
    }

    /** The first machine takes a second, the second two, and so on. */
    private static List<MachineProgress> sent(int count) {
        List<String> machines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            machines.add("m" + i);
        }
        Rollout rollout = new Rollout();
        Instant start = NOW.minusSeconds(count + 1L);
        rollout.apply(new RolloutEvent.Opened(start, machines, count));
        for (String machine : machines) {
            rollout.apply(new RolloutEvent.StageStarted(start, machine, Stage.SEND));
        }
        for (int i = 1; i <= count; i++) {
            rollout.apply(new RolloutEvent.StageFinished(
                    start.plusSeconds(i), "m" + i, Stage.SEND, StageReport.sent("", 1, false)));
        }
        return rollout.machines();
    }
}
