package io.jenkins.plugins.deploymentledger.dashboard.history;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskIndex;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.core.history.TaskTally;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.KeptViews;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import jenkins.model.Jenkins;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.RunLoadCounter;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What open pages of tasks cost the processor, and lists against a view that walks the runs themselves: {@code ./mvnw test
 * -Dtest=DashboardCampaign}. It is no part of {@code verify}, and prints the numbers of {@code docs/benchmarks.md}.
 */
@WithJenkins
@Timeout(3_600)
class DashboardCampaign {

    private static final int JOBS = 400;
    private static final int TASKS = Integer.getInteger("tasks.campaign.tasks", 100_000);
    private static final int RUNS = Integer.getInteger("tasks.campaign.runs", 10_000);
    private static final int JOBS_OF_RUNS = 100;
    private static final int DASHBOARDS = 200;
    private static final int PEOPLE = 50;
    private static final int INTERVAL = 15;
    private static final int ROUNDS = Integer.getInteger("tasks.campaign.rounds", 5);
    private static final String[] SCOPES = {"mine", "team", "all"};

    private final Random random = new Random(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, String> sessions = new HashMap<>();
    private JenkinsRule j;

    private void start(JenkinsRule rule) {
        j = rule;
        KeptViews.keep();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone());
    }

    @Test
    void openPagesThatRefresh(JenkinsRule rule) throws Exception {
        start(rule);
        TaskIndex index = TaskHistory.get().index().orElseThrow();
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            TestDeployments.create("deploy-" + i, "true", new MachineListTarget("gone"));
        }
        for (int i = 0; i < TASKS; i++) {
            tasks.add(task("deploy-" + i % JOBS, i / JOBS + 1, TaskStatus.SUCCESS));
        }
        index.takeIn(tasks);
        String running = "deploy-1";
        index.record(task(running, 1_000_000, TaskStatus.RUNNING));
        for (int i = 0; i < PEOPLE; i++) {
            sessions.put("user" + i, session("user" + i));
        }

        String[] tags = new String[DASHBOARDS];
        refresh("warming up", tags, 4);
        refresh("nothing is new", tags, ROUNDS);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger done = new AtomicInteger();
        clock.scheduleAtFixedRate(
                () -> index.progress(running, 1_000_000, tally(done.incrementAndGet())), 0, 1, TimeUnit.SECONDS);
        refresh("a task comes on every second", tags, ROUNDS);
        AtomicInteger next = new AtomicInteger(2_000_000);
        clock.scheduleAtFixedRate(
                () -> index.record(task("deploy-" + random.nextInt(JOBS), next.incrementAndGet(), TaskStatus.SUCCESS)),
                0,
                10,
                TimeUnit.SECONDS);
        refresh("a task comes on every second, and one ends every ten", tags, ROUNDS);
        clock.shutdownNow();
    }

    private Task task(String job, int number, TaskStatus status) {
        int failed = status.isFinal() && random.nextInt(4) == 0 ? random.nextInt(300) : 0;
        long now = System.currentTimeMillis();
        boolean recent = random.nextInt(200) == 0 || number >= 1_000_000;
        long started = now - (recent ? random.nextInt(86_000) : 86_400 + random.nextInt(30_000_000)) * 1_000L;
        int user = random.nextInt(PEOPLE);
        return new Task(
                job,
                number,
                new UUID(random.nextLong(), random.nextLong()),
                "package-" + random.nextInt(100),
                "1." + random.nextInt(50),
                "group racks",
                "racks",
                "user" + user,
                "User Number " + user,
                TaskOrigin.HAND,
                List.of("team-" + user % 7),
                status.isFinal() ? new TaskTally(0, 1_000 - failed, failed, 0, 0, 0, 0) : tally(0),
                failed == 0 ? status : TaskStatus.PARTIAL,
                started,
                status.isFinal() ? started + 60_000 + random.nextInt(600_000) : 0);
    }

    private static TaskTally tally(int done) {
        return new TaskTally(1_000 - done % 1_000, done % 1_000, 0, 0, 0, 0, 0);
    }

    /** The cookie of somebody who has logged in. */
    private String session(String user) throws Exception {
        try (JenkinsRule.WebClient browser = j.createWebClient()) {
            browser.login(user);
            return browser.getCookieManager().getCookies().stream()
                    .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                    .reduce((one, other) -> one + "; " + other)
                    .orElseThrow();
        }
    }

    /** Has each page ask once in each round, evenly over the interval, as browsers do. */
    private void refresh(String meanwhile, String[] tags, int rounds) throws Exception {
        int lists = 0;
        long before = answering();
        long all = process();
        long began = System.nanoTime();
        long[] nanos = new long[rounds * DASHBOARDS];
        for (int i = 0; i < nanos.length; i++) {
            long due = began + i * TimeUnit.SECONDS.toNanos(INTERVAL) / DASHBOARDS;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            int dashboard = i % DASHBOARDS;
            long asked = System.nanoTime();
            HttpResponse<String> response = get(
                    "tasks/board/live?scope=" + SCOPES[dashboard % SCOPES.length],
                    sessions.get("user" + dashboard % PEOPLE),
                    tags[dashboard]);
            nanos[i] = System.nanoTime() - asked;
            if (response.statusCode() == 200) {
                lists++;
            }
            tags[dashboard] = response.headers().firstValue("ETag").orElseThrow();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "Pages while %s: %d of %d with lists; %.1f ms of processor each, %.1f %% of one core (the whole"
                        + " process, client, collector and compiler included: %.1f %%); median %.1f ms, p99 %.1f ms%n",
                meanwhile,
                lists,
                nanos.length,
                (answering() - before) / 1e6 / nanos.length,
                (answering() - before) / 1e7 / seconds,
                (process() - all) / 1e7 / seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6);
    }

    /** The processor time of the threads that answer requests, in nanoseconds. */
    private long answering() {
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null
                    && (thread.getThreadName().startsWith("qtp")
                            || thread.getThreadName().contains("Jetty")
                            || thread.getThreadName().contains("Handling"))) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }

    private static long process() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private HttpResponse<String> get(String path, String cookie, String tag) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(j.getURL() + path));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200 && response.statusCode() != 304) {
            throw new IllegalStateException(response.statusCode() + " of " + path);
        }
        return response;
    }

    @Test
    void listsAgainstAViewThatWalksTheRuns(JenkinsRule rule) throws Exception {
        start(rule);
        List<DeploymentJob> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS_OF_RUNS; i++) {
            jobs.add(TestDeployments.create("deploy-" + i, "true", new MachineListTarget("gone")));
        }
        DeploymentRun first = jobs.get(0)
                .scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("user1")))
                .get(1, TimeUnit.MINUTES);
        for (DeploymentJob job : jobs) {
            copy(first.getRootDir().toPath(), job);
        }
        long began = System.nanoTime();
        TaskHistory.get().checkSoon();
        HistoryCheck check = TaskHistory.get().check();
        Await.until(Duration.ofMinutes(30), "every run is in the index", check::hasEnded);
        System.out.printf(
                Locale.ROOT,
                "Taking in %,d runs from disk: %.1f s%n",
                TaskHistory.get().table().tasks().size(),
                (System.nanoTime() - began) / 1e9);

        int loads = 0;
        for (DeploymentJob job : jobs) {
            loads += RunLoadCounter.countLoads(job, () -> ask("tasks/?scope=all"));
        }
        int walked = RunLoadCounter.countLoads(jobs.get(1), () -> walk(List.of(jobs.get(1))));
        System.out.printf(
                "Loads by the page of tasks: %d; by a walk through one job of %d: %d%n", loads, JOBS_OF_RUNS, walked);
        measure(
                "the list of tasks, as JSON over HTTP",
                200,
                i -> ask("tasks/board/list?scope=all&section=past&q=deploy-" + i));
        measure("the page of tasks, over HTTP", 50, i -> ask("tasks/?scope=all&q=deploy-" + i));
        measure("a walk through all runs, none of which is loaded", 3, i -> {
            jobs.forEach(job -> job.getLazyBuildMixIn()._getRuns().purgeCache());
            return walk(jobs);
        });
        measure("a walk through all runs, all of which are loaded", 20, i -> walk(jobs));
    }

    /** Gives a job as many runs as it should have, each with a beginning of its own. */
    private void copy(Path run, DeploymentJob job) throws Exception {
        String xml = Files.readString(run.resolve("build.xml"));
        int runs = RUNS / JOBS_OF_RUNS;
        for (int number = 1; number <= runs; number++) {
            Path copy = job.getBuildDir().toPath().resolve(String.valueOf(number));
            if (!Files.exists(copy)) {
                FileUtils.copyDirectory(run.toFile(), copy.toFile());
                long begun = System.currentTimeMillis() - 1_000L * random.nextInt(30_000_000);
                Files.writeString(
                        copy.resolve("build.xml"),
                        xml.replaceAll("<startTime>\\d+</startTime>", "<startTime>" + begun + "</startTime>")
                                .replaceAll("<timestamp>\\d+</timestamp>", "<timestamp>" + begun + "</timestamp>"));
            }
        }
        job.updateNextBuildNumber(runs + 1);
        job.doReload();
    }

    private String ask(String path) {
        try {
            return get(path, null, null).body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a view would show that asks the runs themselves: the newest fifty of a person, and how many ended how. */
    private static String walk(List<DeploymentJob> jobs) {
        Map<String, Integer> results = new HashMap<>();
        List<DeploymentRun> newest = jobs.stream()
                .flatMap(job -> job.getBuilds().stream())
                .filter(run -> run.getCause(Cause.UserIdCause.class) != null)
                .peek(run -> results.merge(String.valueOf(run.getResult()), 1, Integer::sum))
                .sorted(Comparator.comparing(DeploymentRun::getStartTimeInMillis)
                        .reversed())
                .limit(50)
                .toList();
        return newest + " " + results;
    }

    private static void measure(String what, int times, IntFunction<String> question) {
        long[] nanos = new long[times];
        int length = 0;
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            length += question.apply(i % JOBS_OF_RUNS).length();
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%s: median %.1f ms, p99 %.1f ms (%d times, %,d characters)%n",
                what,
                nanos[times / 2] / 1e6,
                nanos[times * 99 / 100] / 1e6,
                times,
                length);
    }
}
