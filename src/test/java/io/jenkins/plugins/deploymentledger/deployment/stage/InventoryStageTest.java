package io.jenkins.plugins.deploymentledger.deployment.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryDifference;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.core.rollout.StageReport;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryFiles;
import io.jenkins.plugins.deploymentledger.machine.inventory.InventoryStore;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Inventories of real agents: what is true, what cannot be read, and what changed. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class InventoryStageTest {

    @TempDir
    private static Path directory;

    private static JenkinsRule jenkins;
    private static RealAgents agents;

    @BeforeAll
    static void begin(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agents = RealAgents.start(rule.getURL().toString(), directory, "fleet", "m1");
    }

    @AfterAll
    static void end() throws Exception {
        agents.close();
        jenkins.after();
    }

    @Test
    void whatTheMachineShowsDecides() throws Exception {
        Path file = Files.writeString(directory.resolve("installed"), "");
        List<Row> table = List.of(
                installed(new Detection("no such software", "", "", ""), "\"no such software\""),
                installed(new Detection("dpkg", "999", "", ""), "the package asks for 999"),
                installed(new Detection("", "", file + ".gone", ""), "no file"),
                installed(new Detection("dpkg", "", "", "exit 3"), "detection command"),
                installed(new Detection("dpkg", "1.0", file.toString(), "test -f '" + file + "'"), null),
                gone(new Detection("dpkg", "999", "", ""), "has \"dpkg\""),
                gone(new Detection("", "", file.toString(), ""), "has the file"),
                gone(new Detection("", "", "", "exit 0"), "exit code 0"),
                gone(new Detection("no such software", "", file + ".gone", "exit 3"), null));
        assumeTrue(Files.exists(Path.of("/usr/bin/dpkg-query")), "A machine with Debian's packages");
        for (Row row : table) {
            try (StageRig rig =
                    new StageRig(directory, "m1").withPolarity(row.polarity).withDetection(row.rule)) {
                StageReport report = rig.run(Stage.INVENTORY);

                assertEquals(row.expected(), report.cause(), report.message());
                assertTrue(row.message == null || report.message().contains(row.message), report.message());
            }
        }
    }

    /** What is asked of a machine, and what it says; no message where it agrees. */
    private record Row(Polarity polarity, Detection rule, String message) {

        FailureCause expected() {
            if (message == null) {
                return null;
            }
            return polarity == Polarity.INSTALL ? FailureCause.NOT_DETECTED : FailureCause.STILL_DETECTED;
        }
    }

    private static Row installed(Detection rule, String message) {
        return new Row(Polarity.INSTALL, rule, message);
    }

    private static Row gone(Detection rule, String message) {
        return new Row(Polarity.UNINSTALL, rule, message);
    }

    @Test
    void theFactsAreThoseOfTheMachine() throws Exception {
        Instant before = Instant.now();
        try (StageRig rig = new StageRig(directory, "m1")) {
            StageReport report = rig.run(Stage.INVENTORY);

            assertNull(report.cause(), report.toString());
            Inventory inventory = InventoryFiles.readInventory(rig.kept(".inventory.json"));
            assertEquals(Runtime.getRuntime().availableProcessors(), inventory.logicalProcessors());
            assertEquals(System.getProperty("os.arch"), inventory.architecture());
            assertEquals(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(), inventory.hostname());
            assertTrue(
                    Files.readString(Path.of("/etc/os-release"))
                            .contains(inventory.os().split(" ")[0]),
                    inventory.os());
            long memory = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemTotal:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
            assertEquals(memory, inventory.memoryBytes());
            assertNotNull(inventory.bootTime());
            assertTrue(
                    inventory.bootTime().isBefore(before), inventory.bootTime().toString());
            assertTrue(
                    inventory.disks().stream().anyMatch(disk -> disk.mount().equals("/") && disk.totalBytes() > 0),
                    inventory.disks().toString());
            assertFalse(inventory.takenAt().isBefore(before), "By the controller's clock");
            assertEquals(inventory, InventoryStore.get().latest("m1").orElseThrow());
        }
    }

    @Test
    void thePackagesAreThoseOfTheSystem() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-query")), "Needs dpkg");
        Process query = new ProcessBuilder("dpkg-query", "-W", "-f", "${Version}", "dpkg").start();
        String version = new String(query.getInputStream().readAllBytes()).strip();
        try (StageRig rig = new StageRig(directory, "m1")) {
            rig.run(Stage.INVENTORY);
            Inventory inventory = InventoryFiles.readInventory(rig.kept(".inventory.json"));
            assertTrue(
                    inventory.software().contains(new Software("dpkg", version, "dpkg")),
                    () -> version + " in " + inventory.software());
        }
    }

    @Test
    void theDifferenceIsThatToTheInventoryBefore() throws Exception {
        Path list = startWithPackages("changing", "cat \"$LIST\"");
        Files.writeString(list, "ii \talpha\t1.0\nii \tbeta\t2.0\nrc \tgone\t1.0\n");
        try (StageRig first = new StageRig(directory, "changing");
                StageRig second = new StageRig(directory, "changing");
                StageRig third = new StageRig(directory, "changing")) {
            assertTrue(first.run(Stage.INVENTORY).message().contains("first inventory"));
            assertTrue(InventoryFiles.readDifference(first.kept(".inventory-diff.json"))
                    .first());

            Files.writeString(list, "ii \talpha\t1.1\nii \tgamma\t3.0\nii \tbeta\t2.0\n");
            StageReport changed = second.run(Stage.INVENTORY);
            InventoryDifference difference = InventoryFiles.readDifference(second.kept(".inventory-diff.json"));

            assertEquals(
                    List.of(new Software("alpha", "1.1", "dpkg"), new Software("gamma", "3.0", "dpkg")),
                    difference.added());
            assertEquals(List.of(new Software("alpha", "1.0", "dpkg")), difference.removed());
            assertEquals(3, changed.changes());
            assertEquals(0, third.run(Stage.INVENTORY).changes());
        }
    }

    @Test
    void aPackageListThatCannotBeReadIsToldAndTheRestIsKept() throws Exception {
        startWithPackages("unreadable", "echo broken >&2\nexit 2");
        TestControl control = new TestControl();
        try (StageRig rig = new StageRig(directory, "unreadable")) {
            StageReport report = rig.run(Stage.INVENTORY, control);

            assertNull(report.cause(), report.toString());
            assertTrue(
                    control.hasActed("Not everything could be read: dpkg: dpkg-query ended with exit code 2"),
                    control.actions().toString());
            Inventory inventory = InventoryFiles.readInventory(rig.kept(".inventory.json"));
            assertEquals(List.of(), inventory.software());
            assertTrue(inventory.memoryBytes() > 0, "Memory");
        }
    }

    @Test
    void aDamagedInventoryIsPutAsideAndTheNextIsTheFirst() throws Exception {
        Path list = startWithPackages("damaged", "cat \"$LIST\"");
        Files.writeString(list, "ii \talpha\t1.0\n");
        try (StageRig first = new StageRig(directory, "damaged");
                StageRig second = new StageRig(directory, "damaged")) {
            first.run(Stage.INVENTORY);
            Path inventories = jenkins.jenkins.getRootDir().toPath().resolve("deployment-ledger/inventories");
            Files.writeString(inventories.resolve("damaged.json"), "{\"takenAt\":");

            StageReport report = second.run(Stage.INVENTORY);

            assertNull(report.cause(), report.toString());
            assertTrue(report.message().contains("first inventory"), report.message());
            try (Stream<Path> files = Files.list(inventories)) {
                assertTrue(
                        files.anyMatch(file -> file.getFileName().toString().startsWith("damaged.json.damaged")),
                        "The damaged one is kept");
            }
        }
    }

    @Test
    void anAgentLostDuringTheInventoryIsAskedAgain() throws Exception {
        Path list = startWithPackages(
                "lost", "touch \"$LIST.asked\"; while [ ! -s \"$LIST\" ]; do sleep 0.1; done; cat \"$LIST\"");
        TestControl control = new TestControl();
        try (StageRig rig = new StageRig(directory, "lost")) {
            CompletableFuture<StageReport> taking = rig.begin(Stage.INVENTORY, control);
            Await.until("The packages are asked for", () -> Files.exists(Path.of(list + ".asked")));
            agents.kill("lost");
            Await.until("The loss is noticed", () -> control.hasActed("was lost"));
            Files.writeString(list, "ii \talpha\t1.0\n");
            agents.restart("lost");
            StageReport report = StageRig.end(taking);
            assertNull(report.cause(), report.toString());
            assertEquals(
                    List.of(new Software("alpha", "1.0", "dpkg")),
                    InventoryFiles.readInventory(rig.kept(".inventory.json")).software());
        }
    }

    @Test
    void anAbortDoesNotWaitForTheInventory() throws Exception {
        Path list = startWithPackages("slow", "touch \"$LIST.asked\"; sleep 50");
        TestControl control = new TestControl();
        try (StageRig rig = new StageRig(directory, "slow")) {
            CompletableFuture<StageReport> taking = rig.begin(Stage.INVENTORY, control);
            Await.until("The packages are asked for", () -> Files.exists(Path.of(list + ".asked")));
            long begun = System.nanoTime();
            control.abort();
            assertEquals(FailureCause.ABORTED, StageRig.end(taking).cause());
            assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 20, "At once");
        }
    }

    /** Starts an agent that finds another {@code dpkg-query}, which may read the file in {@code $LIST}; returns that file. */
    private static Path startWithPackages(String name, String query) throws Exception {
        assumeTrue(Files.exists(Path.of("/var/lib/dpkg")), "Needs a Debian system");
        Path tools = Files.createDirectories(directory.resolve(name + ".tools"));
        Path tool = tools.resolve("dpkg-query");
        Files.writeString(tool, "#!/bin/sh\n" + query + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path list = directory.resolve(name + ".list");
        agents.start(name, "fleet", Map.of("PATH", tools + ":" + System.getenv("PATH"), "LIST", list.toString()));
        return list;
    }
}
