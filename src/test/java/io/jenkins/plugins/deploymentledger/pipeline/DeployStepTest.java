package io.jenkins.plugins.deploymentledger.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Util;
import hudson.model.Cause;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import io.jenkins.plugins.deploymentledger.core.fleet.MachineStatus;
import io.jenkins.plugins.deploymentledger.core.rollout.OfflinePolicy;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentOptions;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentThreads;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroup;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroups;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import jenkins.model.ArtifactManagerConfiguration;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Deployments from pipelines, on real agents. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class DeployStepTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    /** The recipe of docs/pipeline.md. */
    @Test
    @WithJenkins
    void whatThePipelineBuiltGoesToTheCanaryAndThenToTheRest(JenkinsRule j) throws Exception {
        Path installed = directory.resolve("installed");
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "m1", "m2")) {
            j.jenkins.getNode("m1").setLabelString("fleet canary");
            DeploymentJob job = TestDeployments.create(
                    "app",
                    "echo $DEPLOYMENT_MACHINE $DEPLOYMENT_VERSION $(cat \"$DEPLOYMENT_BINARY\") >> '%s'"
                            .formatted(installed),
                    new LabelTarget("fleet"));

            WorkflowRun pipeline = j.buildAndAssertSuccess(pipeline(j, Recipes.read("canary")));

            assertEquals(List.of("m1 1.1 built in 1", "m2 1.1 built in 1"), Files.readAllLines(installed));
            j.assertLogContains("canary: SUCCESS on 1", pipeline);
            j.assertLogContains("app #2 ended: SUCCESS", pipeline);
            DeploymentRun run = job.getLastBuild();
            Cause.UpstreamCause cause = run.getCause(Cause.UpstreamCause.class);
            assertNotNull(cause);
            assertEquals("pipeline", cause.getUpstreamProject());
        }
    }

    @Test
    @WithJenkins
    void theResultIsTakenOverUnlessToldOtherwise(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "m1", "m2")) {
            TestDeployments.create("half", "[ $DEPLOYMENT_MACHINE = m1 ]", new LabelTarget("fleet"));
            TestDeployments.create("none", "false", new LabelTarget("fleet"));

            WorkflowRun unstable = j.buildAndAssertStatus(Result.UNSTABLE, pipeline(j, "deploy 'half'"));
            j.assertLogContains("half #1 ended: UNSTABLE", unstable);
            j.buildAndAssertStatus(Result.FAILURE, pipeline(j, "deploy 'none'; echo 'not reached'"));
            WorkflowRun told = j.buildAndAssertSuccess(pipeline(
                    j, "def d = deploy deployment: 'half', propagate: false; echo \"${d.result}: ${d.failed}\""));
            j.assertLogContains("UNSTABLE: [m2]", told);
        }
    }

    @Test
    @WithJenkins
    void whatCannotBeLaunchedIsRefusedWithTheReason(JenkinsRule j) throws Exception {
        TestDeployments.create("office", "true", new LabelTarget("fleet"));
        j.createFreeStyleProject("other");

        assertRefused(j, "deploy 'ofice'", "There is no deployment \"ofice\"", "Did you mean \"office\"?");
        assertRefused(j, "deploy 'other'", "\"other\" is no deployment.");
        assertRefused(j, "deploy deployment: 'office', label: 'a', machines: 'b'", "Give a group, a label or machines");
        assertRefused(j, "deploy deployment: 'office', package: 'x'", "The catalogue has no package \"x\"");
        MachineGroups.get().add(new MachineGroup("paris", new LabelTarget("fleet")));
        assertRefused(
                j,
                "deploy deployment: 'office', group: 'pariss'",
                "There is no group \"pariss\"",
                "Did you mean \"paris\"?");
        assertRefused(j, "converge 'ofice'", "Did you mean \"office\"?");
        assertRefused(j, "converge 'office'", "is not kept up");
        assertRefused(j, "converge deployment: 'office', share: 101", "percentage from 1 to 100");
        assertRefused(j, "deploy deployment: 'office', successThreshold: 0", "percentage from 1 to 100");
        WorkflowRun shares = assertRefused(
                j, "deploy deployment: 'office', options: [batches: '200%']", "batches are numbers or shares");
        j.assertLogNotContains("Exception: ", shares);
        assertRefused(
                j, "deploy deployment: 'office', artifact: '../x'", "This build has archived no artifact \"../x\"");
    }

    @Test
    @WithJenkins
    void aNameThatItsReadersMayNotKnowIsNotSuggested(JenkinsRule j) throws Exception {
        TestDeployments.create("office", "true", new LabelTarget("fleet"));
        j.createFreeStyleProject("other");
        WorkflowJob pipeline = pipeline(j, "deploy 'ofice'");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Item.READ)
                .onItems(pipeline)
                .toAuthenticated());

        WorkflowRun unknown = j.buildAndAssertStatus(Result.FAILURE, pipeline);
        j.assertLogNotContains("office", unknown);
        pipeline.setDefinition(new CpsFlowDefinition("deploy 'other'", true));
        j.assertLogContains("There is no deployment \"other\"", j.buildAndAssertStatus(Result.FAILURE, pipeline));
    }

    @Test
    @WithJenkins
    void aPackageOfTheCatalogueGoesToAGroupByOtherRules(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "m1", "m2")) {
            TestDeployments.create("any", "false", new LabelTarget("none"));
            for (String version : List.of("1.9", "1.10")) {
                PackageCatalogue.get()
                        .add(new DeploymentPackage(
                                "tools",
                                version,
                                TestDeployments.upload("tools"),
                                List.of(new InstallCommand("unix", "[ $DEPLOYMENT_MACHINE = m1 ]"))));
            }
            MachineGroups.get().add(new MachineGroup("all", new LabelTarget("fleet")));

            WorkflowRun run = j.buildAndAssertSuccess(pipeline(
                    j,
                    "def d = deploy deployment: 'any', package: 'tools', group: 'all', successThreshold: 50\n"
                            + "echo \"${d.counts.success} of 2\""));

            j.assertLogContains("1 of 2", run);
            DeploymentRun deployed =
                    j.jenkins.getItemByFullName("any", DeploymentJob.class).getLastBuild();
            assertEquals("1.10", deployed.getOrder().getDeploymentPackage().getVersion());
            assertEquals("all", deployed.getOrder().getGroup());
        }
    }

    private WorkflowRun assertRefused(JenkinsRule j, String script, String... reasons) throws Exception {
        WorkflowRun run = j.buildAndAssertStatus(Result.FAILURE, pipeline(j, script));
        for (String reason : reasons) {
            j.assertLogContains(reason, run);
        }
        return run;
    }

    @Test
    @WithJenkins
    void whoMayNotReadThePipelineIsNotToldWhichItWas(JenkinsRule j) throws Exception {
        TestDeployments.create("office", "true", new MachineListTarget("gone"));
        WorkflowJob covert = j.createProject(WorkflowJob.class, "covert-pipeline");
        covert.setDefinition(new CpsFlowDefinition("deploy deployment: 'office', propagate: false", true));
        j.buildAndAssertSuccess(covert);
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("ben")
                .grant(Item.READ)
                .onItems(j.jenkins.getItem("office"))
                .to("ana"));

        for (String path : List.of("", "api/json?depth=3", "consoleText")) {
            assertThat(path, text(j, "ana", "job/office/1/" + path), not(containsString("covert-pipeline")));
        }
        assertThat(text(j, "ana", "job/office/1/"), containsString("a build that you may not see"));
        assertThat(text(j, "ben", "job/office/1/"), containsString("covert-pipeline"));
        assertThat(text(j, "ben", "job/office/1/api/json"), containsString("covert-pipeline"));
    }

    private static String text(JenkinsRule j, String user, String path) throws Exception {
        return j.createWebClient()
                .withJavaScriptEnabled(false)
                .login(user)
                .getPage(new URL(j.getURL(), path))
                .getWebResponse()
                .getContentAsString();
    }

    @Test
    @WithJenkins
    void theSnippetGeneratorKnowsIt(JenkinsRule j) throws Exception {
        SnippetizerTester tester = new SnippetizerTester(j);
        tester.assertRoundTrip(new DeployStep("app"), "deploy 'app'");
        DeployStep step = new DeployStep("app");
        step.setArtifact("app.txt");
        step.setLabel("canary");
        step.setVersion("1.1");
        step.setWait(false);
        tester.assertRoundTrip(
                step, "deploy artifact: 'app.txt', deployment: 'app', label: 'canary', version: '1.1', wait: false");
        tester.assertRoundTrip(new ConvergeStep("app"), "converge 'app'");
        ConvergeStep most = new ConvergeStep("app");
        most.setShare(95);
        tester.assertRoundTrip(most, "converge deployment: 'app', share: 95");
        DeployStep other = new DeployStep("app");
        other.setPackage("tools");
        other.setGroup("paris");
        other.setSuccessThreshold(90);
        tester.assertRoundTrip(
                other, "deploy deployment: 'app', group: 'paris', 'package': 'tools', successThreshold: 90");
    }

    @Test
    void theStepWaitsOverARestart() throws Throwable {
        sessions.then(j -> {
            waitingDeployment(j);
            WorkflowRun pipeline = pipeline(j, "deploy 'app'").scheduleBuild2(0).waitForStart();
            j.waitForMessage("app #1", pipeline);
            awaitWaiting(j);
        });
        sessions.then(j -> {
            j.jenkins.removeNode(j.jenkins.getNode("m1"));
            try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "m1")) {
                WorkflowRun pipeline = j.jenkins
                        .getItemByFullName("pipeline", WorkflowJob.class)
                        .getLastBuild();
                j.assertBuildStatusSuccess(j.waitForCompletion(pipeline));
                j.assertLogContains("app #1 ended: SUCCESS", pipeline);
            }
        });
    }

    /** The recipe of docs/pipeline.md, with a restart while the rest waits for its machine. */
    @Test
    void whatWasBuiltGoesToTheCanaryAndAfterARestartToTheRest() throws Throwable {
        Path installed = directory.resolve("installed");
        sessions.then(j -> {
            DumbSlave rest = new DumbSlave("m2", directory.resolve("m2").toString(), new JNLPLauncher());
            rest.setLabelString("fleet");
            j.jenkins.addNode(rest);
            DeploymentJob job = TestDeployments.create(
                    "app", "cat \"$DEPLOYMENT_BINARY\" >> '%s'".formatted(installed), new LabelTarget("fleet"));
            job.setOptions(waiting());
            job.setReconnectMinutes(0);
            job.save();
            try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet canary", "m1")) {
                WorkflowRun pipeline =
                        pipeline(j, Recipes.read("canary")).scheduleBuild2(0).waitForStart();
                j.waitForMessage("canary: SUCCESS on 1", pipeline);
                Await.until("The rest has begun", () -> job.getBuildByNumber(2) != null);
                Await.until(
                        "Its machine waits",
                        () -> job.getBuildByNumber(2).getCounts().of(MachineStatus.WAITING_ONLINE) == 1);
            }
        });
        sessions.then(j -> {
            j.jenkins.removeNode(j.jenkins.getNode("m2"));
            try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "m2")) {
                WorkflowRun pipeline = j.jenkins
                        .getItemByFullName("pipeline", WorkflowJob.class)
                        .getLastBuild();
                j.assertBuildStatusSuccess(j.waitForCompletion(pipeline));
                assertEquals("built in 1built in 1", Files.readString(installed), "each once");
            }
        });
    }

    @Test
    @WithJenkins
    void itEndsWhereNobodyHasToldJenkinsItsUrl(JenkinsRule j) throws Exception {
        TestDeployments.create("app", "true", new LabelTarget("none"));
        JenkinsLocationConfiguration.get().setUrl(null);

        WorkflowRun pipeline = j.buildAndAssertSuccess(
                pipeline(j, "def d = deploy deployment: 'app', propagate: false\necho \"see ${d.url}\""));

        j.assertLogContains("see job/app/1/", pipeline);
    }

    @Test
    @WithJenkins
    void stoppingThePipelineStopsTheDeployment(JenkinsRule j) throws Exception {
        waitingDeployment(j);
        WorkflowRun pipeline = pipeline(j, "deploy 'app'").scheduleBuild2(0).waitForStart();
        DeploymentRun run = awaitWaiting(j);

        pipeline.getExecutor().interrupt();

        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(pipeline));
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
        assertEquals(1, run.getCounts().of(MachineStatus.NOT_STARTED));
    }

    @Test
    @WithJenkins
    void eachOfTwoPipelinesThatWaitGetsItsOwnRun(JenkinsRule j) throws Exception {
        waitingDeployment(j);
        DeploymentJob app = j.jenkins.getItemByFullName("app", DeploymentJob.class);
        app.scheduleBuild2(0);
        DeploymentRun first = awaitWaiting(j);
        String script = "def d = deploy deployment: 'app', propagate: false\necho \"it was number ${d.number}\"";
        WorkflowRun one = pipeline(j, "one", script).scheduleBuild2(0).waitForStart();
        WorkflowRun two = pipeline(j, "two", script).scheduleBuild2(0).waitForStart();
        Await.until("Both wait", () -> Queue.getInstance().getItems(app).size() == 2);
        j.jenkins.removeNode(j.jenkins.getNode("m1"));

        first.stop("test", false);

        j.assertBuildStatusSuccess(j.waitForCompletion(one));
        j.assertBuildStatusSuccess(j.waitForCompletion(two));
        assertEquals(3, app.getLastBuild().getNumber());
        String both = JenkinsRule.getLog(one) + JenkinsRule.getLog(two);
        assertThat(both, containsString("it was number 2"));
        assertThat(both, containsString("it was number 3"));
    }

    @Test
    @WithJenkins
    void whatIsTakenOutOfTheQueueEndsTheStep(JenkinsRule j) throws Exception {
        WorkflowRun pipeline = waitInTheQueue(j);

        Queue.getInstance().cancel(Queue.getInstance().getItems(app(j)).get(0));

        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(pipeline));
        j.assertLogContains("was taken out of the queue before it began", pipeline);
    }

    @Test
    @WithJenkins
    void aDeploymentThatIsDeletedEndsTheStep(JenkinsRule j) throws Exception {
        WorkflowRun pipeline = waitInTheQueue(j);

        app(j).delete();

        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(pipeline));
    }

    @Test
    @WithJenkins
    void whatIsStoppedWhileItsArtifactIsCopiedLaunchesNothing(JenkinsRule j) throws Exception {
        waitingDeployment(j);
        SlowArtifacts slow = new SlowArtifacts();
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(slow);
        WorkflowRun pipeline = pipeline(
                        j,
                        "node { writeFile file: 'app.txt', text: 'a'; archiveArtifacts 'app.txt' }\n"
                                + "deploy deployment: 'app', artifact: 'app.txt'")
                .scheduleBuild2(0)
                .waitForStart();
        slow.awaitReading();

        pipeline.getExecutor().interrupt();
        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(pipeline));
        slow.goOn();

        Await.until(
                "What copied it is idle",
                () -> DeploymentThreads.get().senders() instanceof ThreadPoolExecutor pool
                        && pool.getActiveCount() == 0);
        j.waitUntilNoActivity();
        assertNull(app(j).getLastBuild());
        assertTrue(Queue.getInstance().getItems(app(j)).isEmpty());
    }

    @Test
    @WithJenkins
    void stoppingThePipelineStopsWhatIsCalledOtherwiseByNow(JenkinsRule j) throws Exception {
        WorkflowRun pipeline = waitInTheQueue(j);
        DeploymentJob app = app(j);
        app.renameTo("office");

        pipeline.getExecutor().interrupt();

        j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(pipeline));
        Await.until("Nothing waits", () -> Queue.getInstance().getItems(app).isEmpty());
    }

    @Test
    void aRenamedDeploymentIsFoundAfterARestart() throws Throwable {
        sessions.then(j -> {
            waitingDeployment(j);
            pipeline(j, "deploy 'app'").scheduleBuild2(0).waitForStart();
            awaitWaiting(j);
            app(j).renameTo("office");
        });
        sessions.then(j -> {
            j.jenkins.removeNode(j.jenkins.getNode("m1"));
            try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "fleet", "m1")) {
                WorkflowRun pipeline = j.jenkins
                        .getItemByFullName("pipeline", WorkflowJob.class)
                        .getLastBuild();
                j.assertBuildStatusSuccess(j.waitForCompletion(pipeline));
            }
        });
    }

    @Test
    void aRunThatVanishedEndsTheStep() throws Throwable {
        sessions.then(j -> {
            waitingDeployment(j);
            pipeline(j, "deploy 'app'").scheduleBuild2(0).waitForStart();
            Util.deleteRecursive(awaitWaiting(j).getRootDir());
        });
        sessions.then(j -> {
            WorkflowRun pipeline =
                    j.jenkins.getItemByFullName("pipeline", WorkflowJob.class).getLastBuild();
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(pipeline));
            j.assertLogContains("neither in the queue nor among its runs", pipeline);
        });
    }

    /** A pipeline whose deployment waits in the queue behind another run. */
    private WorkflowRun waitInTheQueue(JenkinsRule j) throws Exception {
        waitingDeployment(j);
        app(j).scheduleBuild2(0);
        awaitWaiting(j);
        WorkflowRun pipeline = pipeline(j, "deploy 'app'").scheduleBuild2(0).waitForStart();
        Await.until("It waits", () -> Queue.getInstance().getItems(app(j)).size() == 1);
        j.waitForMessage("Launching deployment", pipeline);
        return pipeline;
    }

    private static DeploymentJob app(JenkinsRule j) {
        return j.jenkins.getItemByFullName("app", DeploymentJob.class);
    }

    private void waitingDeployment(JenkinsRule j) throws Exception {
        j.jenkins.addNode(new DumbSlave("m1", directory.resolve("m1").toString(), new JNLPLauncher()));
        DeploymentJob job = TestDeployments.create("app", "true", new MachineListTarget("m1"));
        job.setOptions(waiting());
        job.setReconnectMinutes(0);
        job.save();
    }

    private static DeploymentOptions waiting() {
        DeploymentOptions options = new DeploymentOptions();
        options.setOffline(OfflinePolicy.WAIT);
        options.setEndAfterHours(24);
        return options;
    }

    private static DeploymentRun awaitWaiting(JenkinsRule j) throws Exception {
        DeploymentJob job = j.jenkins.getItemByFullName("app", DeploymentJob.class);
        Await.until("The deployment has begun", () -> job.getLastBuild() != null);
        DeploymentRun run = job.getLastBuild();
        Await.until("The machine waits", () -> run.getCounts().of(MachineStatus.WAITING_ONLINE) == 1);
        return run;
    }

    private static WorkflowJob pipeline(JenkinsRule j, String script) throws Exception {
        return pipeline(j, "pipeline", script);
    }

    private static WorkflowJob pipeline(JenkinsRule j, String name, String script) throws Exception {
        WorkflowJob known = j.jenkins.getItemByFullName(name, WorkflowJob.class);
        WorkflowJob job = known == null ? j.createProject(WorkflowJob.class, name) : known;
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
