package io.jenkins.plugins.deploymentledger.dashboard.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Items;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.history.MachineVisit;
import io.jenkins.plugins.deploymentledger.core.history.Task;
import io.jenkins.plugins.deploymentledger.core.history.TaskOrigin;
import io.jenkins.plugins.deploymentledger.core.history.TaskStatus;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The index against the runs on disk, through all that can happen to either. */
class TaskHistoryTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void afterAnyHistoryTheIndexIsWhatTheDiskSays() throws Throwable {
        sessions.then(j -> {
            Random random = new Random(7);
            Folder folder = j.jenkins.createProject(Folder.class, "folder");
            List<DeploymentJob> jobs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                jobs.add(TestDeployments.create("job " + i, "exit 0", new MachineListTarget("gone")));
            }
            for (int i = 0; i < 30; i++) {
                DeploymentJob job = jobs.get(random.nextInt(jobs.size()));
                switch (random.nextInt(8)) {
                    case 0 -> job.renameTo("renamed " + i);
                    case 6 -> Items.move(job, job.getParent() == folder ? j.jenkins : folder);
                    case 7 -> folder.renameTo("folder " + i);
                    case 1 -> {
                        if (job.getLastBuild() != null) {
                            job.getLastBuild().delete();
                        }
                    }
                    case 2 -> {
                        if (jobs.size() > 2) {
                            jobs.remove(job);
                            job.delete();
                        }
                    }
                    default -> job.scheduleBuild2(0).get();
                }
            }
            assertIndexIsTruth();
            assertTrue(!truth().isEmpty());
        });
        sessions.then(j -> {
            Await.until("compared", TaskHistoryTest::isCompared);
            assertIndexIsTruth();
        });
        // As a crash leaves it, or a full disk: only a part of what was told has been written.
        Path file = sessions.getHome().toPath().resolve("deployment-ledger/tasks");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 3));
        sessions.then(j -> {
            Await.until("compared", TaskHistoryTest::isCompared);
            assertIndexIsTruth();
            assertMachinesAreTruth();
        });
        delete(sessions.getHome().toPath().resolve("deployment-ledger/machine-visits"));
        delete(sessions.getHome().toPath().resolve("deployment-ledger/package-times"));
        sessions.then(j -> {
            Await.until("compared", TaskHistoryTest::isCompared);
            assertIndexIsTruth();
            assertMachinesAreTruth();
            assertFalse(PackageTimes.get().isNew());
        });
    }

    /** The machine has seen every task that there is; those that were deleted are no task's any more. */
    private static void assertMachinesAreTruth() throws IOException {
        Set<UUID> seen = MachineVisits.get().of("gone", 1_000).stream()
                .map(MachineVisit::task)
                .collect(Collectors.toSet());
        Set<UUID> tasks = index().stream().map(Task::id).collect(Collectors.toSet());
        seen.retainAll(tasks);
        assertEquals(tasks, seen);
    }

    @Test
    void whatHappenedToTheFilesWhileJenkinsWasDownIsNoticed() throws Throwable {
        sessions.then(j -> {
            DeploymentJob kept = TestDeployments.create("kept", "exit 0", new MachineListTarget("gone"));
            DeploymentJob removed = TestDeployments.create("removed", "exit 0", new MachineListTarget("gone"));
            for (int i = 0; i < 4; i++) {
                kept.scheduleBuild2(0).get();
                removed.scheduleBuild2(0).get();
            }
        });
        Path home = sessions.getHome().toPath();
        delete(home.resolve("jobs/removed"));
        delete(home.resolve("jobs/kept/builds/2"));
        Files.write(home.resolve("deployment-ledger/tasks"), new byte[] {'x'}, StandardOpenOption.APPEND);
        sessions.then(j -> {
            Await.until("compared", TaskHistoryTest::isCompared);
            assertIndexIsTruth();
            assertEquals(List.of(1, 3, 4), index().stream().map(Task::number).toList());
        });
    }

    @Test
    void aDamagedIndexIsMadeAgainFromTheRuns() throws Throwable {
        List<Task> before = new ArrayList<>();
        sessions.then(j -> {
            DeploymentJob job = TestDeployments.create("deploy", "exit 0", new MachineListTarget("gone\naway"));
            for (int i = 0; i < 3; i++) {
                job.scheduleBuild2(0).get();
            }
            before.addAll(index());
            assertEquals(3, before.size());
            assertEquals(TaskStatus.FAILURE, before.get(0).status());
            assertEquals(2, before.get(0).tally().unreachable());
            assertEquals(TaskOrigin.OTHER, before.get(0).origin());
        });
        Path file = sessions.getHome().toPath().resolve("deployment-ledger/tasks");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        sessions.then(j -> {
            Await.until("compared", TaskHistoryTest::isCompared);
            assertEquals(before, index());
        });
    }

    @Test
    void aRunThatCannotBeReadIsNamedAndTheOthersAreThere() throws Throwable {
        sessions.then(j -> {
            DeploymentJob job = TestDeployments.create("deploy", "exit 0", new MachineListTarget("gone"));
            for (int i = 0; i < 5; i++) {
                job.scheduleBuild2(0).get();
            }
        });
        Path home = sessions.getHome().toPath();
        Path runs = home.resolve("jobs/deploy/builds");
        byte[] torn = Files.readAllBytes(runs.resolve("2/build.xml"));
        Files.write(runs.resolve("2/build.xml"), Arrays.copyOf(torn, torn.length / 2));
        edit(runs.resolve("3/build.xml"), "(?s)<deploymentPackage.*</deploymentPackage>", "");
        edit(runs.resolve("4/build.xml"), "<string>MACHINE_GONE</string>", "<string>OF_A_LATER_VERSION</string>");
        for (boolean known : List.of(true, false)) {
            if (!known) {
                Files.delete(home.resolve("deployment-ledger/tasks"));
            }
            sessions.then(j -> {
                Await.until("compared", TaskHistoryTest::isCompared);
                assertEquals(
                        known ? List.of(1, 2, 3, 4, 5) : List.of(1, 5),
                        index().stream().map(Task::number).toList());
                JenkinsRule.WebClient client = j.createWebClient().withJavaScriptEnabled(false);
                String page = client.goTo("tasks/?scope=all").asNormalizedText();
                assertThat(page, containsString("deploy #5"));
                for (String name : List.of("deploy #2", "deploy #3", "deploy #4")) {
                    assertThat(page, containsString(name));
                }
                assertEquals(!known, page.contains("3 runs cannot be read"));

                j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
                j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.READ)
                        .everywhere()
                        .toEveryone());
                assertThat(client.login("eve").goTo("tasks/?scope=all").asNormalizedText(), not(containsString("#2")));
                j.jenkins.setAuthorizationStrategy(new AuthorizationStrategy.Unsecured());
                j.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
            });
        }
    }

    private static void edit(Path file, String pattern, String replacement) throws IOException {
        String before = Files.readString(file);
        String after = before.replaceFirst(pattern, replacement);
        assertNotEquals(before, after, file.toString());
        Files.writeString(file, after);
    }

    @Test
    void aRunThatARestartInterruptedIsRunningUntilItHasEnded() throws Throwable {
        sessions.then(j -> {
            Slave agent = j.createSlave("m1", "m", null);
            j.waitOnline(agent);
            DeploymentJob job = TestDeployments.create("long", "sleep 600", new MachineListTarget("m1"));
            DeploymentRun run = job.scheduleBuild2(0).waitForStart();
            Await.until("it installs", () -> run.getCounts().of(MachineStatus.INSTALLING) == 1);
            assertEquals(1, index().size());
            assertEquals(TaskStatus.RUNNING, index().get(0).status());
        });
        sessions.then(j -> {
            Await.until("compared", TaskHistoryTest::isCompared);
            DeploymentRun run =
                    j.jenkins.getItemByFullName("long", DeploymentJob.class).getLastBuild();
            assertTrue(run.isBuilding());
            assertEquals(TaskStatus.RUNNING, index().get(0).status());
            j.waitOnline((Slave) j.jenkins.getNode("m1"));
            run.doAbort();
            Await.until("it has ended", () -> index().get(0).status() == TaskStatus.STOPPED);
            assertEquals(Result.ABORTED, run.getResult());
        });
    }

    private static boolean isCompared() {
        HistoryCheck check = TaskHistory.get().check();
        return check != HistoryCheck.NONE && check.hasEnded();
    }

    private static void assertIndexIsTruth() {
        assertEquals(truth(), index());
    }

    private static List<Task> index() {
        return TaskHistory.get().table().tasks();
    }

    private static List<Task> truth() {
        List<Task> tasks = new ArrayList<>();
        for (DeploymentJob job : Jenkins.get().allItems(DeploymentJob.class)) {
            job.getBuilds().forEach(run -> tasks.add(TaskFacts.of(run)));
        }
        tasks.sort(Comparator.comparing(Task::startedMillis)
                .thenComparing(Task::job)
                .thenComparing(Task::number));
        return tasks;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
