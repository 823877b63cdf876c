package io.jenkins.plugins.deploymentledger.audit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.cli.CLICommandInvoker;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Random filters over a random ledger: the page, the REST interface, the command line and the CSV of both have the same rows, those of
 * a naive filter.
 *
 * <p>{@code -Dledger.search.seed=N} repeats a run; {@code -Daudit.same.entries=100000 -Daudit.same.filters=500} is the full size.
 */
@WithJenkins
@Timeout(1800)
class SameRowsTest {

    private static final int ENTRIES = Integer.getInteger("audit.same.entries", 10_000);
    private static final int FILTERS = Integer.getInteger("audit.same.filters", 60);
    /** From when to when the entries reach, one a minute. */
    private static final int SPAN_SECONDS = 60 * ENTRIES;

    private static final int MOST_PAGES = 20;
    private static final int LARGEST_PAGE = 1_000;
    private static final List<String> EVENTS = List.of(
            "user.deleted", "user.created", "item.deleted", "item.config.updated", "node.offline", "auth.login");
    private static final List<String> HOSTILE =
            List.of("=cmd|'/c calc'!A1", "<script>alert(1)</script>", "a\u202eb\u0007", "\"quoted\", name", "é & è");
    private static final Pattern SEQUENCE = Pattern.compile("<tr [^>]*data-sequence=\"(\\d+)\"");
    private static final Pattern OLDER = Pattern.compile("data-(?:older-)?rows=\"[^\"?]*\\?([^\"]+)\"");

    private final long seed = Long.getLong("ledger.search.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Instant end = Instant.now().minusSeconds(3_600);
    private final Map<Long, AuditEvent> entries = new LinkedHashMap<>();
    private TrailClient client;

    private String actor() {
        int number = (int) (200 * Math.pow(random.nextDouble(), 2));
        return number < HOSTILE.size() ? HOSTILE.get(number) : "user" + number;
    }

    private AuditEvent event(int number) {
        String address = "10.0." + random.nextInt(40) + '.' + random.nextInt(250);
        return AuditEvent.of(EventType.of(EVENTS.get(random.nextInt(EVENTS.size()))))
                .at(end.minusMillis((ENTRIES - number) * 60_000L + random.nextInt(200_000)))
                .by(actor(), "Name of " + actor())
                .on("job", "team-" + random.nextInt(30) + "/job-" + random.nextInt(50), "Job " + actor())
                .from(new Addresses(address, List.of("198.51.100." + random.nextInt(200), address), true))
                .build();
    }

    private void fill() {
        Ledger ledger = Recorder.find().orElseThrow().trail().ledger().orElseThrow();
        List<CompletableFuture<Void>> written = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            AuditEvent event = event(i);
            written.add(ledger.append(event).thenAccept(receipt -> {
                synchronized (entries) {
                    entries.put(receipt.sequence(), event);
                }
            }));
            if (written.size() == 5_000) {
                written.forEach(CompletableFuture::join);
                written.clear();
            }
        }
        written.forEach(CompletableFuture::join);
    }

    /** A filter and its meaning. */
    private record Filter(Map<String, List<String>> parameters, List<Long> expected) {

        String link() {
            StringBuilder link = new StringBuilder();
            parameters.forEach((name, values) -> values.forEach(value -> link.append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                    .append('&')));
            return link.toString();
        }
    }

    private Filter filter() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        Instant to = end.plusSeconds(10).minusSeconds(random.nextInt(SPAN_SECONDS * 7 / 10));
        Instant from = to.minusSeconds(60 + random.nextInt(SPAN_SECONDS * 3 / 10));
        parameters.put("from", List.of(from.toString()));
        parameters.put("to", List.of(to.toString()));
        if (random.nextInt(3) > 0) {
            parameters.put("actorId", List.of(actor(), random.nextBoolean() ? actor() : "USER1*"));
        }
        if (random.nextInt(3) == 0) {
            parameters.put("target", List.of("job " + actor()));
        }
        if (random.nextInt(3) == 0) {
            parameters.put("targetId", List.of("team-" + random.nextInt(30) + "/*"));
        }
        if (random.nextInt(4) == 0) {
            parameters.put("ip", List.of("10.0." + random.nextInt(40) + ".0/24", "198.51.100.7"));
        }
        if (random.nextInt(3) == 0) {
            parameters.put("event", List.of(EVENTS.get(random.nextInt(EVENTS.size()))));
        }
        if (random.nextInt(4) == 0) {
            parameters.put("category", List.of("user", "node"));
        }
        List<Long> expected = new ArrayList<>();
        entries.forEach((sequence, event) -> {
            if (NaiveTrailFilter.accepts(parameters, event)) {
                expected.add(sequence);
            }
        });
        expected.sort(Collections.reverseOrder());
        return new Filter(parameters, expected);
    }

    private List<Long> rest(Filter filter) throws IOException {
        List<Long> rows = new ArrayList<>();
        String before = "";
        do {
            JsonNode page = new ObjectMapper().readTree(client.get("events?limit=1000&" + filter.link() + before));
            page.path("events").forEach(event -> rows.add(event.path("seq").asLong()));
            before = page.has("before") ? "before=" + page.path("before").asLong() : null;
        } while (before != null);
        return rows;
    }

    private static CLICommandInvoker.Result command(JenkinsRule j, String name, Filter filter, String... further) {
        List<String> arguments = new ArrayList<>(List.of(further));
        filter.parameters()
                .forEach((parameter, values) -> values.forEach(value -> Collections.addAll(
                        arguments, "--" + parameter.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), value)));
        CLICommandInvoker.Result result =
                new CLICommandInvoker(j, name).asUser("admin").invokeWithArgs(arguments.toArray(String[]::new));
        assertEquals(0, result.returnCode(), result::stderr);
        return result;
    }

    private static List<Long> commandLine(JenkinsRule j, Filter filter) throws IOException {
        List<Long> rows = new ArrayList<>();
        List<String> paging = new ArrayList<>(List.of("--json", "--limit=" + LARGEST_PAGE));
        boolean more = true;
        while (more) {
            JsonNode page = new ObjectMapper()
                    .readTree(command(j, "audit-query", filter, paging.toArray(String[]::new))
                            .stdout());
            page.path("events").forEach(event -> rows.add(event.path("seq").asLong()));
            more = page.has("before");
            paging = List.of(
                    "--json",
                    "--limit=" + LARGEST_PAGE,
                    "--before=" + page.path("before").asLong());
        }
        return rows;
    }

    private static List<Long> csv(String content) throws IOException {
        List<Long> rows = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser csv = CSVParser.parse(new StringReader(content), format)) {
            csv.forEach(row -> rows.add(Long.valueOf(row.get("Sequence"))));
        }
        return rows;
    }

    /** The page, and what follows below it as one scrolls. */
    private List<Long> page(Filter filter, int size) throws IOException {
        List<Long> rows = new ArrayList<>();
        String link = "?limit=" + size + "&" + filter.link();
        while (link != null) {
            String html = client.get(link);
            Matcher row = SEQUENCE.matcher(html);
            while (row.find()) {
                rows.add(Long.valueOf(row.group(1)));
            }
            Matcher older = OLDER.matcher(html);
            link = older.find() ? "rows?" + older.group(1).replace("&amp;", "&") + "&limit=" + size : null;
        }
        return rows;
    }

    /** A few rows where there are few, so that there are several pages; more where there are many. */
    private int pageSize(int rows) {
        return Math.min(LARGEST_PAGE, 1 + random.nextInt(20) + rows / MOST_PAGES);
    }

    @Test
    void pageRestCommandLineAndCsvHaveTheSameRows(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        client = new TrailClient(j.getURL(), "admin");
        TestTrail.end();
        fill();
        long rows = 0;
        for (int i = 0; i < FILTERS; i++) {
            Filter filter = filter();
            String what = filter.parameters() + ", seed " + seed;
            List<Long> expected = filter.expected();
            assertEquals(expected, rest(filter), "REST, " + what);
            assertEquals(expected, commandLine(j, filter), "command line, " + what);
            assertEquals(expected, page(filter, pageSize(expected.size())), "page, " + what);
            String csv = client.get("export.csv?" + filter.link());
            assertEquals(expected, csv(csv), "CSV, " + what);
            assertEquals(
                    csv,
                    new String(command(j, "audit-export", filter).stdoutBinary(), StandardCharsets.UTF_8),
                    "CSV of the command line, " + what);
            rows += expected.size();
        }
        assertTrue(rows > FILTERS, "Too few rows were found to show anything: " + rows);
    }
}
