package io.jenkins.plugins.deploymentledger.deployment;

import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.Journal;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutEvent;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.KeptViews;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import jenkins.benchmark.jmh.JmhBenchmark;
import jenkins.benchmark.jmh.JmhBenchmarkState;
import jenkins.model.JenkinsLocationConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** How long the server takes for the pages of a run with many machines, its analysis among them, over HTTP on the same machine. */
@JmhBenchmark
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
public class PageBenchmark {

    /** The run's page, with the first page of the table. */
    @Benchmark
    public String page(Run run) throws Exception {
        return run.get("");
    }

    /** The machines that failed, from the filter above the table. */
    @Benchmark
    public String filtered(Run run) throws Exception {
        return run.get("?group=ERROR");
    }

    /** The machines of one problem, with what their logs have in common. */
    @Benchmark
    public String problem(Run run) throws Exception {
        return run.get(run.problem);
    }

    /** The JSON behind the page. */
    @Benchmark
    public String json(Run run) throws Exception {
        return run.get("machines/?limit=100");
    }

    /** A Jenkins with one run that has ended. */
    public static class Run extends JmhBenchmarkState {

        /** How many machines the run has. */
        @Param({"1000", "10000"})
        public int machines;

        private final HttpClient client = HttpClient.newHttpClient();
        private String url;
        private String problem;

        @Override
        public void setup() throws Exception {
            KeptViews.keep();
            List<String> names =
                    IntStream.range(0, machines).mapToObj(i -> "machine-" + i).toList();
            // None of them exists, so that the run ends at once; what it is said to have done is written afterwards.
            DeploymentJob job =
                    TestDeployments.create("deploy", "true", new MachineListTarget(String.join("\n", names)));
            DeploymentRun run = job.scheduleBuild2(0).get(15, TimeUnit.MINUTES);
            Path journal = RunFiles.of(run).journal();
            Files.delete(journal);
            write(journal, names);
            Files.createDirectories(RunFiles.of(run).machines());
            // Those of the first that failed: more logs are not looked at.
            for (int i = 9; i < 400; i += 10) {
                Files.writeString(
                        RunFiles.of(run).log(i),
                        ("unpacking into /opt/tools/" + i + " on machine-" + i + "\n").repeat(500));
            }
            url = JenkinsLocationConfiguration.get().getUrl() + run.getUrl();
            long begun = System.nanoTime();
            String page = get("");
            System.out.println("The first page, with the journal read and all templates compiled, took "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms");
            Matcher link = Pattern.compile("\\?signature=[0-9a-f]{8}").matcher(page);
            if (link.find()) {
                problem = link.group();
            }
            if (!page.contains("machine-99") || !get("?group=ERROR").contains("exit code 9")) {
                throw new IllegalStateException(page);
            }
        }

        private static void write(Path file, List<String> names) throws Exception {
            try (Journal journal = Journal.open(file, Runnable::run)) {
                Instant now = Instant.now();
                journal.append(new RolloutEvent.Opened(now, names, 50));
                for (int i = 0; i < names.size(); i++) {
                    String name = names.get(i);
                    stage(journal, now, name, Stage.SEND, StageReport.sent("Sent.", 268_435_456L, false));
                    stage(
                            journal,
                            now,
                            name,
                            Stage.EXECUTE,
                            i % 10 == 9
                                    ? StageReport.failed(
                                            9,
                                            "The install command on " + name + " ended with exit code 9 after " + i
                                                    + " s, see /var/log/install/" + name + ".log.")
                                    : StageReport.executed("The install command ended with exit code 0.", 0));
                    stage(journal, now, name, Stage.INVENTORY, StageReport.inventoried("Taken.", i % 7));
                }
            }
        }

        private static void stage(Journal journal, Instant now, String name, Stage stage, StageReport report) {
            journal.append(new RolloutEvent.StageStarted(now, name, stage));
            journal.append(new RolloutEvent.ActionTaken(now, name, stage, "A step of the stage."));
            journal.append(new RolloutEvent.StageFinished(now.plusSeconds(3), name, stage, report));
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
