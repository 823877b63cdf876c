package io.jenkins.plugins.deploymentledger.core.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.analysis.StageTimeline.Moment;
import io.jenkins.plugins.deploymentledger.core.analysis.StageTimeline.Place;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSlicesOfADonutCloseTheRing(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            counts.put("slice " + i, random.nextInt(3) * random.nextInt(5_000));
        }
        counts.put("one", 1);
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();

        List<DonutSlice<String>> slices = DonutSlice.of(counts);

        assertEquals(total, slices.stream().mapToInt(DonutSlice::count).sum());
        String ring = start(slices.get(0));
        for (int i = 0; i < slices.size(); i++) {
            DonutSlice<String> slice = slices.get(i);
            assertEquals(counts.get(slice.key()), slice.count());
            String next = i + 1 < slices.size() ? start(slices.get(i + 1)) : ring;
            assertEquals(next, outerEnd(slice), "no gap behind slice " + i);
        }
    }

    @Test
    void theOnlySliceIsAWholeRing() {
        DonutSlice<String> slice = DonutSlice.of(Map.of("all", 7)).get(0);

        assertEquals(100, slice.percent());
        assertEquals(start(slice), outerEnd(slice));
        assertTrue(slice.path().contains("50.000 98.000"), slice.path());
    }

    @Test
    void noSliceSaysNothingOrAllOfAnother() {
        List<DonutSlice<String>> slices = DonutSlice.of(new LinkedHashMap<>(Map.of("many", 9_999, "few", 1)));

        slices.forEach(slice -> assertEquals(slice.key().equals("few") ? 1 : 99, slice.percent()));
    }

    private static String start(DonutSlice<?> slice) {
        return slice.path().substring(1, slice.path().indexOf('A')).replace("-0.000", "0.000");
    }

    private static String outerEnd(DonutSlice<?> slice) {
        String before = slice.path().substring(0, slice.path().indexOf('L'));
        String[] words = before.split(" ");
        return (words[words.length - 2] + " " + words[words.length - 1]).replace("-0.000", "0.000");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void atEveryMomentTheTimelineCountsEachMachineWhereANaiveLookFindsIt(long seed) {
        RandomRollout rollout = new RandomRollout(seed, 60);
        Instant now = rollout.now().plusSeconds(3);

        StageTimeline timeline = StageTimeline.of(rollout.machines(), 33, now);

        assertEquals(33, timeline.moments().size());
        assertEquals(timeline.start(), timeline.moments().get(0).at());
        assertEquals(timeline.end(), timeline.moments().get(32).at());
        for (Moment moment : timeline.moments()) {
            assertEquals(
                    60, moment.counts().stream().mapToInt(Integer::intValue).sum());
            for (Stage stage : Stage.values()) {
                long naive = rollout.machines().stream()
                        .filter(machine -> isIn(machine, stage, moment.at()))
                        .count();
                assertEquals(naive, moment.of(Place.valueOf(stage.name())), stage + " at " + moment.at());
            }
            long waiting = rollout.machines().stream()
                    .filter(machine -> machine.stages().values().stream()
                            .allMatch(stage -> stage.startedAt().isAfter(moment.at())))
                    .count();
            assertEquals(waiting, moment.of(Place.WAITING), "waiting at " + moment.at());
            long ended = rollout.machines().stream()
                    .filter(machine ->
                            machine.status().isFinal() && !machine.stages().isEmpty())
                    .filter(machine -> machine.stages().values().stream()
                            .noneMatch(stage -> stage.startedAt().isAfter(moment.at())
                                    || stage.endedAt() != null
                                            && stage.endedAt().isAfter(moment.at())))
                    .count();
            assertEquals(ended, moment.of(Place.ENDED), "ended at " + moment.at());
        }
    }

    private static boolean isIn(MachineProgress machine, Stage stage, Instant at) {
        StageProgress progress = machine.stages().get(stage);
        return progress != null
                && !progress.startedAt().isAfter(at)
                && (progress.endedAt() == null || progress.endedAt().isAfter(at));
    }

    @Test
    void aTimelineOfOneInstantIsTheSameAllAlong() {
        List<MachineProgress> machines = new RandomRollout(1, 1).atOnce("a", "b");
        Instant at = machines.get(0).stage(Stage.SEND).orElseThrow().startedAt();

        StageTimeline timeline = StageTimeline.of(machines, 5, at);

        for (Moment moment : timeline.moments()) {
            assertEquals(at, moment.at());
            assertEquals(2, moment.of(Place.ENDED));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theBandsFillTheWholeHeight(long seed) {
        RandomRollout rollout = new RandomRollout(seed, 60);
        List<TimelineArea> areas = TimelineArea.of(StageTimeline.of(rollout.machines(), 20, rollout.now()));

        for (int i = 0; i < areas.size(); i++) {
            String[] points = areas.get(i).points().split(" ");
            assertEquals(40, points.length);
            for (int x = 0; x < 20; x++) {
                String floor = points[39 - x];
                String below = i == 0
                        ? floor.substring(0, floor.indexOf(',')) + ",100.00"
                        : areas.get(i - 1).points().split(" ")[x];
                assertEquals(below, floor);
                if (i == areas.size() - 1) {
                    assertTrue(points[x].endsWith(",0.00"), points[x]);
                }
            }
        }
    }

    @Test
    void nothingIsDrawnOfWhatHasNotBegun() {
        StageTimeline timeline = StageTimeline.of(List.of(), 10, Instant.EPOCH);

        assertEquals(List.of(), timeline.moments());
        assertEquals(List.of(), TimelineArea.of(timeline));
    }

    @Test
    void whatIsUsualIsKnownFromFiveSamplesOn() {
        List<Duration> durations =
                IntStream.rangeClosed(1, 100).mapToObj(Duration::ofSeconds).toList();

        assertTrue(TypicalDuration.of(durations.subList(0, 4)).isEmpty());
        TypicalDuration typical = TypicalDuration.of(durations).orElseThrow();
        assertEquals(Duration.ofSeconds(50), typical.median());
        assertEquals(Duration.ofSeconds(95), typical.p95());
        assertTrue(typical.isSlow(Duration.ofSeconds(191)));
        assertTrue(!typical.isSlow(Duration.ofSeconds(190)));
    }
}
