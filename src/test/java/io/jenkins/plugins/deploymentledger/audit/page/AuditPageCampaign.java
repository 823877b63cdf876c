package io.jenkins.plugins.deploymentledger.audit.page;

import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What the pages of the audit trail cost on a controller with a big ledger: {@code ./mvnw test -Dtest=AuditPageCampaign}. It is no part
 * of {@code verify}, and prints the tables of {@code docs/benchmarks.md}.
 *
 * <p>{@code -Daudit.campaign.entries=1000000} makes a smaller ledger; it is made anew each time, with some 600 bytes an entry.
 */
@WithJenkins
@Timeout(3_600)
class AuditPageCampaign {

    private static final int ENTRIES = Integer.getInteger("audit.campaign.entries", 10_000_000);
    private static final int DAYS = 90;
    private static final int QUESTIONS = 200;
    private static final int UNDER_WAY = 8_192;
    private static final int READERS = 50;
    private static final int APPENDERS = 8;
    private static final int TURNS = 3;
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final int POLLS_A_PAGE = 6;
    private static final List<String> EVENTS = List.of(
            "item.config.updated",
            "build.started",
            "build.completed",
            "auth.login",
            "node.offline",
            "item.created",
            "credential.updated",
            "user.deleted");

    private final Random random = new Random(42);
    private final Instant end = Instant.now().minusSeconds(60);
    private final StringBuilder report = new StringBuilder();
    private TrailClient client;

    private static Ledger ledger() {
        return Recorder.find().orElseThrow().trail().ledger().orElseThrow();
    }

    private String person() {
        return "user" + (int) (500 * Math.pow(random.nextDouble(), 2));
    }

    private AuditEvent event(Instant time) {
        String person = person();
        String job = "team-" + random.nextInt(40) + "/service-" + random.nextInt(60);
        String address = "10." + random.nextInt(4) + '.' + random.nextInt(64) + '.' + random.nextInt(250);
        return AuditEvent.of(EventType.of(EVENTS.get((int) (EVENTS.size() * Math.pow(random.nextDouble(), 3)))))
                .at(time)
                .by(person, "Name of " + person)
                .on("job", job, job.replace("/", " » "))
                .from(new Addresses(address, List.of("198.51.100." + random.nextInt(200), address), true))
                .detail("request", Long.toHexString(random.nextLong()))
                .build();
    }

    private void fill() {
        Instant begin = end.minus(Duration.ofDays(DAYS));
        long step = Duration.between(begin, end).toMillis() * 1_000 / ENTRIES;
        Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();
        long began = System.nanoTime();
        for (int i = 0; i < ENTRIES; i++) {
            underWay.add(ledger().append(event(begin.plusNanos(i * step * 1_000))));
            if (underWay.size() >= UNDER_WAY) {
                underWay.remove().join();
            }
        }
        underWay.forEach(CompletableFuture::join);
        say("%,d entries, made in %,d s.%n", ENTRIES, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    }

    private void say(String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values));
    }

    @Test
    void pagesExportsAndReaders(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        client = new TrailClient(j.getURL(), "admin");
        TestTrail.end();
        fill();
        pages();
        export();
        readers();
        Path file = Path.of("target", "audit-page-campaign.md");
        Files.writeString(file, report);
        System.out.println(report);
    }

    private void pages() throws IOException {
        say("%n### The whole page, milliseconds by the clock of a client on the same machine%n%n");
        say("| page | p50 | p90 | p99 |%n|---|---:|---:|---:|%n");
        page("default view", () -> "");
        page("90 days, no filter", () -> "?last=90d");
        page("90 days, one type of event", () -> "?last=90d&event=user.deleted");
        page("90 days, a category", () -> "?last=90d&category=item");
        page("90 days, a person", () -> "?last=90d&actorId=" + person());
        page(
                "90 days, a target",
                () -> "?last=90d&targetId=team-" + random.nextInt(40) + "/service-" + random.nextInt(60));
        page("90 days, the targets of a team", () -> "?last=90d&targetId=team-" + random.nextInt(40) + "/*");
        page("90 days, a network", () -> "?last=90d&ip=10." + random.nextInt(4) + '.' + random.nextInt(64) + ".0/24");
        page(
                "90 days, three types and three people",
                () -> "?last=90d&event=item.created&event=node.offline&event=auth.login&actorId=" + person()
                        + "&actorId=" + person() + "&actorId=" + person());
        page(
                "90 days, a person and a target that seldom meet",
                () -> "?last=90d&actorId=" + person() + "&targetId=team-" + random.nextInt(40) + "/service-1");
    }

    /** Gives the path of the next question of a kind. */
    private interface Question {
        String path();
    }

    private void page(String name, Question question) throws IOException {
        for (int i = 0; i < QUESTIONS / 4; i++) {
            client.get(question.path());
        }
        long[] nanos = new long[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            String path = question.path();
            long begin = System.nanoTime();
            client.get(path);
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        say("| %s | %.0f | %.0f | %.0f |%n", name, quantile(nanos, 0.5), quantile(nanos, 0.9), quantile(nanos, 0.99));
    }

    private static double quantile(long[] sorted, double quantile) {
        return sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
    }

    /** A tenth of the ledger: by the clock, and again while what is live is looked at behind collections of the garbage. */
    private void export() throws Exception {
        Instant from = end.minus(Duration.ofDays(DAYS / 10));
        Export timed = Export.of(client, "export.csv?from=" + from + "&to=" + end);
        long before = liveBytes();
        AtomicLong most = new AtomicLong(before);
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        try {
            watch.scheduleWithFixedDelay(() -> most.accumulateAndGet(liveBytes(), Math::max), 0, 1, TimeUnit.SECONDS);
            Export.of(client, "export.csv?from=" + from + "&to=" + end);
        } finally {
            watch.shutdown();
            watch.awaitTermination(1, TimeUnit.MINUTES);
        }
        say(
                "%n### Export as CSV%n%n| rows | first byte | whole | live heap above that before |%n|---:|---:|---:|---:|%n");
        say(
                "| %,d | %.2f s | %.1f s | %.1f MB |%n",
                timed.rows(), timed.firstNanos() / 1e9, timed.wholeNanos() / 1e9, (most.get() - before) / 1e6);
    }

    /** An export that was read to its end. */
    private record Export(long rows, long firstNanos, long wholeNanos) {

        static Export of(TrailClient client, String path) throws IOException {
            long begin = System.nanoTime();
            long lines = 0;
            long first = 0;
            try (InputStream in = client.open(path)) {
                byte[] buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (first == 0) {
                        first = System.nanoTime() - begin;
                    }
                    for (int i = 0; i < read; i++) {
                        lines += buffer[i] == '\n' ? 1 : 0;
                    }
                }
            }
            return new Export(lines - 1, first, System.nanoTime() - begin);
        }
    }

    private static long liveBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void readers() throws Exception {
        say("%n### Appends, entries a second, while %d people read%n%n", READERS);
        say("| readers | alone | beside them | ratio |%n|---|---:|---:|---:|%n");
        compare("as pages do: a look for newer entries every 10 s, a page every minute", true);
        compare("one page after the other, without a pause", false);
    }

    private void compare(String name, boolean paused) throws Exception {
        double[] ratios = new double[TURNS];
        long alone = 0;
        long beside = 0;
        for (int i = 0; i < TURNS; i++) {
            long one = appends();
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService readers = Executors.newFixedThreadPool(READERS);
            try {
                for (int reader = 0; reader < READERS; reader++) {
                    int number = reader;
                    readers.submit(() -> read(number, paused, over));
                }
                long other = appends();
                ratios[i] = (double) other / one;
                alone += one;
                beside += other;
            } finally {
                over.set(true);
                readers.shutdownNow();
                readers.awaitTermination(1, TimeUnit.MINUTES);
            }
        }
        Arrays.sort(ratios);
        say("| %s | %,d | %,d | %.2f |%n", name, alone / TURNS, beside / TURNS, ratios[TURNS / 2]);
    }

    private Void read(int number, boolean paused, AtomicBoolean over) throws Exception {
        for (int i = number; !over.get(); i++) {
            if (paused) {
                // Each begins at a moment of its own.
                TimeUnit.MILLISECONDS.sleep(i == number ? number * POLL.toMillis() / READERS : POLL.toMillis());
            }
            client.get(paused && i % POLLS_A_PAGE != 0 ? "events/newer?last=7d&after=" + (ENTRIES - 1) : "?last=7d");
        }
        return null;
    }

    /** How many entries a second some threads append, each of which waits for its entry to be on disk. */
    private static long appends() throws Exception {
        long stop = System.nanoTime() + TURN.toNanos();
        List<CompletableFuture<Long>> appended = new ArrayList<>();
        ExecutorService appenders = Executors.newFixedThreadPool(APPENDERS);
        try {
            for (int i = 0; i < APPENDERS; i++) {
                appended.add(CompletableFuture.supplyAsync(() -> appendUntil(stop), appenders));
            }
            long sum = 0;
            for (CompletableFuture<Long> one : appended) {
                sum += one.get();
            }
            return sum / TURN.toSeconds();
        } finally {
            appenders.shutdown();
        }
    }

    private static long appendUntil(long stop) {
        long count = 0;
        for (; System.nanoTime() < stop; count++) {
            ledger().append(AuditEvent.of(EventType.of("item.created"))
                            .by("ana", "Ana Lopez")
                            .on("job", "appended", "Appended " + count)
                            .build())
                    .join();
        }
        return count;
    }
}
