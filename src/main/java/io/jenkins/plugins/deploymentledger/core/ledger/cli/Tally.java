package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts how often words occur, in bounded memory. */
final class Tally {

    /** Words beyond so many different ones are counted together. */
    private static final int MOST_WORDS = 100_000;

    private static final String OTHERS = "(others)";

    private final Map<String, Long> counts = new HashMap<>();

    void add(String word) {
        boolean known = counts.size() < MOST_WORDS || counts.containsKey(word);
        counts.merge(known ? word : OTHERS, 1L, Long::sum);
    }

    /** The most frequent words with their counts, the most frequent first. */
    Map<String, Long> most(int limit) {
        Map<String, Long> most = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
        return most;
    }
}
