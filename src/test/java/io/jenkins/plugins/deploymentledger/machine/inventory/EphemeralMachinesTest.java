package io.jenkins.plugins.deploymentledger.machine.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.Node;
import hudson.model.Slave;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.DumbSlave;
import hudson.slaves.EphemeralNode;
import hudson.slaves.JNLPLauncher;
import io.jenkins.plugins.deploymentledger.core.fleet.Inventory;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.fleet.Software;
import io.jenkins.plugins.deploymentledger.dashboard.history.MachineVisits;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is kept of agents that a cloud makes and removes. */
@WithJenkins
class EphemeralMachinesTest {

    private JenkinsRule j;

    @BeforeEach
    void begin(JenkinsRule rule) {
        j = rule;
    }

    @Test
    void whatIsGoneForAMonthIsForgotten() throws Exception {
        Instant now = Instant.now();
        for (Node node : List.of(
                new Ephemeral("gone-1"),
                new Ephemeral("there-1"),
                new DumbSlave("deleted-1", "/nowhere", new JNLPLauncher()))) {
            j.jenkins.addNode(node);
            inventory(node.getNodeName(), "1");
            inventory(node.getNodeName(), "2");
        }
        DeploymentJob job =
                TestDeployments.create("deploy", "exit 0", new MachineListTarget("gone-1\nthere-1\ndeleted-1"));
        DeploymentRun run = job.scheduleBuild2(0).get();
        assertEquals(3, run.getCounts().of(MachineStatus.OFFLINE), "None of them ever connects");
        Await.until(
                "It is kept that they were deployed to",
                () -> MachineVisits.get().of("gone-1", 9).size() == 1);
        assertEquals(3, filesOf("gone-1").size());
        j.jenkins.removeNode(j.jenkins.getNode("gone-1"));
        j.jenkins.removeNode(j.jenkins.getNode("deleted-1"));

        sweep(now.plus(Duration.ofDays(29)));
        assertEquals(3, filesOf("gone-1").size(), "Not yet");
        sweep(now.plus(Duration.ofDays(31)));

        assertEquals(List.of(), filesOf("gone-1"));
        assertTrue(InventoryStore.get().latest("gone-1").isEmpty());
        assertEquals(List.of(), MachineVisits.get().of("gone-1", 9));
        assertEquals(3, filesOf("there-1").size(), "It is there");
        assertEquals(3, filesOf("deleted-1").size(), "What is known of a machine that somebody deleted stays");

        j.jenkins.removeNode(j.jenkins.getNode("there-1"));
        sweep(now.plus(Duration.ofDays(60)));
        assertEquals(3, filesOf("there-1").size(), "The month begins when it is gone");
        sweep(now.plus(Duration.ofDays(62)));
        assertEquals(List.of(), filesOf("there-1"));
    }

    private static void sweep(Instant at) throws Exception {
        ExtensionList.lookupSingleton(EphemeralMachines.class).sweep(at);
    }

    private static void inventory(String machine, String version) throws Exception {
        List<Software> software = List.of(new Software("tools", version, "deb"));
        InventoryStore.get()
                .store(
                        machine,
                        new Inventory(
                                Instant.now(), machine, "Debian", "", "amd64", "", 1, 1, null, List.of(), software));
    }

    /** Inventory, changes and visits. */
    private List<Path> filesOf(String machine) throws Exception {
        try (Stream<Path> files = Files.walk(j.jenkins.getRootDir().toPath().resolve("deployment-ledger"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(machine + ".json"))
                    .toList();
        }
    }

    /** An agent that no restart outlives. */
    private static final class Ephemeral extends Slave implements EphemeralNode {

        private static final long serialVersionUID = 1;

        Ephemeral(String name) throws Exception {
            super(name, "/nowhere", (ComputerLauncher) new JNLPLauncher());
        }

        @Override
        public Node asNode() {
            return this;
        }
    }
}
