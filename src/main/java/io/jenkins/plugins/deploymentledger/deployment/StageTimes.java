package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.analysis.TypicalDuration;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.StageProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** How long one stage takes on the machines of a run: what is usual, and which machines take longest. */
@Restricted(NoExternalUse.class) // used by Jelly
public final class StageTimes {

    private static final int MOST_MACHINES = 3;

    private final Stage stage;
    private final TypicalDuration typical;
    private final List<Slowest> slowest;

    private StageTimes(Stage stage, TypicalDuration typical, List<Slowest> slowest) {
        this.stage = stage;
        this.typical = typical;
        this.slowest = slowest;
    }

    /** The stage on some machines; null if too few have come through it to say what is usual. */
    @CheckForNull
    static StageTimes of(@NonNull Stage stage, @NonNull List<MachineProgress> machines, @NonNull Instant now) {
        List<Duration> ended = machines.stream()
                .map(machine -> machine.stages().get(stage))
                .filter(progress -> progress != null && !progress.isRunning())
                .map(progress -> progress.duration(now))
                .toList();
        return TypicalDuration.of(ended)
                .map(typical -> new StageTimes(stage, typical, slowest(stage, machines, typical, now)))
                .orElse(null);
    }

    private static List<Slowest> slowest(
            Stage stage, List<MachineProgress> machines, TypicalDuration typical, Instant now) {
        return machines.stream()
                .map(machine -> Slowest.of(machine, machine.stages().get(stage), typical, now))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Slowest::duration).reversed())
                .limit(MOST_MACHINES)
                .toList();
    }

    /** The stage in the reader's language. */
    @NonNull
    public String getName() {
        return StatusTexts.of(stage);
    }

    /** What half of the machines take at most. */
    @NonNull
    public String getMedian() {
        return Util.getTimeSpanString(typical.median().toMillis());
    }

    /** What 95 of a hundred machines take at most. */
    @NonNull
    public String getP95() {
        return Util.getTimeSpanString(typical.p95().toMillis());
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
                MachineProgress machine, @CheckForNull StageProgress progress, TypicalDuration typical, Instant now) {
            if (progress == null) {
                return null;
            }
            Duration duration = progress.duration(now);
            return new Slowest(machine.machine(), duration, typical.isSlow(duration));
        }

        /** The machine's name. */
        @NonNull
        public String getMachine() {
            return machine;
        }

        /** The query that finds just this machine. */
        @NonNull
        public String getQuery() {
            return "?machine=" + Util.rawEncode(machine);
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
