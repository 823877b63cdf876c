package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What may be deployed where is asked when a machine's turn comes, which may be long after the launch. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class PermittedMachinesTest {

    @TempDir
    private Path directory;

    @Test
    void aMachineThatCameAfterTheLaunchIsNotReachedByThoseWhoMayNotBuildThere(JenkinsRule j) throws Exception {
        assertEquals(
                MachineStatus.SEND_FAILED, deployWhileProd7IsMadeAgain(j, "ana").status());
        assertFalse(Files.exists(directory.resolve("ran-prod-7")), "The command did not run there");
        assertFalse(Files.exists(directory.resolve("prod-7/deployment-ledger")), "Nothing was sent there");
    }

    @Test
    void itIsReachedByThoseWhoMay(JenkinsRule j) throws Exception {
        assertEquals(
                MachineStatus.SUCCESS, deployWhileProd7IsMadeAgain(j, "ben").status());
        assertTrue(Files.exists(directory.resolve("ran-prod-7")));
    }

    /** The turn of {@code prod-7} comes after that of {@code first}, which waits until there is an agent of that name. */
    private MachineProgress deployWhileProd7IsMadeAgain(JenkinsRule j, String owner) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new BuildsOnProd7());
        User.getById(owner, true);
        Path released = directory.resolve("released");
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "first")) {
            DeploymentJob job = TestDeployments.create(
                    "deploy",
                    "while [ ! -e '" + released + "' ]; do sleep 0.1; done\ntouch '" + directory
                            + "/ran-'$DEPLOYMENT_MACHINE",
                    new MachineListTarget("first\nprod-7"));
            job.setConcurrency(1);
            DeploymentRun run = job.scheduleBuild2(0, new CauseAction(new InTheNameOf(owner)))
                    .waitForStart();
            Await.until("The first machine's turn has come", () -> run.snapshot().machines().stream()
                    .anyMatch(machine -> machine.status() == MachineStatus.INSTALLING));
            agents.start("prod-7", "fleet", Map.of());
            Files.createFile(released);
            j.waitForCompletion(run);

            MachineProgress end = run.snapshot().machines().get(1);
            if (end.status() != MachineStatus.SUCCESS) {
                j.assertBuildStatus(Result.UNSTABLE, run);
                assertEquals(FailureCause.PERMISSION_DENIED, end.cause(), end.toString());
                assertTrue(
                        JenkinsRule.getLog(run).contains("Ask for the permission Agent/Build"),
                        JenkinsRule.getLog(run));
            }
            return end;
        }
    }

    /** What a schedule does. */
    private static final class InTheNameOf extends Cause implements OwnedCause {

        private final String owner;

        InTheNameOf(String owner) {
            this.owner = owner;
        }

        @Override
        public String getOwner() {
            return owner;
        }

        @Override
        public String getShortDescription() {
            return "In the name of " + owner;
        }
    }

    /** Everybody may do everything, but only ben may build on {@code prod-7}. */
    private static final class BuildsOnProd7 extends AuthorizationStrategy {

        @Override
        public ACL getRootACL() {
            return ACL.lambda2((who, permission) -> true);
        }

        @Override
        public ACL getACL(Node node) {
            return ACL.lambda2((who, permission) -> !node.getNodeName().equals("prod-7")
                    || !isBuilding(permission)
                    || who.getName().equals("ben"));
        }

        private static boolean isBuilding(Permission permission) {
            return permission.equals(Computer.BUILD);
        }

        @Override
        public Collection<String> getGroups() {
            return List.of();
        }
    }
}
