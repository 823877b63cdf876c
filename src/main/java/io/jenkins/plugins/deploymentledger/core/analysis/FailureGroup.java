package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machines of a task that failed for the same reason.
 *
 * @param signature in what they are alike
 * @param machines at least one, in their order in the task
 */
public record FailureGroup(
        @NonNull FailureSignature signature, @NonNull List<MachineProgress> machines) {

    /** Copies the list of machines. */
    public FailureGroup {
        machines = List.copyOf(machines);
    }

    /** All failures among machines: each failed machine is in exactly one group; the biggest group comes first. */
    @NonNull
    public static List<FailureGroup> of(@NonNull List<MachineProgress> machines) {
        Map<FailureSignature, List<MachineProgress>> bySignature = new LinkedHashMap<>();
        // What thousands of machines say is mostly the same but for their names.
        Map<String, String> patterns = new HashMap<>();
        for (MachineProgress machine : machines) {
            FailureSignature.of(machine, text -> patterns.computeIfAbsent(text, MessagePattern::withoutValues))
                    .ifPresent(signature -> bySignature
                            .computeIfAbsent(signature, key -> new ArrayList<>())
                            .add(machine));
        }
        return bySignature.entrySet().stream()
                .map(entry -> new FailureGroup(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt((FailureGroup group) -> -group.machines.size())
                        .thenComparing(group -> group.machines.get(0).ordinal()))
                .toList();
    }

    /** What the first of the machines said, word for word; empty if it said nothing. */
    @NonNull
    public String example() {
        var report = machines.get(0).decisiveReport();
        return report == null ? "" : report.message();
    }
}
