package io.jenkins.plugins.deploymentledger.machine.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent that is called as the built-in node is, which whoever may create agents can make. */
@WithJenkins
class BuiltInNameTest {

    private JenkinsRule j;
    private DumbSlave agent;

    @TempDir
    private Path directory;

    @BeforeEach
    void agent(JenkinsRule rule) throws Exception {
        j = rule;
        agent = new DumbSlave(Machines.BUILT_IN, directory.toString(), new JNLPLauncher());
        agent.setLabelString("mine");
        j.jenkins.addNode(agent);
    }

    @Test
    void nothingThatIsMeantForItReachesTheController() throws Exception {
        Path reached = directory.resolve("reached");
        DeploymentJob job = TestDeployments.create("deploy", "touch '" + reached + "'", new LabelTarget("mine"));

        DeploymentRun run = j.assertBuildStatus(Result.NOT_BUILT, job.scheduleBuild2(0));

        assertEquals(0, run.getCounts().total());
        assertFalse(Files.exists(reached));
    }

    @Test
    void theNameStaysTheControllers() throws Exception {
        assertNull(Machines.find(Machines.nameOf(agent)));
        assertEquals(List.of(), new LabelTarget("mine").resolve(Jenkins.getAuthentication2()));
        LabelTarget both = new LabelTarget("mine || controller");
        both.setIncludeBuiltIn(true);
        j.jenkins.setLabelString("controller");
        assertEquals(List.of(Machines.BUILT_IN), both.resolve(Jenkins.getAuthentication2()));
        assertTrue(Machines.isBuiltIn(Machines.find(Machines.BUILT_IN)));
    }
}
