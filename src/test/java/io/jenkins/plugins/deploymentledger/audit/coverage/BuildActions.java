package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.Executor;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.labels.LabelAtom;
import io.jenkins.plugins.deploymentledger.testing.Await;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SleepBuilder;

/** What is done to builds, and to what waits to be built. */
final class BuildActions {

    private BuildActions() {}

    static void add(Actions actions) {
        actions.with(Actions.built("builds"))
                .http(
                        "Describe a build",
                        "job/builds/1/submitDescription",
                        "build.updated",
                        "builds#1",
                        "description",
                        "x");
        actions.http("Keep a build", "job/builds/1/toggleLogKeep", "build.kept", "builds#1");
        actions.http("Release a build", "job/builds/1/toggleLogKeep", "build.released", "builds#1");
        actions.http(
                "Configure a build",
                "job/builds/1/configSubmit",
                "build.updated",
                "builds#1",
                "json",
                "{\"displayName\":\"n\",\"description\":\"d\"}");
        actions.http("Delete a build", "job/builds/1/doDelete", "build.deleted", "builds#1");
        actions.with(Actions.built("builds"))
                .cli("Describe a build", "", "build.updated", "builds#2", "set-build-description", "builds", "2", "x");
        actions.cli("Name a build", "", "build.updated", "builds#2", "set-build-display-name", "builds", "2", "x");
        actions.cli("Keep a build", "", "build.kept", "builds#2", "keep-build", "builds", "2");
        actions.cli("Delete builds", "", "build.deleted", "builds#2", "delete-builds", "builds", "2");
        actions.with(Actions.built("builds"))
                .http("Wipe out a workspace", "job/builds/doWipeOutWorkspace", "item.workspace.wiped", "builds");
        actions.with(BuildActions::tagged)
                .http("Clear the error of a tag", "job/builds/3/tag/clearError", "system.maintenance", "builds#3");
        stopping(actions);
        actions.with(BuildActions::waiting)
                .add(
                        "Cancel a queue item",
                        "POST queue/cancelItem?id=…",
                        "queue.cancelled",
                        "waiting",
                        client -> client.post("queue/cancelItem?id="
                                + Jenkins.get().getQueue().getItems()[0].getId()));
        actions.with(BuildActions::waiting)
                .add(
                        "Cancel a queue item at its own address",
                        "POST queue/item/…/cancelQueue",
                        "queue.cancelled",
                        "waiting",
                        client -> client.post("queue/item/"
                                + Jenkins.get().getQueue().getItems()[0].getId() + "/cancelQueue"));
        actions.with(BuildActions::waiting)
                .http("Cancel what waits of a job", "job/waiting/cancelQueue", "queue.cancelled", "waiting");
        actions.with(BuildActions::waiting).cli("Clear the queue", "", "queue.cancelled", "waiting", "clear-queue");
        pipelines(actions);
    }

    private static void tagged(JenkinsRule j) {
        Run<?, ?> build =
                j.jenkins.getItemByFullName("builds", FreeStyleProject.class).getBuildByNumber(3);
        build.addAction(new TagTask(build));
    }

    private static void stopping(Actions actions) {
        actions.with(j -> running(j, 1))
                .until(j -> ended(j, 1))
                .later("build.finished", "long#1")
                .http("Stop a build", "job/long/1/stop", "build.aborted", "long#1");
        actions.with(j -> running(j, 2))
                .until(j -> ended(j, 2))
                .later("build.finished", "long#2")
                .cli("Stop the builds of a job", "", "build.aborted", "long#2", "stop-builds", "long");
        actions.with(j -> running(j, 3))
                .until(j -> ended(j, 3))
                .later("build.finished", "long#3")
                .add(
                        "Stop what an executor does",
                        "POST computer/(built-in)/executors/…/stop",
                        "build.aborted",
                        "long#3",
                        client -> client.post("computer/(built-in)/executors/" + executor() + "/stop"));
        actions.with(j -> running(j, 4))
                .until(j -> ended(j, 4))
                .later("build.finished", "long#4")
                .add(
                        "Stop a build where an executor does it",
                        "POST computer/(built-in)/executors/…/stopBuild?runExtId=long%234",
                        "build.aborted",
                        "long#4",
                        client -> client.post(
                                "computer/(built-in)/executors/" + executor() + "/stopBuild?runExtId=long%234"));
        actions.with(BuildActions::parameterized)
                .until(JenkinsRule::waitUntilNoActivity)
                .later("build.started", "asked#1")
                .later("build.finished", "asked#1")
                .http(
                        "Request a build with parameters",
                        "job/asked/buildWithParameters?delay=0&WHO=you",
                        "build.requested",
                        "asked");
    }

    /** Its place in the list of executors, which is not its number: one that took a build is replaced by one at the end. */
    private static int executor() {
        Executor executor = Jenkins.get()
                .getItemByFullName("long", FreeStyleProject.class)
                .getLastBuild()
                .getExecutor();
        return executor.getOwner().getExecutors().indexOf(executor);
    }

    private static void pipelines(Actions actions) {
        actions.with(j -> asking(j, 1))
                .until(j -> answered(j, 1))
                .later("build.finished", "asks#1")
                .http("Answer an input", "job/asks/1/input/Go/proceedEmpty", "build.input.answered", "asks#1");
        actions.with(j -> asking(j, 2))
                .until(j -> answered(j, 2))
                .later("build.finished", "asks#2")
                .http("Refuse an input", "job/asks/2/input/Go/abort", "build.input.answered", "asks#2");
        actions.with(j -> asking(j, 3))
                .until(j -> answered(j, 3))
                .later("build.finished", "asks#3")
                .http("Stop a pipeline", "job/asks/3/stop", "build.aborted", "asks#3");
        actions.with(j -> {})
                .until(j -> answered(j, 4))
                .later("build.started", "asks#4")
                .later("build.finished", "asks#4")
                .http("Replay a pipeline", "job/asks/1/replay/run", "build.requested", "asks", "json", replay());
    }

    private static String replay() {
        return "{\"mainScript\":\"echo 'again'\"}";
    }

    private static void parameterized(JenkinsRule j) throws Exception {
        j.createFreeStyleProject("asked")
                .addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("WHO", "me")));
    }

    private static void running(JenkinsRule j, int number) throws Exception {
        FreeStyleProject job = j.jenkins.getItemByFullName("long", FreeStyleProject.class);
        if (job == null) {
            job = j.createFreeStyleProject("long");
            job.getBuildersList().add(new SleepBuilder(3_600_000));
        }
        job.scheduleBuild2(0).waitForStart();
        Run<?, ?> build = job.getBuildByNumber(number);
        Await.until(
                "The build runs",
                () -> build.getExecutor() != null && build.getLog().contains("Sleeping"));
    }

    private static void ended(JenkinsRule j, int number) throws Exception {
        j.waitForCompletion(
                j.jenkins.getItemByFullName("long", FreeStyleProject.class).getBuildByNumber(number));
    }

    private static void asking(JenkinsRule j, int number) throws Exception {
        WorkflowJob job = j.jenkins.getItemByFullName("asks", WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, "asks");
            job.setDefinition(new CpsFlowDefinition("input(id: 'Go', message: 'Go?')", true));
        }
        job.scheduleBuild2(0).waitForStart();
        WorkflowRun build = job.getBuildByNumber(number);
        Await.until("The build asks", () -> {
            InputAction asked = build.getAction(InputAction.class);
            return asked != null && asked.getExecution("Go") != null;
        });
    }

    private static void answered(JenkinsRule j, int number) throws Exception {
        WorkflowJob job = j.jenkins.getItemByFullName("asks", WorkflowJob.class);
        Await.until("The build has begun", () -> job.getBuildByNumber(number) != null);
        j.waitForCompletion(job.getBuildByNumber(number));
    }

    private static void waiting(JenkinsRule j) throws Exception {
        if (j.jenkins.getItem("waiting") == null) {
            FreeStyleProject project = j.createFreeStyleProject("waiting");
            project.setAssignedLabel(new LabelAtom("nowhere"));
        }
        j.jenkins.getItemByFullName("waiting", FreeStyleProject.class).scheduleBuild2(0);
    }
}
