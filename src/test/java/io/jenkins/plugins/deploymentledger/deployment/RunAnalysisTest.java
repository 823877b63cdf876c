package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jenkins.plugins.deploymentledger.core.analysis.FailureGroup;
import io.jenkins.plugins.deploymentledger.core.analysis.FailureSignature;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.Rollout;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is said of a run's machines together, against the machines. */
class RunAnalysisTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void theProblemsThatAreShownAndTheRestAreAllThatFailed() {
        RolloutSnapshot snapshot = failed(33);
        RunAnalysis analysis = new RunAnalysis(snapshot);
        int shown = analysis.getProblems().stream()
                .mapToInt(RunAnalysis.Problem::getCount)
                .sum();
        RunAnalysis.Rest rest = analysis.getRest();

        assertNotNull(rest);
        assertEquals(33, shown + rest.getCount());
        assertEquals(13, rest.getKinds());
        String query = rest.getQuery();
        assertNotNull(query);
        Set<String> keys = new TreeSet<>(
                Arrays.asList(query.substring("?signature=".length()).split("&signature=")));
        assertEquals(
                rest.getCount(),
                snapshot.machines().stream()
                        .filter(machine -> keys.contains(
                                FailureSignature.of(machine).orElseThrow().key()))
                        .count());
        assertEquals(33, FailureGroup.of(snapshot.machines()).size());
        assertNull(new RunAnalysis(failed(20)).getRest());
    }

    @Test
    void problemsThatAreTooManyToBeNamedAreFoundTogether() {
        RolloutSnapshot snapshot = failed(250);
        RunAnalysis.Rest rest = new RunAnalysis(snapshot).getRest();
        assertNotNull(rest);
        assertEquals("?signature=rest", rest.getQuery());
        assertEquals(230, rest.getCount());
        Set<String> keys = RunAnalysis.restOf(snapshot);
        assertEquals(
                230,
                snapshot.machines().stream()
                        .filter(machine -> keys.contains(
                                FailureSignature.of(machine).orElseThrow().key()))
                        .count());
    }

    /** Each machine fails with another message. */
    private static RolloutSnapshot failed(int count) {
        List<String> machines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            machines.add("m" + i);
        }
        Rollout rollout = new Rollout();
        rollout.apply(new RolloutEvent.Opened(NOW, machines, count));
        for (String machine : machines) {
            rollout.apply(new RolloutEvent.StageStarted(NOW, machine, Stage.SEND));
            String message = "x".repeat(1 + machines.indexOf(machine));
            rollout.apply(new RolloutEvent.StageFinished(
                    NOW, machine, Stage.SEND, StageReport.failed(FailureCause.IO_ERROR, message)));
        }
        return PastRollout.snapshot(rollout);
    }
}
