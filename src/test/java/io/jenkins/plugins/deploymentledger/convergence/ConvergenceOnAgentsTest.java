package io.jenkins.plugins.deploymentledger.convergence;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentledger.core.convergence.Cadence;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.convergence.Loss;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.pipeline.Recipes;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A package that is kept on real agents. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class ConvergenceOnAgentsTest extends KeptAgents {

    @Test
    void exactlyTheMachinesThatLackItAreTouched(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            for (String name : List.of("m1", "m2", "bad")) {
                start(agents, name);
            }
            DeploymentJob job = convergence(j);
            Instant now = Instant.now();

            Cycle first = look(j, job, now);
            assertEquals(Cycle.Kind.INTENTIONAL, first.kind());
            assertEquals(Map.of(MemberState.MISSING, 3), first.counts());
            assertEquals(List.of("bad", "m1", "m2"), touched());

            // What is removed by hand is brought back, and nobody else is touched.
            Files.delete(list("m2"));
            Cycle second = look(j, job, now.plus(Duration.ofMinutes(1)));
            assertEquals(Cycle.Kind.CORRECTIVE, second.kind());
            assertEquals(List.of("m2"), touched());
            assertEquals(1, second.counts().get(MemberState.FAILING), "bad rests");
            assertEquals(
                    List.of("m2"),
                    keeping(job).content().losses().stream().map(Loss::machine).toList());

            // A machine that is new gets it, too.
            start(agents, "m3");
            assertEquals(
                    Cycle.Kind.INTENTIONAL,
                    look(j, job, now.plus(Duration.ofMinutes(2))).kind());
            assertEquals(List.of("m3"), touched());

            // The one that always fails is tried twice more, after one and two hours, and then no more.
            look(j, job, now.plus(Duration.ofMinutes(70)));
            assertEquals(List.of("bad"), touched());
            look(j, job, now.plus(Duration.ofMinutes(100)));
            assertEquals(List.of(), touched());
            look(j, job, now.plus(Duration.ofHours(3)));
            assertEquals(List.of("bad"), touched());
            Cycle last = look(j, job, now.plus(Duration.ofHours(20)));
            assertEquals(List.of(), touched());
            assertEquals(Cycle.Kind.UNCHANGED, last.kind());
            assertEquals(Map.of(MemberState.CONVERGED, 3, MemberState.PAUSED, 1), last.counts());
            assertEquals(75, last.percent());
            String page = j.createWebClient().getPage(job, "convergence").asNormalizedText();
            assertThat(page, containsString("paused, 3 of 3 failures"));
            assertThat(page, containsString("Changed by somebody else"));
        }
    }

    @Test
    void whatIsToBeGoneIsTakenOffAndWhoIsExcludedIsLeftAlone(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            for (String name : List.of("m1", "m2", "m3")) {
                start(agents, name);
                if (!name.equals("m3")) {
                    Files.writeString(list(name), "ii \toffice\t24.8\n");
                }
            }
            DeploymentJob job = convergence(j);
            job.getDeploymentPackage()
                    .setUninstallCommands(List.of(new InstallCommand(
                            "unix",
                            "echo $DEPLOYMENT_MACHINE >> '%1$s/touched'; rm '%1$s/'$DEPLOYMENT_MACHINE.list"
                                    .formatted(directory))));
            job.setPolarity(Polarity.UNINSTALL);
            job.getProperty(ConvergenceProperty.class).setExcluded("m2");

            Cycle first = look(j, job, Instant.now());

            assertEquals(
                    Map.of(MemberState.UNWANTED, 1, MemberState.EXCLUDED, 1, MemberState.CONVERGED, 1), first.counts());
            assertEquals(List.of("m1"), touched());
            assertThat(page(j, job), containsString("excluded: named among the machines that are left alone"));
            Cycle second = look(j, job, Instant.now());
            assertEquals(100, second.percent());
            assertEquals(Cycle.Kind.UNCHANGED, second.kind());
            assertThat(
                    j.createWebClient().getPage(job, "convergence").asNormalizedText(),
                    containsString("Converged over the last 30 days: 100 % now, 50 % at the least"));
        }
    }

    @Test
    void aListThatCannotBeReadSaysNothingAndNothingIsInstalledForIt(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "m2");
            Files.writeString(list("m1"), "ii \toffice\t24.8\n");
            Path broken = Files.createFile(directory.resolve("m1.list.broken"));
            DeploymentJob job = convergence(j);

            Cycle blind = look(j, job, Instant.now());

            assertEquals(Map.of(MemberState.UNKNOWN, 1, MemberState.MISSING, 1), blind.counts());
            assertEquals(List.of("m2"), touched());
            assertThat(
                    j.createWebClient().getPage(job, "convergence").asNormalizedText(),
                    containsString("unknown: dpkg: dpkg-query ended with exit code 2"));

            Files.delete(broken);
            assertEquals(
                    Map.of(MemberState.CONVERGED, 2),
                    look(j, job, Instant.now()).counts());
            assertEquals(List.of(), touched());
        }
    }

    @Test
    void whatIsRemovedByHandIsFoundByLookNowAndByTheNextRound(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            look(j, job, Instant.now().minus(Duration.ofHours(25)));
            assertEquals(List.of("m1"), touched());

            Files.delete(list("m1"));
            ExtensionList.lookupSingleton(ConvergenceKeeper.class).execute(TaskListener.NULL);
            j.waitUntilNoActivity();
            assertEquals(List.of("m1"), touched(), "A day is over");

            Files.delete(list("m1"));
            ExtensionList.lookupSingleton(ConvergenceKeeper.class).execute(TaskListener.NULL);
            j.waitUntilNoActivity();
            assertEquals(List.of(), touched(), "Nobody has looked again");
            JenkinsRule.WebClient client = j.createWebClient();
            client.getPage(new WebRequest(client.createCrumbedUrl(job.getUrl() + "convergence/look"), HttpMethod.POST));
            Await.until("It is found", () -> job.getLastBuild().getNumber() == 3);
            j.waitUntilNoActivity();
            assertEquals(List.of("m1"), touched());
        }
    }

    @Test
    void anotherDescriptionOfTheSameVersionIsAnotherPackage(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            DeploymentPackage both = job.getDeploymentPackage();
            DeploymentPackage windows = new DeploymentPackage(
                    both.getName(),
                    both.getVersion(),
                    both.getSource(),
                    List.of(new InstallCommand("windows", "exit 0")));
            windows.setDetection(both.getDetection());
            job.setDeploymentPackage(windows);
            look(j, job, Instant.now());
            assertEquals(
                    Map.of(MemberState.NOT_APPLICABLE, 1),
                    look(j, job, Instant.now()).counts());

            job.setDeploymentPackage(both);
            assertTrue(keeping(job).isOutOfDate(keeping(job).content()));
            look(j, job, Instant.now());
            assertEquals(List.of("m1"), touched());
        }
    }

    @Test
    void aNewerVersionAndANewMemberAreNewsAndTheEndIsTheEnd(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            DeploymentPackage described = job.getDeploymentPackage();
            PackageCatalogue.get().add(described);
            job.setDeploymentPackage(null);
            job.setPackageReference(new PackageReference("tools"));
            look(j, job, Instant.now());
            assertFalse(keeping(job).isOutOfDate(keeping(job).content()));

            PackageCatalogue.get().add(described.with("2.0", null));
            assertTrue(keeping(job).isOutOfDate(keeping(job).content()), "a newer version");
            look(j, job, Instant.now());
            assertFalse(keeping(job).isOutOfDate(keeping(job).content()));
            start(agents, "m2");
            assertTrue(keeping(job).isOutOfDate(keeping(job).content()), "a new member");

            int before = keeping(job).content().cycles().size();
            job.getProperty(ConvergenceProperty.class).setExpireAt("2020-01-01 00:00");
            keeping(job).look(Instant.now(), Reason.ROUND);
            assertEquals(before, keeping(job).content().cycles().size());
        }
    }

    @Test
    void whoIsOutOfReachIsTriedWhenItIsBack(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "late");
            agents.kill("late");
            agents.awaitOffline("late");
            DeploymentJob job = convergence(j);
            Cycle without = look(j, job, Instant.now().minus(Cadence.BETWEEN_LOOKS.multipliedBy(2)));
            assertEquals(Map.of(MemberState.MISSING, 1, MemberState.UNKNOWN, 1), without.counts());
            assertEquals(List.of("m1"), touched());
            assertThat(page(j, job), containsString("Offline now"));

            agents.restart("late");
            agents.awaitOnline("late");
            ConvergenceKeeper keeper = ExtensionList.lookupSingleton(ConvergenceKeeper.class);
            Await.until("The agent's return is known", () -> {
                keeper.execute(TaskListener.NULL);
                return keeping(job).content().cycles().stream()
                                .filter(cycle -> cycle.run() != null)
                                .count()
                        > 1;
            });
            j.waitUntilNoActivity();

            assertEquals(List.of("late"), touched());
        }
    }

    /** What a run came to is told without anybody asking, and is no reason for another run. */
    @Test
    void onceItsRunHasEndedTheMachinesAreCountedAnewAndNothingIsLaunched(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "bad");
            DeploymentJob job = convergence(j);
            Cycle launching = look(j, job, Instant.now().minus(Cadence.BETWEEN_LOOKS.multipliedBy(2)));
            assertEquals(Map.of(MemberState.MISSING, 2), launching.counts());
            assertEquals(List.of("bad", "m1"), touched());

            ConvergenceKeeper keeper = ExtensionList.lookupSingleton(ConvergenceKeeper.class);
            // That they came online is no news.
            for (String name : List.of("m1", "bad")) {
                keeper.agentBack(name, Instant.now().minus(Duration.ofHours(1)));
            }
            Await.until("It is counted", () -> {
                keeper.execute(TaskListener.NULL);
                return !keeping(job).content().hasRunEnded();
            });

            Cycle counted = keeping(job).content().cycles().get(0);
            assertEquals(Map.of(MemberState.CONVERGED, 1, MemberState.FAILING, 1), counted.counts());
            assertEquals(50, counted.percent());
            assertThat(page(j, job), containsString("50 %"));
            keeper.execute(TaskListener.NULL);
            j.waitUntilNoActivity();
            assertEquals(2, keeping(job).content().cycles().size(), "Once");
            assertEquals(2, job.getNextBuildNumber(), "No other run");
            assertEquals(List.of(), touched());
        }
    }

    /** An installer that cannot be seen to have done something must not be run again and again for that. */
    @Test
    void aMachineThatDoesNotShowWhatTheRunDidWaitsForTheNextRound(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            DeploymentJob job = convergence(j);
            Instant now = Instant.now();
            look(j, job, now);
            assertEquals(List.of("m1"), touched());
            Files.delete(list("m1"));
            MemberInventories.refresh().refresh("m1").get();

            keeping(job).look(now.plus(Duration.ofMinutes(11)), Reason.ENDED);
            j.waitUntilNoActivity();

            ConvergenceFile.Content content = keeping(job).content();
            assertEquals(Map.of(MemberState.MISSING, 1), content.cycles().get(0).counts());
            assertEquals(0, content.left(), "Nothing is left for a look between two rounds");
            assertFalse(content.hasRunEnded());
            assertEquals(2, job.getNextBuildNumber(), "No other run");
            look(j, job, now.plus(Duration.ofHours(24)));
            assertEquals(List.of("m1"), touched());
        }
    }

    @Test
    void aPipelineWaitsUntilEnoughHaveIt(JenkinsRule j) throws Exception {
        try (RealAgents agents = RealAgents.start(j.getURL().toString(), directory, "none")) {
            start(agents, "m1");
            start(agents, "m2");
            DeploymentJob job = convergence(j);
            job.getProperty(ConvergenceProperty.class).setMostFailures(1);
            WorkflowJob pipeline = j.createProject(WorkflowJob.class);
            pipeline.setDefinition(
                    new CpsFlowDefinition(Recipes.read("converge").replace("agent-tools", job.getName()), true));
            j.assertLogContains("100 %, 0 failing", j.buildAndAssertSuccess(pipeline));
            assertEquals(List.of("m1", "m2"), touched());

            start(agents, "bad");
            pipeline.setDefinition(new CpsFlowDefinition(
                    "def c = converge deployment: 'deploy', share: 66\necho \"${c.percent} %, ${c.counts}\"", true));
            WorkflowRun enough = j.buildAndAssertSuccess(pipeline);
            j.assertLogContains("66 %, ", enough);
            j.assertLogContains("converged:2", enough);

            pipeline.setDefinition(new CpsFlowDefinition("converge 'deploy'", true));
            WorkflowRun stuck = j.buildAndAssertStatus(Result.FAILURE, pipeline);
            j.assertLogContains("is at 66 % and cannot reach 100 % without help", stuck);
            assertEquals(List.of("bad"), touched());
        }
    }

    @Test
    void theFormKeepsItAndADetectionRuleIsNeeded(JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("fleet"));
        DetectionRule rule = new DetectionRule();
        rule.setSoftware("office");
        job.getDeploymentPackage().setDetection(rule);
        ConvergenceProperty property = new ConvergenceProperty();
        property.setExcluded("m7");
        property.setExpireAt("2126-01-01 00:00");
        property.setTimeZone("Asia/Tokyo");
        property.setEveryHours(6);
        property.setMostFailures(2);
        property.setMostPerHour(9);
        property.setDryRun(true);
        job.addProperty(property);

        ConvergenceProperty saved = j.configRoundtrip(job).getProperty(ConvergenceProperty.class);

        j.assertEqualBeans(property, saved, "everyHours,mostFailures,mostPerHour,dryRun,excluded,expireAt,timeZone");
        HtmlForm form = j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .getPage(job, "configure")
                .getFormByName("config");
        form.getInputByName("_.software").setValue("");
        HtmlPage answer = j.submit(form);
        assertEquals(400, answer.getWebResponse().getStatusCode());
        assertThat(answer.asNormalizedText(), containsString("needs a detection rule"));
        job.getDeploymentPackage().setDetection(null);
        Cycle refused = look(j, job, Instant.now());
        assertEquals(Cycle.Kind.FAILED, refused.kind());
        assertThat(refused.problem(), containsString("needs a detection rule"));
        keeping(job).changeMemory(Convergence::pause);
        String page = j.createWebClient().getPage(job, "convergence").asNormalizedText();
        assertThat(page, containsString("needs a detection rule"));
        assertThat(page, containsString("Paused"));
    }
}
