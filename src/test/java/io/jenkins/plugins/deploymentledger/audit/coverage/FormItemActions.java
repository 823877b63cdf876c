package io.jenkins.plugins.deploymentledger.audit.coverage;

import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.all;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.check;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.type;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.StringParameterDefinition;
import hudson.tasks.BuildTrigger;
import hudson.tasks.LogRotator;
import hudson.tasks.Shell;
import hudson.triggers.TimerTrigger;
import java.util.List;
import jenkins.model.BuildDiscarderProperty;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty;
import org.jenkinsci.plugins.workflow.job.properties.DisableResumeJobProperty;
import org.jvnet.hudson.test.JenkinsRule;

/** What is done to jobs and folders by their forms. */
final class FormItemActions {

    private static final String CHANGED = "item.config.updated";
    private static final String PARAMETERS =
            "/properties/hudson.model.ParametersDefinitionProperty/parameterDefinitions/hudson.model.";

    private FormItemActions() {}

    static void add(Actions actions) {
        Browser browser = new Browser();
        freestyle(actions, browser);
        pipeline(actions, browser);
        folder(actions, browser);
    }

    private static void freestyle(Actions actions, Browser browser) {
        new FormRows(actions, browser, "job/free/configure")
                .of(FormItemActions::freestyle)
                .asItIs("a job", "free")
                .saved(
                        "Change the description of a job",
                        type("description", "two"),
                        CHANGED,
                        "free",
                        "/project/description")
                .applied("Change it again", type("description", "three"), CHANGED, "free", "/project/description")
                .saved(
                        "Change the command of a step",
                        type("command", "echo two"),
                        CHANGED,
                        "free",
                        "/project/builders/hudson.tasks.Shell/command")
                .saved(
                        "Change the default of a parameter",
                        type("parameter.defaultValue", "other"),
                        CHANGED,
                        "free",
                        "/project" + PARAMETERS + "StringParameterDefinition[name=WHERE]/defaultValue")
                .saved(
                        "Change the default of a parameter that is secret",
                        type("_.defaultValueAsSecret", "other-password"),
                        CHANGED,
                        "free",
                        "/project" + PARAMETERS + "PasswordParameterDefinition[name=PASSWORD]/defaultValue")
                .saved(
                        "Change when a job is built",
                        type("_.spec", "H 5 * * *"),
                        CHANGED,
                        "free",
                        "/project/triggers/hudson.triggers.TimerTrigger/spec")
                .saved(
                        "Disable a job by its form",
                        check("enable", false),
                        "item.disabled",
                        "free",
                        "/project/disabled")
                .besides(CHANGED, "free")
                .saved(
                        "Enable and describe a job by its form",
                        all(check("enable", true), type("description", "four")),
                        "item.enabled",
                        "free",
                        "/project/description",
                        "/project/disabled")
                .asItIs("a job with all of this", "free")
                .applied("Apply a job, nothing changed", Browser.Filling.NOTHING, "http.unchanged", "free");
    }

    private static void pipeline(Actions actions, Browser browser) {
        String definition = "/flow-definition/definition";
        new FormRows(actions, browser, "job/pipe/configure")
                .of(FormItemActions::pipeline)
                .asItIs("a pipeline", "pipe")
                .saved(
                        "Change the script of a pipeline",
                        type("_.script", "echo 'two'"),
                        CHANGED,
                        "pipe",
                        definition + "/script")
                .besides("script.approval", "org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval")
                .saved(
                        "Let a pipeline out of the sandbox",
                        check("_.sandbox", false),
                        CHANGED,
                        "pipe",
                        "+/scriptApproval",
                        definition + "/sandbox")
                .applied(
                        "Describe a pipeline",
                        type("description", "two"),
                        CHANGED,
                        "pipe",
                        "/flow-definition/description")
                .asItIs("a pipeline with all of this", "pipe");
    }

    private static void folder(Actions actions, Browser browser) {
        new FormRows(actions, browser, "job/box/configure")
                .of(j -> {
                    Folder folder = j.jenkins.createProject(Folder.class, "box");
                    folder.setDescription("one");
                    folder.createProject(FreeStyleProject.class, "inside");
                })
                .asItIs("a folder", "box")
                .saved(
                        "Describe a folder",
                        type("_.description", "two"),
                        CHANGED,
                        "box",
                        "/com.cloudbees.hudson.plugins.folder.Folder/description")
                .applied(
                        "Give a folder a display name",
                        type("_.displayNameOrNull", "Box"),
                        CHANGED,
                        "box",
                        "+/com.cloudbees.hudson.plugins.folder.Folder/displayName")
                .asItIs("a folder with all of this", "box");
    }

    private static void freestyle(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("free");
        job.setDescription("one");
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("WHERE", "here", "where to"),
                new PasswordParameterDefinition("PASSWORD", "one-password", "secret")));
        job.addProperty(new BuildDiscarderProperty(new LogRotator(7, 10, -1, -1)));
        TimerTrigger timer = new TimerTrigger("H 4 * * *");
        job.addTrigger(timer);
        timer.start(job, true);
        job.getBuildersList().add(new Shell("echo one"));
        j.createFreeStyleProject("next");
        job.getPublishersList().add(new BuildTrigger("next", true));
        job.save();
    }

    private static void pipeline(JenkinsRule j) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "pipe");
        job.setDefinition(new CpsFlowDefinition("echo 'one'", true));
        job.addProperty(new DisableConcurrentBuildsJobProperty());
        job.addProperty(new DisableResumeJobProperty());
        job.addProperty(new ParametersDefinitionProperty(
                List.of(new PasswordParameterDefinition("PASSWORD", "one-password", "secret"))));
        job.addTrigger(new TimerTrigger("H 4 * * *"));
        job.setDescription("one");
        job.save();
    }
}
