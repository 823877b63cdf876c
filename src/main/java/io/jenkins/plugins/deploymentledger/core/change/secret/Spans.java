package io.jenkins.plugins.deploymentledger.core.change.secret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The places in one text where secrets stand, collected in any order and then merged. */
final class Spans {

    /** From {@code start} inclusive to {@code end} exclusive, in chars. */
    record Span(int start, int end) {}

    /** Each once, however often it was found. */
    private final Set<Span> found = new HashSet<>();

    void add(int start, int end) {
        if (start < end) {
            found.add(new Span(start, end));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** What was found, in the order of the text, overlapping places made one. */
    List<Span> merged() {
        List<Span> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Span::start));
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && span.start() < last.end()) {
                merged.set(merged.size() - 1, new Span(last.start(), Math.max(last.end(), span.end())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }
}
