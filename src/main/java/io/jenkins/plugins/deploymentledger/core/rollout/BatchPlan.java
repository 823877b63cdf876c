package io.jenkins.plugins.deploymentledger.core.rollout;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * In which steps a rollout reaches its machines, as {@code 1, 10%, 50%, 100%}: how many machines it has tried at most
 * until the step has proved itself; immutable.
 *
 * <p>The steps are totals, so that {@code 1, 10%} means one machine, and then others up to a tenth of all. After the last
 * step come all machines, whether that is written or not.
 *
 * @param steps none means all machines at once
 */
public record BatchPlan(@NonNull List<Quantity> steps) {

    /** All machines at once. */
    public static final BatchPlan ALL = new BatchPlan(List.of());

    /** The most steps of a plan. */
    public static final int MAX_STEPS = 20;

    /** Copies the steps and holds their order. */
    public BatchPlan {
        steps = List.copyOf(steps);
        if (steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException(text(steps));
        }
        for (int i = 0; i < steps.size(); i++) {
            Quantity step = steps.get(i);
            Quantity before = i == 0 ? null : steps.get(i - 1);
            if (step.value() == 0
                    || before != null && before.percent() == step.percent() && before.value() >= step.value()) {
                throw new IllegalArgumentException(step.toString());
            }
        }
    }

    /**
     * Reads a plan as it is written.
     *
     * @param text quantities, separated by commas; empty means all machines at once
     * @throws IllegalArgumentException if it cannot be read, a step is over 100 %, or is not greater than the one before;
     *     the message is the step
     */
    @JsonCreator
    @NonNull
    public static BatchPlan parse(@NonNull String text) {
        List<Quantity> steps = new ArrayList<>();
        for (String step : text.split(",")) {
            if (!step.isBlank()) {
                steps.add(Quantity.parse(step));
            }
        }
        return new BatchPlan(steps);
    }

    /** How many steps there are, the last one with all machines included. */
    public int size() {
        return steps.isEmpty() || !reachesAll() ? steps.size() + 1 : steps.size();
    }

    private boolean reachesAll() {
        Quantity last = steps.get(steps.size() - 1);
        return last.percent() && last.value() == 100;
    }

    /**
     * How many machines may have been tried at the end of a step.
     *
     * @param step from 0
     * @param total how many machines there are
     * @return at least 1 and no less than at the step before; {@code total} at the last step
     */
    public int bound(int step, int total) {
        if (step >= size() - 1) {
            return total;
        }
        int bound = 1;
        for (int i = 0; i <= step; i++) {
            bound = Math.max(bound, steps.get(i).of(total));
        }
        return Math.min(bound, total);
    }

    @JsonValue
    @Override
    public String toString() {
        return text(steps);
    }

    private static String text(List<Quantity> steps) {
        return steps.stream().map(Quantity::toString).collect(Collectors.joining(", "));
    }
}
