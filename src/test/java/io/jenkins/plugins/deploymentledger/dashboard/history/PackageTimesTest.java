package io.jenkins.plugins.deploymentledger.dashboard.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import hudson.model.Label;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.analysis.TypicalDuration;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How long a package usually takes, as a run's page says it. */
@WithJenkins
class PackageTimesTest {

    @Test
    void whatIsUsualComesFromTheOtherRunsOfThePackageThatTheReaderMaySee(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.createOnlineSlave(Label.get("m"));
        DeploymentJob others = TestDeployments.create("others", "exit 0", new LabelTarget("m"));
        DeploymentJob mine = TestDeployments.create("mine", "exit 0", new LabelTarget("m"));
        for (int i = 0; i < TypicalDuration.MIN_SAMPLES; i++) {
            j.assertBuildStatusSuccess(others.scheduleBuild2(0));
        }
        DeploymentRun run = j.assertBuildStatusSuccess(mine.scheduleBuild2(0));
        others.renameTo("renamed");
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("boss")
                .grant(Item.READ)
                .onItems(mine)
                .to("ana"));

        Map<Stage, TypicalDuration> seen = seenBy("boss", run);
        assertEquals(Set.of(Stage.EXECUTE, Stage.INVENTORY), seen.keySet(), "Only once was something really sent");
        assertEquals(TypicalDuration.MIN_SAMPLES, seen.get(Stage.EXECUTE).samples(), "The run itself does not count");
        assertEquals(Map.of(), seenBy("ana", run), "No number tells of what one may not see");
        assertThat(page(j, "boss", run), containsString("95 of 100 in other runs"));
        assertThat(page(j, "boss", run), not(containsString("Half of the machines")));
        assertThat(page(j, "boss", run), containsString("Too few machines of this run"));
        assertThat(page(j, "ana", run), not(containsString("95 of 100 in other runs")));

        mine.setDeploymentPackage(other(mine));
        mine.setPolarity(Polarity.UNINSTALL);
        mine.save();
        DeploymentRun removal = j.assertBuildStatusSuccess(mine.scheduleBuild2(0));
        assertEquals(Map.of(), seenBy("boss", removal), "Taking it off is something else");

        others.getBuildByNumber(1).delete();
        assertTrue(seenBy("boss", run).isEmpty(), "What was deleted counts no more");
    }

    @Test
    void theRunsOfABusyJobHideThoseOfOthersNeitherWhenItIsGoneNorFromWhomMayNotReadIt(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.createOnlineSlave(Label.get("m"));
        DeploymentJob quiet = TestDeployments.create("quiet", "exit 0", new LabelTarget("m"));
        DeploymentJob busy = TestDeployments.create("busy", "exit 0", new LabelTarget("m"));
        DeploymentJob mine = TestDeployments.create("mine", "exit 0", new LabelTarget("m"));
        for (int i = 0; i < TypicalDuration.MIN_SAMPLES; i++) {
            j.assertBuildStatusSuccess(quiet.scheduleBuild2(0));
        }
        for (int i = 0; i < PackageTimes.LAST; i++) {
            j.assertBuildStatusSuccess(busy.scheduleBuild2(0));
        }
        DeploymentRun run = j.assertBuildStatusSuccess(mine.scheduleBuild2(0));
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("boss")
                .grant(Item.READ)
                .onItems(mine, quiet)
                .to("ana"));

        assertEquals(PackageTimes.LAST, seenBy("boss", run).get(Stage.EXECUTE).samples());
        assertEquals(
                TypicalDuration.MIN_SAMPLES,
                seenBy("ana", run).get(Stage.EXECUTE).samples());
        busy.delete();
        assertEquals(
                TypicalDuration.MIN_SAMPLES,
                seenBy("boss", run).get(Stage.EXECUTE).samples());
    }

    private static DeploymentPackage other(DeploymentJob job) throws Exception {
        DeploymentPackage removable = new DeploymentPackage(
                job.getDeploymentPackage().getName(),
                "1.0",
                TestDeployments.upload("content"),
                List.of(new InstallCommand("unix", "exit 0")));
        removable.setUninstallCommands(List.of(new InstallCommand("unix", "exit 0")));
        return removable;
    }

    private static Map<Stage, TypicalDuration> seenBy(String user, DeploymentRun run) {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            return PackageTimes.get().besides(run);
        }
    }

    private static String page(JenkinsRule j, String user, DeploymentRun run) throws Exception {
        return j.createWebClient()
                .withJavaScriptEnabled(false)
                .login(user)
                .getPage(new URL(j.getURL(), run.getUrl()))
                .getWebResponse()
                .getContentAsString();
    }
}
