package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.Result;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.deployment.payload.ContentStore;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.StoredBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.UploadedBinary;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A real Debian package goes to five real agents; three of them fail, each in another stage. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class DeploymentEndToEndTest {

    private static final String INSTALL = """
            echo "Installing $DEPLOYMENT_PACKAGE $DEPLOYMENT_VERSION"
            dpkg-deb -x "$DEPLOYMENT_BINARY" "$DEPLOYMENT_AGENT_ROOT/installed"
            sh "$DEPLOYMENT_AGENT_ROOT/installed/opt/tools/bin/tools"
            if [ "$DEPLOYMENT_MACHINE" = delta ]; then echo "no licence left" >&2; exit 9; fi
            """;

    @TempDir
    private Path directory;

    @Test
    void everyMachineEndsInItsOwnWay(JenkinsRule j) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "Needs dpkg-deb");
        try (RealAgents agents =
                RealAgents.start(j.getURL().toString(), directory, "fleet", "alpha", "beta", "gamma", "delta")) {
            agents.start("epsilon", "fleet", Map.of("PATH", deadlyPath() + ":" + System.getenv("PATH")));
            // Where the cache should be, gamma has a file.
            Files.writeString(agents.root("gamma").resolve("deployment-ledger"), "in the way");
            DeploymentJob job = j.createProject(DeploymentJob.class, "deploy");
            job.setDeploymentPackage(new DeploymentPackage(
                    "tools", "1.4.2", debianPackage(), List.of(new InstallCommand("linux", INSTALL))));
            job.setDeploymentTarget(new LabelTarget("fleet"));
            job.setReconnectMinutes(0);

            DeploymentRun run = job.scheduleBuild2(0).get();

            j.assertBuildStatus(Result.UNSTABLE, run);
            Map<String, MachineProgress> machines = run.snapshot().machines().stream()
                    .collect(Collectors.toMap(MachineProgress::machine, machine -> machine));
            assertEquals(MachineStatus.SUCCESS, machines.get("alpha").status());
            assertEquals(MachineStatus.SUCCESS, machines.get("beta").status());
            assertEquals(
                    StatusGroup.ERROR,
                    machines.get("gamma").status().group(),
                    machines.get("gamma").toString());
            assertEquals(MachineStatus.INSTALL_FAILED, machines.get("delta").status());
            assertEquals(FailureCause.EXIT_CODE, machines.get("delta").cause());
            assertEquals(
                    MachineStatus.SUCCESS_INVENTORY_FAILED,
                    machines.get("epsilon").status());
            assertTheSoftwareIsWhereItBelongs(agents);
            assertTheInventoryIsKept(run);
            assertTheJournalSaysSo(run);
            assertTheLogsSaySo(j, run);
            assertThePagesSaySo(j, run);
            assertTheJsonSaysSo(j, run);
        }
    }

    private static void assertTheSoftwareIsWhereItBelongs(RealAgents agents) {
        for (String machine : List.of("alpha", "beta", "delta", "epsilon")) {
            assertTrue(
                    Files.exists(agents.root(machine).resolve("installed/opt/tools/bin/tools")),
                    "Installed on " + machine);
        }
        assertFalse(Files.exists(agents.root("gamma").resolve("installed")), "Not installed on gamma");
    }

    private static void assertTheInventoryIsKept(DeploymentRun run) {
        MachineDeployment alpha = run.getMachine("alpha");
        assertNotNull(alpha);
        Inventory inventory = alpha.getInventory();
        assertNotNull(inventory);
        assertTrue(inventory.memoryBytes() > 0, "Memory");
        assertTrue(inventory.software().stream().anyMatch(item -> item.name().equals("dpkg")), "dpkg is installed");
    }

    private static void assertTheJournalSaysSo(DeploymentRun run) throws IOException {
        List<String> journal = Files.readAllLines(run.getRootDir().toPath().resolve("journal.jsonl"));
        assertTrue(journal.get(0).contains("\"opened\""), journal.get(0));
        assertTrue(
                journal.stream()
                        .anyMatch(line -> line.contains("\"finished\"")
                                && line.contains("\"delta\"")
                                && line.contains("\"exitCode\":9")),
                "The journal holds delta's exit code");
        String build = Files.readString(run.getRootDir().toPath().resolve("build.xml"));
        assertFalse(build.contains("gamma"), "build.xml names no machine");
        assertTrue(build.contains("<string>INSTALL_FAILED</string>"), build);
    }

    private static void assertTheLogsSaySo(JenkinsRule j, DeploymentRun run) throws Exception {
        j.assertLogContains("success: 2 machines", run);
        j.assertLogContains("installation failed: 1 machine", run);
        String log = j.createWebClient()
                .goTo(run.getUrl() + "machine/delta/log", "text/plain")
                .getWebResponse()
                .getContentAsString();
        assertTrue(log.contains("Hello from the tools"), log);
        assertTrue(log.contains("no licence left"), log);
    }

    private static void assertThePagesSaySo(JenkinsRule j, DeploymentRun run) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        String page = client.getPage(run).asNormalizedText();
        for (String expected : List.of(
                "Installed on some machines", "alpha", "exit 9", "installation failed", "success, inventory failed")) {
            assertTrue(page.contains(expected), () -> expected + " in: " + page);
        }
        HtmlPage errors = client.getPage(run, "?group=ERROR");
        assertTrue(errors.asNormalizedText().contains("gamma"), "The filter shows gamma");
        assertEquals(2, errors.getByXPath("//tr[starts-with(@id,'machine-')]").size());
        String delta = client.getPage(run, "machine/delta/").asNormalizedText();
        assertTrue(delta.contains("no licence left"), delta);
        assertTrue(delta.contains("Debian") || delta.contains("Linux"), delta);
        String jobPage = client.getPage(run.getParent()).asNormalizedText();
        assertTrue(jobPage.contains("3 success") && jobPage.contains("2 error"), jobPage);
    }

    private static void assertTheJsonSaysSo(JenkinsRule j, DeploymentRun run) throws Exception {
        JSONObject json =
                j.getJSON(run.getUrl() + "machines/?status=INSTALL_FAILED").getJSONObject();
        assertEquals(1, json.getInt("total"));
        JSONObject delta = json.getJSONArray("machines").getJSONObject(0);
        assertEquals("delta", delta.getString("machine"));
        assertEquals(9, delta.getJSONObject("stages").getJSONObject("EXECUTE").getInt("exitCode"));
        JenkinsRule.WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        String refused = client.goTo(run.getUrl() + "machines/?status=LUCKY", "application/json")
                .getWebResponse()
                .getContentAsString();
        assertTrue(refused.contains("\\\"status\\\""), refused);
    }

    private UploadedBinary debianPackage() throws Exception {
        Path root = Files.createDirectories(directory.resolve("tools"));
        Path program = root.resolve("opt/tools/bin/tools");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\necho Hello from the tools\n");
        Path control = Files.createDirectories(root.resolve("DEBIAN")).resolve("control");
        Files.writeString(control, """
                Package: tools
                Version: 1.4.2
                Architecture: all
                Maintainer: Nobody <nobody@example.com>
                Description: A package for tests
                """);
        Path file = directory.resolve("tools_1.4.2_all.deb");
        Process build = new ProcessBuilder(
                        "dpkg-deb", "--build", "--root-owner-group", root.toString(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("dpkg-deb.log").toFile())
                .start();
        assertEquals(0, build.waitFor(), () -> "dpkg-deb, see " + directory);
        try (InputStream content = Files.newInputStream(file)) {
            StoredBinary stored =
                    ContentStore.get().put(content, file.getFileName().toString());
            return new UploadedBinary(stored.sha256(), stored.fileName());
        }
    }

    /** A directory with a {@code dpkg-query} that kills the agent which calls it. */
    private Path deadlyPath() throws IOException {
        Path path = Files.createDirectories(directory.resolve("deadly"));
        Path query = path.resolve("dpkg-query");
        Files.writeString(query, "#!/bin/sh\nkill -9 $PPID\n");
        Files.setPosixFilePermissions(query, PosixFilePermissions.fromString("rwxr-xr-x"));
        return path;
    }
}
