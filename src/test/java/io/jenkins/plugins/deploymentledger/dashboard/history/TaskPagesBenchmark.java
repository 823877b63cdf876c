package io.jenkins.plugins.deploymentledger.dashboard.history;

import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.core.history.TaskTally;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.KeptViews;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import jenkins.benchmark.jmh.JmhBenchmark;
import jenkins.benchmark.jmh.JmhBenchmarkState;
import jenkins.model.JenkinsLocationConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** How long the server takes for the pages of 100,000 tasks of 1,000 machines each, over HTTP on the same machine. */
@JmhBenchmark
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
public class TaskPagesBenchmark {

    private static final int JOBS = 100;
    private static final int RUNS = 1_000;

    /** The page of everybody's tasks. */
    @Benchmark
    public String page(Tasks tasks) throws Exception {
        return tasks.get("?scope=all");
    }

    /** What an open page fetches again and again. */
    @Benchmark
    public String refresh(Tasks tasks) throws Exception {
        return tasks.get("board/live?scope=all");
    }

    /** A filter that finds few. */
    @Benchmark
    public String filtered(Tasks tasks) throws Exception {
        return tasks.get("board/live?scope=all&q=deploy-77&status=partial&sort=duration");
    }

    /** The JSON. */
    @Benchmark
    public String json(Tasks tasks) throws Exception {
        return tasks.get("board/list?scope=all&section=past");
    }

    /** A Jenkins whose index has many tasks. */
    public static class Tasks extends JmhBenchmarkState {

        private final HttpClient client = HttpClient.newHttpClient();
        private String url;

        @Override
        public void setup() throws Exception {
            KeptViews.keep();
            Random random = new Random(1);
            List<Task> tasks = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                DeploymentJob job = TestDeployments.create("deploy-" + i, "true", new MachineListTarget("gone"));
                for (int number = 1; number <= RUNS; number++) {
                    tasks.add(task(job.getFullName(), number, random));
                }
            }
            TaskHistory.get().index().orElseThrow().takeIn(tasks);
            url = JenkinsLocationConfiguration.get().getUrl() + "tasks/";
            if (!get("?scope=all").contains("deploy-")) {
                throw new IllegalStateException("The page shows no task");
            }
        }

        private static Task task(String job, int number, Random random) {
            int failed = random.nextInt(4) == 0 ? random.nextInt(300) : 0;
            long started = System.currentTimeMillis() - 1_000L * random.nextInt(30_000_000);
            return new Task(
                    job,
                    number,
                    new UUID(random.nextLong(), random.nextLong()),
                    "package-" + random.nextInt(100),
                    "1." + random.nextInt(50),
                    "group racks",
                    "racks",
                    "user" + random.nextInt(50),
                    "User Number " + random.nextInt(50),
                    TaskOrigin.SCHEDULE,
                    List.of("team-" + random.nextInt(7)),
                    new TaskTally(0, 1_000 - failed, failed, 0, 0, 0, 0),
                    failed == 0 ? TaskStatus.SUCCESS : TaskStatus.PARTIAL,
                    started,
                    started + 60_000 + random.nextInt(600_000));
        }

        String get(String path) throws Exception {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(response.statusCode() + " of " + url + path);
            }
            return response.body();
        }
    }
}
