package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.analysis.DonutSlice;
import io.jenkins.plugins.deploymentledger.core.analysis.FailureGroup;
import io.jenkins.plugins.deploymentledger.core.analysis.FailureSignature;
import io.jenkins.plugins.deploymentledger.core.analysis.StageTimeline;
import io.jenkins.plugins.deploymentledger.core.analysis.TimelineArea;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run's page says of its machines together: what became of them, what went wrong, and how it went over time. Made for one
 * page, since it looks at the machines once only.
 */
public final class RunAnalysis {

    /** How many problems are shown; the others are found by their status. */
    private static final int MAX_PROBLEMS = 20;

    private static final int MOMENTS = 80;

    /** Of more problems no URL names all. */
    private static final int MOST_NAMED = 200;

    private final RolloutSnapshot snapshot;
    private final Instant now = Instant.now();
    private List<FailureGroup> failures;
    private StageTimeline timeline;
    private List<Band> bands;

    RunAnalysis(RolloutSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The machines by group of statuses; the slices add up to all machines. */
    @NonNull
    public List<Slice> getStatuses() {
        Map<StatusGroup, Integer> counts = new LinkedHashMap<>();
        StatusShare.of(snapshot.counts()).forEach(share -> counts.put(share.group(), share.getCount()));
        return DonutSlice.of(counts).stream()
                .map(slice -> new Slice(
                        slice,
                        StatusTexts.of(slice.key()),
                        "?group=" + slice.key(),
                        slice.key().name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .toList();
    }

    /** The failed machines by typed cause, those without one at the end; the slices add up to all failed machines. */
    @NonNull
    public List<Slice> getCauses() {
        Map<Optional<FailureCause>, Integer> counts =
                new TreeMap<>(Comparator.comparing((Optional<FailureCause> cause) ->
                        cause.map(FailureCause::ordinal).orElse(Integer.MAX_VALUE)));
        for (MachineProgress machine : snapshot.machines()) {
            if (FailureSignature.isFailed(machine)) {
                counts.merge(Optional.ofNullable(MachineQuery.failureOf(machine)), 1, Integer::sum);
            }
        }
        return DonutSlice.of(counts).stream().map(RunAnalysis::causeSlice).toList();
    }

    private static Slice causeSlice(DonutSlice<Optional<FailureCause>> slice) {
        FailureCause cause = slice.key().orElse(null);
        return cause == null
                ? new Slice(slice, Messages.RunAnalysis_other(), "?cause=" + MachineQuery.UNCAUSED, "not-applicable")
                : new Slice(
                        slice, StatusTexts.of(cause), "?cause=" + cause, "cause-" + cause.ordinal() % Slice.COLOURS);
    }

    /** The failures that are alike, those of most machines first. */
    @NonNull
    public List<Problem> getProblems() {
        return failures().stream().limit(MAX_PROBLEMS).map(Problem::new).toList();
    }

    /** The machines with a problem that is not shown; null if there are none. */
    @CheckForNull
    public Rest getRest() {
        List<FailureGroup> rest = failures().stream().skip(MAX_PROBLEMS).toList();
        return rest.isEmpty() ? null : new Rest(rest);
    }

    /** The keys of the problems that are not shown. */
    @NonNull
    static Set<String> restOf(@NonNull RolloutSnapshot snapshot) {
        return FailureGroup.of(snapshot.machines()).stream()
                .skip(MAX_PROBLEMS)
                .map(group -> group.signature().key())
                .collect(Collectors.toSet());
    }

    /** All failures that are alike. */
    @NonNull
    List<FailureGroup> failures() {
        if (failures == null) {
            failures = FailureGroup.of(snapshot.machines());
        }
        return failures;
    }

    /** The stages over time, as bands of a chart; empty if nothing has begun. */
    @NonNull
    public List<Band> getTimeline() {
        if (bands == null) {
            bands = TimelineArea.of(timeline()).stream().map(Band::new).toList();
        }
        return bands;
    }

    private StageTimeline timeline() {
        if (timeline == null) {
            timeline = StageTimeline.of(snapshot.machines(), MOMENTS, now);
        }
        return timeline;
    }

    /** What the timeline shows, for those who cannot see it. */
    @NonNull
    public String getTimelineText() {
        StageTimeline timeline = timeline();
        return Messages.RunAnalysis_timeline(
                timeline.total(),
                Util.getTimeSpanString(Math.max(
                        0, timeline.end().toEpochMilli() - timeline.start().toEpochMilli())),
                getTimeline().stream().map(Band::getText).collect(Collectors.joining(", ")));
    }

    /**
     * A part of a ring.
     *
     * @param slice its geometry
     * @param text what it counts
     * @param query that finds exactly the machines that it counts
     * @param style the end of its CSS class
     */
    public record Slice(
            @NonNull DonutSlice<?> slice,
            @NonNull String text,
            @NonNull String query,
            @NonNull String style) {

        /** How many colours there are for causes. */
        static final int COLOURS = 6;

        /** The path within a square of 100 by 100. */
        @NonNull
        public String getPath() {
            return slice.path();
        }

        /** How many machines. */
        public int getCount() {
            return slice.count();
        }

        /** See {@link #text()}. */
        @NonNull
        public String getText() {
            return text;
        }

        /** See {@link #query()}. */
        @NonNull
        public String getQuery() {
            return query;
        }

        /** See {@link #style()}. */
        @NonNull
        public String getStyle() {
            return style;
        }
    }

    /**
     * Failures that are alike.
     *
     * @param group the machines
     */
    public record Problem(@NonNull FailureGroup group) {

        /** How many machines. */
        public int getCount() {
            return group.machines().size();
        }

        /** What it is, in a few words. */
        @NonNull
        public String getText() {
            FailureCause cause = group.signature().cause();
            Integer exitCode = group.signature().exitCode();
            if (exitCode != null) {
                return Messages.RunAnalysis_exitCode(exitCode.toString());
            }
            return cause == null ? StatusTexts.of(group.signature().status()) : StatusTexts.of(cause);
        }

        /** What the first of the machines said. */
        @NonNull
        public String getExample() {
            return group.example();
        }

        /** The key of what they have in common. */
        @NonNull
        public String getKey() {
            return group.signature().key();
        }

        /** That finds exactly these machines. */
        @NonNull
        public String getQuery() {
            return "?signature=" + getKey();
        }
    }

    /**
     * Failures of which each is unlike those that are shown.
     *
     * @param groups the machines
     */
    public record Rest(@NonNull List<FailureGroup> groups) {

        /** Copies the list. */
        public Rest {
            groups = List.copyOf(groups);
        }

        /** How many machines. */
        public int getCount() {
            return groups.stream().mapToInt(group -> group.machines().size()).sum();
        }

        /** How many problems they have. */
        public int getKinds() {
            return groups.size();
        }

        /** That finds exactly these machines. */
        @NonNull
        public String getQuery() {
            return groups.size() > MOST_NAMED
                    ? "?signature=" + MachineQuery.REST
                    : groups.stream()
                            .map(group -> "signature=" + group.signature().key())
                            .collect(Collectors.joining("&", "?", ""));
        }
    }

    /**
     * A band of the timeline.
     *
     * @param area its geometry
     */
    public record Band(@NonNull TimelineArea area) {

        /** The points within {@link TimelineArea#WIDTH} by {@link TimelineArea#HEIGHT}. */
        @NonNull
        public String getPoints() {
            return area.points();
        }

        /** What the machines in it do. */
        @NonNull
        public String getText() {
            return StatusTexts.of(area.place());
        }

        /** The end of its CSS class. */
        @NonNull
        public String getStyle() {
            return area.place().name().toLowerCase(Locale.ROOT);
        }
    }
}
