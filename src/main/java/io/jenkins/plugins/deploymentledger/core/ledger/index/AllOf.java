package io.jenkins.plugins.deploymentledger.core.ledger.index;

import java.util.Comparator;
import java.util.List;

/** The rows that all of several match; the one with the fewest rows leads, the others leap. */
final class AllOf implements Rows {

    private final Rows[] parts;

    private AllOf(Rows... parts) {
        this.parts = parts;
    }

    /** The common rows of at least one part. */
    static Rows of(List<Rows> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return new AllOf(
                parts.stream().sorted(Comparator.comparingInt(Rows::atMostSize)).toArray(Rows[]::new));
    }

    @Override
    public int atMost(int bound) {
        int row = parts[0].atMost(bound);
        int agreed = 1;
        int next = 1;
        while (row >= 0 && agreed < parts.length) {
            int other = parts[next].atMost(row);
            agreed = other == row ? agreed + 1 : 1;
            row = other;
            next = next + 1 == parts.length ? 0 : next + 1;
        }
        return row;
    }

    @Override
    public int atMostSize() {
        return parts[0].atMostSize();
    }
}
