package io.jenkins.plugins.deploymentledger.audit.coverage;

import io.jenkins.plugins.deploymentledger.testing.Await;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jvnet.hudson.test.JenkinsRule;

/** What is done to pipelines. */
final class PipelineActions {

    private static final String ANSWERED = "build.input.answered";
    private static final String ABORTED = "build.aborted";

    private PipelineActions() {}

    static void add(Actions actions) {
        ending(actions, 1)
                .http(
                        "Answer an input with its values",
                        "job/line/1/input/Go/proceed",
                        ANSWERED,
                        "line#1",
                        "json",
                        "{}");
        ending(actions, 2)
                .http(
                        "Answer an input by the form",
                        "job/line/2/input/Go/submit",
                        ANSWERED,
                        "line#2",
                        "proceed",
                        "Go",
                        "json",
                        "{}");
        actions.with(j -> asking(j, 3)).http("Pause a pipeline", "job/line/3/pause/toggle", "build.paused", "line#3");
        actions.with(j -> paused(j, 3)).http("Resume a pipeline", "job/line/3/pause/toggle", "build.paused", "line#3");
        actions.until(j -> ended(j, 3))
                .later("build.finished", "line#3")
                .http("Terminate a pipeline", "job/line/3/term", ABORTED, "line#3");
        ending(actions, 4).http("Kill a pipeline", "job/line/4/kill", ABORTED, "line#4");
        actions.later("build.started", "line#5")
                .http("Rebuild a pipeline", "job/line/1/replay/rebuild", "build.requested", "line");
        actions.with(j -> asking(j, 6))
                .http("Poll for changes of a pipeline", "job/line/polling", "system.maintenance", "line");
    }

    private static Actions ending(Actions actions, int number) {
        return actions.with(j -> asking(j, number))
                .until(j -> ended(j, number))
                .later("build.finished", "line#" + number);
    }

    private static void asking(JenkinsRule j, int number) throws Exception {
        WorkflowJob job = j.jenkins.getItemByFullName("line", WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, "line");
            job.setDefinition(new CpsFlowDefinition("input(id: 'Go', message: 'Go?')", true));
        }
        if (job.getBuildByNumber(number) == null) {
            job.scheduleBuild2(0).waitForStart();
        }
        WorkflowRun build = job.getBuildByNumber(number);
        Await.until("The build asks", () -> {
            InputAction asked = build.getAction(InputAction.class);
            return asked != null && asked.getExecution("Go") != null;
        });
    }

    private static void paused(JenkinsRule j, int number) throws Exception {
        WorkflowRun build =
                j.jenkins.getItemByFullName("line", WorkflowJob.class).getBuildByNumber(number);
        Await.until("The build is paused", () -> ((CpsFlowExecution) build.getExecution()).isPaused());
    }

    private static void ended(JenkinsRule j, int number) throws Exception {
        j.waitForCompletion(
                j.jenkins.getItemByFullName("line", WorkflowJob.class).getBuildByNumber(number));
    }
}
