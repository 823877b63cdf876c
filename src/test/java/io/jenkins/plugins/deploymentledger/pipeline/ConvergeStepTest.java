package io.jenkins.plugins.deploymentledger.pipeline;

import static org.junit.jupiter.api.Assertions.assertNull;

import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.convergence.Convergences;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Pipelines that wait for a convergence which cannot get any further: its only machine is never there. */
@Timeout(180)
class ConvergeStepTest {

    private static final String NOT_KEPT_UP = "is not kept up";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    /** What happens to the convergence. */
    private interface Happening {
        void to(JenkinsRule j, DeploymentJob job) throws Exception;
    }

    @Test
    void oneThatIsPausedCannotGetThere() throws Throwable {
        ends(
                "cannot reach 100 % without help",
                (j, job) -> {
                    JenkinsRule.WebClient client = j.createWebClient();
                    client.getPage(new WebRequest(
                            client.createCrumbedUrl(job.getUrl() + "convergence/pause"), HttpMethod.POST));
                });
    }

    @Test
    void oneThatIsDisabledIsGivenUp() throws Throwable {
        ends(NOT_KEPT_UP, (j, job) -> job.makeDisabled(true));
    }

    @Test
    void oneThatIsDeletedIsGivenUp() throws Throwable {
        ends(NOT_KEPT_UP, (j, job) -> job.delete());
    }

    @Test
    void oneWhoseEndHasComeIsGivenUp() throws Throwable {
        ends(NOT_KEPT_UP, (j, job) -> {
            job.getProperty(ConvergenceProperty.class).setExpireAt("2020-01-01 00:00");
            watch();
        });
    }

    /** Nothing is launched in the name of somebody who may not. */
    @Test
    void oneWhoseOwnerMayNotDeployAnyMoreIsGivenUp() throws Throwable {
        sessions.then(j -> {
            WorkflowRun waiting = begin(j);
            DeploymentJob job = j.jenkins.getItemByFullName("tools", DeploymentJob.class);
            j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.READ, Item.READ)
                    .everywhere()
                    .to("ana"));

            // Now there is something to do.
            j.waitOnline(j.createSlave("nowhere", "", null));
            Convergences.lookSoon(job);

            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(waiting));
            j.assertLogContains("ana", waiting);
            j.assertLogContains("Job/Build", waiting);
            assertNull(job.getLastBuild());
        });
    }

    @Test
    void oneThatIsNoneAnyMoreIsGivenUp() throws Throwable {
        ends(NOT_KEPT_UP, (j, job) -> {
            job.removeProperty(ConvergenceProperty.class);
            watch();
        });
    }

    private static void watch() {
        ExtensionList.lookupSingleton(StepWatch.class).execute(TaskListener.NULL);
    }

    private void ends(String message, Happening happening) throws Throwable {
        sessions.then(j -> {
            WorkflowRun waiting = begin(j);
            happening.to(j, j.jenkins.getItemByFullName("tools", DeploymentJob.class));
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(waiting));
            j.assertLogContains(message, waiting);
        });
    }

    @Test
    void aRenamedOneIsKnownAfterARestartAndGivenUpWhenItIsGone() throws Throwable {
        sessions.then(j -> {
            begin(j);
            j.jenkins.getItemByFullName("tools", DeploymentJob.class).renameTo("office");
        });
        sessions.then(j -> {
            WorkflowRun waiting =
                    j.jenkins.getItemByFullName("pipeline", WorkflowJob.class).getLastBuild();
            j.waitForMessage("office", waiting);
            j.jenkins.getItemByFullName("office", DeploymentJob.class).delete();
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(waiting));
            j.assertLogContains("office " + NOT_KEPT_UP, waiting);
        });
    }

    private static WorkflowRun begin(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        User.getById("ana", true).save();
        DeploymentJob job = TestDeployments.create("tools", "exit 0", new MachineListTarget("nowhere"));
        DetectionRule rule = new DetectionRule();
        rule.setSoftware("office");
        job.getDeploymentPackage().setDetection(rule);
        ConvergenceProperty property = new ConvergenceProperty();
        property.setOwner("ana");
        job.addProperty(property);
        WorkflowJob pipeline = j.createProject(WorkflowJob.class, "pipeline");
        pipeline.setDefinition(new CpsFlowDefinition("converge 'tools'", true));
        WorkflowRun run = pipeline.scheduleBuild2(0).waitForStart();
        j.waitForMessage("0 % converged", run);
        return run;
    }
}
