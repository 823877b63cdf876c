package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.rollout.OfflinePolicy;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.util.Collection;
import java.util.List;
import jenkins.security.QueueItemAuthenticator;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.core.Authentication;

/** Whom one would get in the way of is said of the machines that one's own launch would go to. */
@WithJenkins
class OverlapTest {

    @Test
    void machinesThatTheLaunchWouldNotReachAreNoneOfIts(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new BuildsOnProd());
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().add(new AsWhoeverBeganIt());
        addAgentThatNeverConnects(j, "test-1");
        addAgentThatNeverConnects(j, "prod-1");
        DeploymentJob theirs = TestDeployments.create("theirs", "exit 0", new MachineListTarget("prod-1"));
        DeploymentOptions options = new DeploymentOptions();
        options.setOffline(OfflinePolicy.WAIT);
        options.setEndAfterHours(1);
        theirs.setOptions(options);
        DeploymentRun run = theirs.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("ben")))
                .waitForStart();
        Await.until("Their machine waits", () -> run.snapshot().machines().stream()
                .anyMatch(machine -> machine.status() == MachineStatus.WAITING_ONLINE));
        DeploymentJob mine = TestDeployments.create("mine", "exit 0", new LabelTarget("fleet"));

        assertEquals(List.of(), overlaps(mine, "ana"), "Ana's launch would leave prod-1 alone");
        assertEquals(List.of(new Overlap(run, 1)), overlaps(mine, "ben"));

        run.doStop();
        j.waitForCompletion(run);
    }

    private static void addAgentThatNeverConnects(JenkinsRule j, String name) throws Exception {
        DumbSlave agent = new DumbSlave(name, "unused", new JNLPLauncher());
        agent.setLabelString("fleet");
        j.jenkins.addNode(agent);
    }

    /** As the page of the job asks for them. */
    private static List<Overlap> overlaps(DeploymentJob job, String viewer) {
        try (ACLContext as = ACL.as2(User.getById(viewer, true).impersonate2())) {
            return job.getRecent().getOverlaps();
        }
    }

    /** What administrators configure so that everybody deploys with their own permissions. */
    private static final class AsWhoeverBeganIt extends QueueItemAuthenticator {

        @Override
        public Authentication authenticate2(Queue.Item item) {
            return item.getCauses().stream()
                    .filter(Cause.UserIdCause.class::isInstance)
                    .map(cause -> User.getById(((Cause.UserIdCause) cause).getUserId(), true)
                            .impersonate2())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Everybody may do everything, but only ben may build on {@code prod-1}. */
    private static final class BuildsOnProd extends AuthorizationStrategy {

        @Override
        public ACL getRootACL() {
            return ACL.lambda2((who, permission) -> true);
        }

        @Override
        public ACL getACL(Node node) {
            return ACL.lambda2((who, permission) -> !node.getNodeName().equals("prod-1")
                    || !permission.equals(Computer.BUILD)
                    || who.getName().equals("ben")
                    || who.equals(ACL.SYSTEM2));
        }

        @Override
        public Collection<String> getGroups() {
            return List.of();
        }
    }
}
