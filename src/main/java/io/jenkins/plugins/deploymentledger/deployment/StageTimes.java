package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.analysis.StageSamples;
import io.jenkins.plugins.deploymentledger.core.analysis.TypicalDuration;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageProgress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How long one stage takes on the machines of a run: what is usual in it, what is usual for its package in other runs, and which machines
 * take longest.
 */
@Restricted(NoExternalUse.class) // used by Jelly
public final class StageTimes {

    private static final int MOST_MACHINES = 3;

    private final Stage stage;
    private final TypicalDuration here;
    private final TypicalDuration usual;
    private final List<Slowest> slowest;

    private StageTimes(
            Stage stage,
            @CheckForNull TypicalDuration here,
            @CheckForNull TypicalDuration usual,
            List<Slowest> slowest) {
        this.stage = stage;
        this.here = here;
        this.usual = usual;
        this.slowest = slowest;
    }

    /**
     * The stages of which can be said what is usual, in this run or in others.
     *
     * @param usual what is usual in others
     */
    @NonNull
    static List<StageTimes> of(
            @NonNull List<MachineProgress> machines, @NonNull Map<Stage, TypicalDuration> usual, @NonNull Instant now) {
        return Arrays.stream(Stage.values())
                .map(stage -> of(stage, machines, usual.get(stage), now))
                .filter(Objects::nonNull)
                .toList();
    }

    @CheckForNull
    private static StageTimes of(
            Stage stage, List<MachineProgress> machines, @CheckForNull TypicalDuration usual, Instant now) {
        TypicalDuration here =
                TypicalDuration.of(StageSamples.durations(stage, machines, now)).orElse(null);
        // If a whole run is slow, none of its machines is slow beside the others: what is usual for the package counts
        // first.
        TypicalDuration yardstick = usual == null ? here : usual;
        if (yardstick == null) {
            return null;
        }
        List<Slowest> slowest = machines.stream()
                .map(machine -> Slowest.of(machine, machine.stages().get(stage), yardstick, now))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Slowest::duration).reversed())
                .limit(MOST_MACHINES)
                .toList();
        return slowest.isEmpty() ? null : new StageTimes(stage, here, usual, slowest);
    }

    /** The stage in the reader's language. */
    @NonNull
    public String getName() {
        return StatusTexts.of(stage);
    }

    /** What half of the machines of this run take at most; empty if too few have come through the stage to say so. */
    @NonNull
    public String getMedian() {
        return here == null ? "" : Util.getTimeSpanString(here.median().toMillis());
    }

    /** What 95 of a hundred machines of this run take at most; likewise. */
    @NonNull
    public String getP95() {
        return here == null ? "" : Util.getTimeSpanString(here.p95().toMillis());
    }

    /** What half of the machines took at most in other runs of the package; empty if too little is known to say so. */
    @NonNull
    public String getUsualMedian() {
        return usual == null ? "" : Util.getTimeSpanString(usual.median().toMillis());
    }

    /** What 95 of a hundred machines took at most in other runs of the package; likewise. */
    @NonNull
    public String getUsualP95() {
        return usual == null ? "" : Util.getTimeSpanString(usual.p95().toMillis());
    }

    /** The machines that take longest, the slowest first. */
    @NonNull
    public List<Slowest> getSlowest() {
        return slowest;
    }

    /**
     * A machine that takes long.
     *
     * @param machine its name
     * @param duration how long it took, or has been taking
     * @param slow whether that is unusually long
     */
    public record Slowest(@NonNull String machine, @NonNull Duration duration, boolean slow) {

        @CheckForNull
        private static Slowest of(
                MachineProgress machine, @CheckForNull StageProgress progress, TypicalDuration yardstick, Instant now) {
            if (progress == null || progress.isCached()) {
                return null;
            }
            Duration duration = progress.duration(now);
            return new Slowest(machine.machine(), duration, yardstick.isSlow(duration));
        }

        /** The machine's name. */
        @NonNull
        public String getMachine() {
            return machine;
        }

        /** The query that finds just this machine. */
        @NonNull
        public String getQuery() {
            return "?machine=" + URLEncoder.encode(machine, StandardCharsets.UTF_8);
        }

        /** How long it took, or has been taking. */
        @NonNull
        public String getTime() {
            return Util.getTimeSpanString(duration.toMillis());
        }

        /** Whether that is unusually long. */
        public boolean isSlow() {
            return slow;
        }
    }
}
