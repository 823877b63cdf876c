package io.jenkins.plugins.deploymentledger.core.ledger.index;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventCategory;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What there is in an answer as a whole, counted exactly.
 *
 * @param total how many entries answer
 * @param histogram how many of them in each bucket; those outside of all buckets are in none
 * @param events for every event type how many entries pass all filters but those of events: what choosing the type would
 *     give; types without any are left out; sorted and unmodifiable
 */
public record Overview(
        long total, @NonNull List<Long> histogram, @NonNull SortedMap<EventType, Long> events) {

    /** Keeps the numbers from being changed. */
    public Overview {
        histogram = List.copyOf(histogram);
        events = Collections.unmodifiableSortedMap(new TreeMap<>(events));
    }

    /** The numbers of {@link #events} by category; sorted. */
    @NonNull
    public SortedMap<EventCategory, Long> categories() {
        SortedMap<EventCategory, Long> categories = new TreeMap<>();
        for (Map.Entry<EventType, Long> event : events.entrySet()) {
            categories.merge(event.getKey().category(), event.getValue(), Long::sum);
        }
        return categories;
    }
}
