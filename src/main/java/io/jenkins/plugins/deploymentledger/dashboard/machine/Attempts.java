package io.jenkins.plugins.deploymentledger.dashboard.machine;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the attempts on one machine into a chain: a task, its restarts, and theirs. */
final class Attempts {

    private Attempts() {}

    /**
     * The chain that a row is in, the oldest attempt first.
     *
     * @param all rows of the same machine; a restart of a run that is not among them begins a chain
     */
    @NonNull
    static List<VisitRow> of(@NonNull VisitRow row, @NonNull List<VisitRow> all) {
        Map<Integer, VisitRow> ofJob = new HashMap<>();
        all.stream()
                .filter(other -> other.task().job().equals(row.task().job()))
                .forEach(other -> ofJob.put(other.getNumber(), other));
        int first = first(row, ofJob);
        List<VisitRow> chain = new ArrayList<>();
        for (VisitRow other : ofJob.values()) {
            if (first(other, ofJob) == first) {
                chain.add(other);
            }
        }
        chain.sort(Comparator.comparingInt(VisitRow::getNumber));
        return chain;
    }

    private static int first(VisitRow row, Map<Integer, VisitRow> ofJob) {
        VisitRow current = row;
        // A restart has a greater number than what it repeats; what stands in a file may be anything.
        while (current.visit().restartOf() < current.getNumber()
                && ofJob.containsKey(current.visit().restartOf())) {
            current = ofJob.get(current.visit().restartOf());
        }
        return current.getNumber();
    }
}
