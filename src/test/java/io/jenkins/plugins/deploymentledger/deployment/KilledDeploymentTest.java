package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller that is killed at random moments of runs on real agents: every machine comes to an end, and each installer ran exactly
 * once, or the machine is named as interrupted. {@code -Ddeployment.kills=20} kills it twenty times.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(KilledDeploymentTest.LIMIT_SECONDS)
class KilledDeploymentTest {

    /** For as many kills as anybody will ask for. */
    static final int LIMIT_SECONDS = 3_600;

    private static final int KILLS = Integer.getInteger("deployment.kills", 2);
    private static final List<String> MACHINES = List.of("m1", "m2", "m3");

    /** A run takes about as long as this when nothing kills it. */
    private static final int RUN_MILLIS = 5_000;

    @RegisterExtension
    private final RealJenkinsExtension jenkins =
            new RealJenkinsExtension().withPort(freePort()).withTimeout(LIMIT_SECONDS);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path directory;

    @Test
    void eachInstallerRanOnceOrIsNamed() throws Throwable {
        long seed = Long.getLong("deployment.seed", System.nanoTime());
        System.out.println("-Ddeployment.seed=" + seed);
        Random random = new Random(seed);
        jenkins.startJenkins();
        for (String machine : MACHINES) {
            agents.createAgent(
                    jenkins,
                    InboundAgentExtension.Options.newBuilder()
                            .name(machine)
                            .label("fleet")
                            .webSocket()
                            .build());
        }
        jenkins.runRemotely(KilledDeploymentTest::create, marks().toString());
        Map<Integer, Map<String, String>> ends = new TreeMap<>();
        int interrupted = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            jenkins.runRemotely(KilledDeploymentTest::begin, kill);
            CompletableFuture.runAsync(
                            jenkins::stopJenkinsForcibly,
                            CompletableFuture.delayedExecutor(random.nextInt(RUN_MILLIS), TimeUnit.MILLISECONDS))
                    .join();
            jenkins.startJenkins();
            Map<String, String> statuses = new TreeMap<>(jenkins.runRemotely(KilledDeploymentTest::statuses, kill));
            check(kill, statuses);
            ends.put(kill, statuses);
            interrupted += jenkins.runRemotely(KilledDeploymentTest::wasInterrupted, kill) ? 1 : 0;
        }
        // Once more, since an installer too many may have begun after its run was looked at.
        for (Map.Entry<Integer, Map<String, String>> end : ends.entrySet()) {
            check(end.getKey(), end.getValue());
        }
        assertTrue(interrupted > 0, "None of the kills met a run under way: the test has shown nothing");
        System.out.println("After " + KILLS + " kills, " + interrupted + " of them amid a run: "
                + ends.values().stream()
                        .flatMap(statuses -> statuses.values().stream())
                        .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting())));
    }

    private Path marks() {
        return directory.resolve("marks");
    }

    private void check(int run, Map<String, String> statuses) throws IOException {
        List<String> marks = Files.exists(marks()) ? Files.readAllLines(marks()) : List.of();
        List<Executable> checks = new ArrayList<>();
        checks.add(() -> assertEquals(MACHINES, List.copyOf(statuses.keySet()), "Every machine"));
        statuses.forEach((machine, name) -> {
            MachineStatus status = MachineStatus.valueOf(name);
            long times = marks.stream()
                    .filter(("deploy#" + run + " " + machine)::equals)
                    .count();
            String what = machine + " of run " + run + " is " + status + " after " + times + " installations";
            checks.add(() -> assertTrue(status.isFinal(), what));
            checks.add(() -> assertTrue(times <= 1, what));
            checks.add(() -> assertTrue(
                    status == MachineStatus.SUCCESS ? times == 1 : status == MachineStatus.INTERRUPTED, what));
        });
        assertAll(checks);
    }

    private static void create(JenkinsRule j, String marks) throws Throwable {
        DeploymentJob job = TestDeployments.create(
                "deploy",
                // First of all: one that is killed soon after it began has begun nevertheless.
                "echo $DEPLOYMENT_RUN $DEPLOYMENT_MACHINE >> '%s'; sleep 1.5".formatted(marks),
                new LabelTarget("fleet"));
        // One after the other, so that there are moments of all kinds.
        job.setConcurrency(1);
        job.save();
    }

    private static void begin(JenkinsRule j, int number) throws Throwable {
        DeploymentJob job = job();
        job.scheduleBuild2(0);
        Await.until("The run has begun", () -> {
            DeploymentRun run = job.getBuildByNumber(number);
            return run != null && run.getOrder() != null;
        });
    }

    /** How each machine ended, by name; waits for it. */
    private static HashMap<String, String> statuses(JenkinsRule j, int number) throws Throwable {
        DeploymentRun run = job().getBuildByNumber(number);
        assertNotNull(run);
        j.waitForCompletion(run);
        return run.snapshot().machines().stream()
                .collect(Collectors.toMap(
                        MachineProgress::machine,
                        machine -> machine.status().name(),
                        (one, other) -> one,
                        HashMap::new));
    }

    private static boolean wasInterrupted(JenkinsRule j, int number) throws Throwable {
        return JenkinsRule.getLog(job().getBuildByNumber(number)).contains(Messages.DeploymentRun_resumed());
    }

    private static DeploymentJob job() {
        DeploymentJob job = Jenkins.get().getItemByFullName("deploy", DeploymentJob.class);
        assertNotNull(job);
        return job;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
