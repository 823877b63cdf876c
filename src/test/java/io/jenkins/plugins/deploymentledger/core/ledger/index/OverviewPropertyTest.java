package io.jenkins.plugins.deploymentledger.core.ledger.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Buckets;
import io.jenkins.plugins.deploymentledger.core.ledger.query.EventTypes;
import io.jenkins.plugins.deploymentledger.core.ledger.query.FilterKind;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Period;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryLimits;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryParser;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.StoredEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random queries over random ledgers: the counts, the histogram, the pages upwards and the suggestions are what a naive filter
 * over all entries gives.
 *
 * <p>{@code -Dledger.search.rounds=N} runs more ledgers, {@code -Dledger.search.seed=N} repeats one.
 */
class OverviewPropertyTest {

    private static final int ROUNDS = Integer.getInteger("ledger.search.rounds", 6);
    private static final int QUERIES = 40;
    private static final int MOST_BUCKETS = 60;
    private static final QueryParser PARSER =
            new QueryParser(QueryLimits.AUDIT, EventTypes.any(), Clock.systemUTC(), ZoneOffset.UTC);
    private static final List<ZoneId> ZONES =
            List.of(ZoneOffset.UTC, ZoneId.of("Europe/Paris"), ZoneId.of("Asia/Kolkata"));

    @TempDir
    Path temporary;

    @Test
    void overviewsAndPagesUpwardsAreTheNaiveFilter() throws Exception {
        Long seed = Long.getLong("ledger.search.seed");
        for (int round = 0; round < (seed == null ? ROUNDS : 1); round++) {
            round(seed == null ? System.nanoTime() : seed, temporary.resolve("ledger" + round));
        }
    }

    private static void round(long seed, Path directory) throws Exception {
        Random random = new Random(seed);
        Files.createDirectories(directory);
        long rows = 0;
        try (SegmentsOnDisk ledger = new SegmentsOnDisk(directory, random)) {
            for (int segment = random.nextInt(4); segment >= 0; segment--) {
                ledger.append(random.nextInt(3) == 0 ? 4_000 + random.nextInt(5_000) : random.nextInt(300));
                if (segment > 0) {
                    ledger.seal();
                }
            }
            LedgerIndex index = LedgerIndex.kept();
            try (StoredEntries before = ledger.reader()) {
                List<AuditEntry> then = ledger.newestFirst();
                for (int i = 0; i < QUERIES; i++) {
                    rows += compare(then, before, index, random, seed);
                }
                // A reader keeps seeing what was there, although the index of the open segment grows.
                ledger.append(50);
                try (StoredEntries after = ledger.reader()) {
                    rows += compare(ledger.newestFirst(), after, index, random, seed);
                }
                rows += compare(then, before, index, random, seed);
            }
        }
        assertTrue(rows > 0, "No query found anything: the test shows nothing, seed " + seed);
    }

    private static long compare(List<AuditEntry> all, StoredEntries reader, LedgerIndex index, Random random, long seed)
            throws Exception {
        NaiveFilter naive = new NaiveFilter(
                random, all.isEmpty() ? RandomEntries.START : all.get(0).time());
        String what = naive.parameters() + ", seed " + seed;
        LedgerQuery query = PARSER.parse(naive.parameters()).query();
        List<AuditEntry> expected = all.stream().filter(naive::accepts).toList();
        Period period = query.period()
                .orElse(new Period(RandomEntries.START.minusSeconds(10_000), RandomEntries.START.plusSeconds(900_000)));
        Buckets buckets = Buckets.of(period, ZONES.get(random.nextInt(ZONES.size())), MOST_BUCKETS);
        Overview overview = index.overview(reader, query, buckets);
        assertEquals(expected.size(), overview.total(), "total of " + what);
        assertEquals(histogram(expected, buckets), overview.histogram(), "histogram of " + what);
        assertEquals(events(all, naive), new TreeMap<>(overview.events()).toString(), "events of " + what);
        LedgerSearch search = index.search(reader);
        assertEquals(expected, upwards(search, query, 1 + expected.size() / 20 + random.nextInt(20)), what);
        assertEquals(
                expected,
                upwards(new ScanningSearch(reader, read -> {}), query, 1 + expected.size() / 4),
                "scanned upwards, " + what);
        return expected.size();
    }

    private static List<Long> histogram(List<AuditEntry> entries, Buckets buckets) {
        Long[] counts = new Long[buckets.count()];
        for (int i = 0; i < counts.length; i++) {
            int bucket = i;
            counts[i] = entries.stream()
                    .filter(entry -> !entry.time().isBefore(buckets.edge(bucket))
                            && entry.time().isBefore(buckets.edge(bucket + 1)))
                    .count();
        }
        return List.of(counts);
    }

    private static String events(List<AuditEntry> all, NaiveFilter naive) {
        Map<String, List<String>> others = new HashMap<>(naive.parameters());
        others.remove("event");
        NaiveFilter withoutEvents = new NaiveFilter(others);
        Map<String, Long> events = new TreeMap<>();
        all.stream()
                .filter(withoutEvents::accepts)
                .forEach(entry -> events.merge(entry.event().name(), 1L, Long::sum));
        return events.toString();
    }

    /** All pages from the oldest up, as one list, newest first. */
    private static List<AuditEntry> upwards(LedgerSearch search, LedgerQuery query, int size) throws IOException {
        List<AuditEntry> rows = new ArrayList<>();
        long after = -1;
        List<AuditEntry> page = search.above(query, after, size);
        while (!page.isEmpty()) {
            assertTrue(page.size() <= size, "A page is too long");
            rows.addAll(0, page);
            after = page.get(0).sequence();
            page = search.above(query, after, size);
        }
        return rows;
    }

    @Test
    void suggestionsAreValuesThatTheLedgerHolds() throws IOException {
        Random random = new Random(3);
        try (SegmentsOnDisk ledger = new SegmentsOnDisk(temporary, random)) {
            ledger.append(2_000);
            ledger.seal();
            ledger.append(300);
            try (StoredEntries reader = ledger.reader()) {
                LedgerIndex index = LedgerIndex.kept();
                for (String text : List.of("", "a", "A", "AN", "*", "folder", "=cmd|", "nobody", "ΣΊΣ")) {
                    for (int most : new int[] {1, 3, 100}) {
                        List<String> found = index.suggest(reader, FilterKind.OPERATED_BY_ID, text, most);
                        String wanted = text.equals("*") ? "" : text.toLowerCase(Locale.ROOT);
                        long distinct = RandomEntries.IDS.stream()
                                .filter(id -> !id.isEmpty())
                                .map(id -> id.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                                .filter(id -> id.contains(wanted))
                                .distinct()
                                .count();
                        assertEquals(Math.min(most, distinct), found.size(), "for '" + text + "': " + found);
                        assertTrue(RandomEntries.IDS.containsAll(found), found.toString());
                    }
                }
                assertEquals(
                        List.of("10.0.0.1", "10.0.0.2", "10.1.0.1"),
                        index.suggest(reader, FilterKind.ADDRESS, "10.", 10).stream()
                                .sorted()
                                .toList());
            }
        }
    }
}
