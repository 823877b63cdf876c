package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.ExtensionList;
import hudson.model.Cause;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.labels.LabelAtom;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import hudson.slaves.OfflineCause;
import hudson.tasks.ArtifactArchiver;
import hudson.tasks.Fingerprinter;
import hudson.tasks.Shell;
import io.jenkins.plugins.deploymentledger.audit.drift.FactsDrift;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller that is used as controllers are, restarted twice: nothing of what it wrote itself is told as a change on the disk. */
@EnabledOnOs(OS.LINUX)
@Timeout(600)
class QuietRestartTest {

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void whatJenkinsWroteIsNoDriftAndWhatSomebodyWroteIsToldOnce() throws Throwable {
        jenkins.startJenkins();
        String token = jenkins.runRemotely(QuietRestartTest::secure);
        use("one", token);
        jenkins.stopJenkins();
        jenkins.startJenkins();
        assertEquals(List.of(), jenkins.runRemotely(QuietRestartTest::drift));
        use("two", token);
        // While it runs: what Jenkins will read when it starts, and what it reads anew when it is told to.
        Path home = jenkins.getHome().toPath();
        edit(home.resolve("jobs/free one/config.xml"));
        edit(home.resolve("jobs/free two/config.xml"));
        AuditClient admin = new AuditClient(jenkins.getUrl(), "admin", token);
        assertEquals(200, admin.post("job/free%20one/reload"));
        jenkins.stopJenkins();
        edit(home.resolve("nodes/node-two/config.xml"));
        jenkins.startJenkins();
        List<String> told = List.of(
                "drift.changed job free one reload",
                "drift.changed node node-two startup",
                "drift.changed job free two startup");
        assertEquals(told, jenkins.runRemotely(QuietRestartTest::drift));
        use("three", token);
        jenkins.stopJenkins();
        jenkins.startJenkins();
        assertEquals(told, jenkins.runRemotely(QuietRestartTest::drift));
    }

    private void use(String round, String token) throws Throwable {
        jenkins.runRemotely(QuietRestartTest::build, round);
        AuditClient admin = new AuditClient(jenkins.getUrl(), "admin", token);
        assertEquals(200, admin.get("whoAmI/api/json"));
        admin.as("nobody", "wrong").get("");
        for (String page : List.of("", "computer/", "manage/", "job/free%20" + round + "/configure")) {
            assertEquals(200, admin.get(page), page);
        }
    }

    private static void edit(Path config) throws IOException {
        Files.writeString(config, Files.readString(config).replace("<description>", "<description>edited "));
    }

    private static String secure(JenkinsRule j) throws Throwable {
        return Administrators.token(j);
    }

    private static void build(JenkinsRule j, String round) throws Throwable {
        FreeStyleProject free = j.jenkins.createProject(FreeStyleProject.class, "free " + round);
        free.setDescription("of a test");
        free.getBuildersList().add(new Shell("date > made"));
        free.getPublishersList().add(new ArtifactArchiver("*"));
        free.getPublishersList().add(new Fingerprinter("**"));
        j.buildAndAssertSuccess(free);
        DumbSlave node = new DumbSlave("node-" + round, j.jenkins.getRootDir() + "/of " + round, new JNLPLauncher());
        node.setNodeDescription("of a test");
        node.setLabelString("some labels");
        j.jenkins.addNode(node);
        node.toComputer().setTemporaryOfflineCause(new OfflineCause.ByCLI("for a test"));
        Label label = j.jenkins.getLabel("some");
        ((LabelAtom) label).save();
        WorkflowJob pipeline = j.jenkins.createProject(WorkflowJob.class, "pipeline " + round);
        pipeline.setDefinition(new CpsFlowDefinition("node { echo 'here' }\nsleep 3600", true));
        // Still runs when Jenkins stops.
        WorkflowRun run = pipeline.scheduleBuild2(0).waitForStart();
        j.waitForMessage("Sleeping for", run);
        WorkflowJob ended = j.jenkins.createProject(WorkflowJob.class, "ended " + round);
        ended.setDefinition(new CpsFlowDefinition("echo 'done'", true));
        j.buildAndAssertSuccess(ended);
        // Still waits when Jenkins stops.
        FreeStyleProject waiting = j.jenkins.createProject(FreeStyleProject.class, "waiting " + round);
        waiting.setAssignedLabel(Label.get("nowhere"));
        waiting.scheduleBuild2(0, new Cause.UserIdCause("admin"));
        TestTrail.end();
    }

    private static ArrayList<String> drift(JenkinsRule j) throws Throwable {
        FactsDrift facts = ExtensionList.lookupSingleton(FactsDrift.class);
        Await.until("Plugins, secrets and scripts are compared", facts::isCompared);
        facts.run();
        facts.run();
        return TestTrail.since(0).stream()
                .filter(entry -> entry.event().name().startsWith("drift."))
                .map(QuietRestartTest::told)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String told(AuditEntry entry) {
        return String.join(
                " ",
                entry.event().name(),
                entry.target().kind(),
                entry.target().id(),
                entry.details().get("phase"));
    }
}
