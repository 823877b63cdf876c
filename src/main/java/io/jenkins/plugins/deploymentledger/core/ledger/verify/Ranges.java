package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import java.util.ArrayList;
import java.util.List;

/** Collects sequence numbers that come in ascending order into ranges. Not thread-safe. */
final class Ranges {

    private final List<SequenceRange> ranges = new ArrayList<>();
    private long first = -1;
    private long end = -1;

    void add(long from, long before) {
        if (from >= before) {
            return;
        }
        if (from != end) {
            close();
            first = from;
        }
        end = before;
    }

    private void close() {
        if (first >= 0) {
            ranges.add(new SequenceRange(first, end - 1));
        }
    }

    List<SequenceRange> toList() {
        close();
        first = -1;
        return List.copyOf(ranges);
    }
}
