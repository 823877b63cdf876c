package io.jenkins.plugins.deploymentledger.core.ledger.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportFormat;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportManifest;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportProgress;
import io.jenkins.plugins.deploymentledger.core.ledger.export.ExportSource;
import io.jenkins.plugins.deploymentledger.core.ledger.export.LedgerExport;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Cursor;
import io.jenkins.plugins.deploymentledger.core.ledger.query.EventTypes;
import io.jenkins.plugins.deploymentledger.core.ledger.query.InvalidQueryException;
import io.jenkins.plugins.deploymentledger.core.ledger.query.LedgerQuery;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryLimits;
import io.jenkins.plugins.deploymentledger.core.ledger.query.QueryParser;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.StoredEntries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For random ledgers and filters: page after page gives exactly the rows of the export, which are exactly those of a naive
 * filter over all entries; with indexes of every kind and without.
 *
 * <p>{@code -Dledger.search.rounds=N} runs more ledgers, {@code -Dledger.search.seed=N} repeats one.
 */
class SearchPropertyTest {

    private static final int ROUNDS = Integer.getInteger("ledger.search.rounds", 6);
    private static final int QUERIES = 40;
    private static final QueryParser PARSER =
            new QueryParser(QueryLimits.AUDIT, EventTypes.any(), Clock.systemUTC(), ZoneOffset.UTC);

    @TempDir
    Path temporary;

    @Test
    void pagesAreTheExportAreTheNaiveFilter() throws Exception {
        Long seed = Long.getLong("ledger.search.seed");
        for (int round = 0; round < (seed == null ? ROUNDS : 1); round++) {
            round(seed == null ? System.nanoTime() : seed, temporary.resolve("ledger" + round));
        }
    }

    private void round(long seed, Path directory) throws Exception {
        Random random = new Random(seed);
        Files.createDirectories(directory);
        LedgerIndex kept = LedgerIndex.kept();
        int rows = 0;
        try (SegmentsOnDisk ledger = new SegmentsOnDisk(directory, random)) {
            for (int segment = 1 + random.nextInt(4); segment >= 0; segment--) {
                ledger.append(random.nextInt(5) == 0 ? 4_000 + random.nextInt(5_000) : random.nextInt(300));
                rows += compareAll(ledger, kept, random, seed, 8);
                if (segment > 0) {
                    ledger.seal();
                }
            }
            rows += compareAll(ledger, kept, random, seed, QUERIES);
            rows += compareAll(ledger, LedgerIndex.kept(), random, seed, QUERIES / 4);
            rows += compareAll(ledger, LedgerIndex.readOnly(), random, seed, QUERIES / 4);
        }
        assertTrue(rows > 0, "No query found anything: the test shows nothing");
    }

    private static int compareAll(SegmentsOnDisk ledger, LedgerIndex index, Random random, long seed, int queries)
            throws Exception {
        int rows = 0;
        for (int i = 0; i < queries; i++) {
            List<AuditEntry> all = ledger.newestFirst();
            NaiveFilter naive = new NaiveFilter(
                    random, all.isEmpty() ? RandomEntries.START : all.get(0).time());
            String what = naive.parameters() + ", seed " + seed;
            LedgerQuery query = PARSER.parse(naive.parameters()).query();
            List<AuditEntry> expected = all.stream().filter(naive::accepts).toList();
            try (StoredEntries reader = ledger.reader()) {
                LedgerSearch search = index.search(reader);
                assertEquals(
                        expected,
                        pages(search, query, 1 + expected.size() / 40 + random.nextInt(20)),
                        "pages of " + what);
                assertExported(expected, search, query, all.size(), what);
                assertCounted(expected.size(), search, query, random, what);
                if (i % 4 == 0) {
                    LedgerSearch scan = new ScanningSearch(reader, read -> {});
                    assertEquals(expected, pages(scan, query, 1_000), "scanned pages of " + what);
                    assertCounted(expected.size(), scan, query, random, what);
                }
            }
            rows += expected.size();
        }
        return rows;
    }

    private static List<AuditEntry> pages(LedgerSearch search, LedgerQuery query, int size)
            throws IOException, InvalidQueryException {
        List<AuditEntry> rows = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        do {
            Page page = search.page(query, cursor, size);
            assertTrue(page.entries().size() <= size, "A page is too long");
            assertTrue(page.entries().size() == size || page.next().isEmpty(), "A page is short but not the last");
            rows.addAll(page.entries());
            // As a browser does it: the cursor goes out as a text and comes back with the filters.
            cursor = page.next().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Cursor.parse(page.next().get().text(query), query));
        } while (cursor.isPresent());
        return rows;
    }

    private static void assertExported(
            List<AuditEntry> expected, LedgerSearch search, LedgerQuery query, long size, String what)
            throws IOException {
        ExportSource source = new ExportSource(search, 0, size, "");
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ExportManifest manifest = LedgerExport.write(source, query, ExportFormat.JSON_LINES, json, ExportProgress.NONE);
        List<AuditEntry> lines = new ArrayList<>();
        for (String line : json.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(EntryCodec.decode(line.getBytes(StandardCharsets.UTF_8)));
        }
        assertEquals(expected, lines, "JSON lines of " + what);
        assertEquals(expected.size(), manifest.rows());
        assertEquals(expected.isEmpty() ? -1 : expected.get(0).sequence(), manifest.newest());
        assertEquals(expected.isEmpty() ? -1 : expected.get(expected.size() - 1).sequence(), manifest.oldest());
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        LedgerExport.write(source, query, ExportFormat.CSV, csv, ExportProgress.NONE);
        List<Long> sequences = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = CSVParser.parse(
                new InputStreamReader(new ByteArrayInputStream(csv.toByteArray()), StandardCharsets.UTF_8), format)) {
            rows.forEach(row -> sequences.add(Long.valueOf(row.get("Sequence"))));
        }
        assertEquals(expected.stream().map(AuditEntry::sequence).toList(), sequences, "CSV of " + what);
    }

    private static void assertCounted(int expected, LedgerSearch search, LedgerQuery query, Random random, String what)
            throws IOException {
        int bound = 1 + random.nextInt(Math.max(1, 2 * expected));
        assertEquals(
                expected > bound ? bound + "+" : String.valueOf(expected),
                search.count(query, bound).toString().replace(",", ""),
                "count of " + what);
    }
}
