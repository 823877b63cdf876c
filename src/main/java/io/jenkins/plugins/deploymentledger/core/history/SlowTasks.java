package io.jenkins.plugins.deploymentledger.core.history;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.analysis.TypicalDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which tasks take unusually long: those that take more than {@value TypicalDuration#SLOW_FACTOR} times as long as 95 of a
 * hundred of the last {@value #LAST} tasks of the same package that ended by themselves, and more than
 * {@link TypicalDuration#NEVER_SLOW}.
 */
public final class SlowTasks {

    /** From how many tasks of a package, at most, is said what is usual. */
    public static final int LAST = 100;

    private final Map<String, Optional<TypicalDuration>> typical = new HashMap<>();

    /** Looks at the tasks of a table. */
    public SlowTasks(@NonNull TaskTable table) {
        Map<String, List<Duration>> durations = new HashMap<>();
        List<Task> tasks = table.tasks();
        for (int i = tasks.size() - 1; i >= 0; i--) {
            Task task = tasks.get(i);
            if (isSample(task)) {
                List<Duration> known = durations.computeIfAbsent(task.packageName(), name -> new ArrayList<>());
                if (known.size() < LAST) {
                    known.add(task.duration(Instant.EPOCH));
                }
            }
        }
        durations.forEach((name, known) -> typical.put(name, TypicalDuration.of(known)));
    }

    private static boolean isSample(Task task) {
        return switch (task.status()) {
            case SUCCESS, PARTIAL, FAILURE -> !task.packageName().isEmpty();
            case WAITING, RUNNING, DOWNLOAD_ERROR, STOPPED, NOTHING_TO_DO -> false;
        };
    }

    /** How long tasks of a package usually take; empty if there are too few to say so. */
    @NonNull
    public Optional<TypicalDuration> typical(@NonNull String packageName) {
        return typical.getOrDefault(packageName, Optional.empty());
    }

    /** Whether a task takes, or took, unusually long. */
    public boolean isSlow(@NonNull Task task, @NonNull Instant now) {
        return typical(task.packageName())
                .filter(usual -> usual.isSlow(task.duration(now)))
                .isPresent();
    }
}
