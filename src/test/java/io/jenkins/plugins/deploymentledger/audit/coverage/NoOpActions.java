package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.FreeStyleProject;
import hudson.model.ListView;
import hudson.model.User;
import hudson.model.labels.LabelAtom;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.deploymentledger.audit.coverage.CoverageAction.Doing;
import java.io.IOException;
import org.jvnet.hudson.test.JenkinsRule;

/** What is asked for and is so already: it leaves an entry that says that nothing changed, and none that says something did. */
final class NoOpActions {

    private static final String UNCHANGED = "http.unchanged";
    private static final String TOKENS = "/descriptorByName/jenkins.security.ApiTokenProperty/";

    private NoOpActions() {}

    static void add(Actions actions) {
        jobs(actions);
        actions.with(NoOpActions::view)
                .http("Add a job to a view that has it", "view/v/addJobToView?name=idle", UNCHANGED, "v");
        actions.http("Remove a job from a view that lacks it", "view/v/removeJobFromView?name=other", UNCHANGED, "v");
        actions.add(
                "Save a view as it is", "POST view/v/config.xml (XML)", UNCHANGED, "v", asItIs("view/v/config.xml"));
        actions.with(j -> j.createSlave("agent", "", null))
                .add(
                        "Save a node as it is",
                        "POST computer/agent/config.xml (XML)",
                        UNCHANGED,
                        "agent",
                        asItIs("computer/agent/config.xml"));
        actions.with(NoOpActions::offline)
                .besides("node.offline", "agent")
                .cli(
                        "Take a node offline that is",
                        "",
                        "cli.command",
                        "offline-node",
                        "offline-node",
                        "agent",
                        "-m",
                        "why");
        actions.with(j -> new LabelAtom("built-in").setDescription("x"))
                .http(
                        "Describe a label as it is",
                        "label/built-in/submitDescription",
                        UNCHANGED,
                        "*",
                        "description",
                        "x");
        actions.with(NoOpActions::described)
                .http(
                        "Describe a user as that one is",
                        "user/bob/submitDescription",
                        UNCHANGED,
                        "bob",
                        "description",
                        "x");
        actions.http(
                "Revoke all API tokens of who has none",
                "user/bob" + TOKENS + "revokeAll",
                UNCHANGED,
                "jenkins.security.ApiTokenProperty");
        actions.http("Delete a group that is not there", "machine-groups/delete?name=none", UNCHANGED, "io.jenkins*");
    }

    private static void jobs(Actions actions) {
        actions.with(Actions.job("idle")).http("Enable an enabled job", "job/idle/enable", UNCHANGED, "idle");
        actions.with(NoOpActions::disabled).http("Disable a disabled job", "job/idle/disable", UNCHANGED, "idle");
        actions.add(
                "Save a job as it is",
                "POST job/idle/config.xml (XML)",
                UNCHANGED,
                "idle",
                asItIs("job/idle/config.xml"));
        actions.http("Describe a job as it is", "job/idle/submitDescription", UNCHANGED, "idle", "description", "");
        actions.cli("Disable a disabled job", "", "cli.command", "disable-job", "disable-job", "idle");
    }

    /** Saves what is there. */
    private static Doing asItIs(String path) {
        return client -> client.postXml(
                path, client.exchange("GET", path, "text/plain", "").body());
    }

    private static void disabled(JenkinsRule j) throws IOException {
        FreeStyleProject job = j.jenkins.getItemByFullName("idle", FreeStyleProject.class);
        job.disable();
        // From now on with all that Jenkins writes.
        job.setDescription("");
    }

    private static void view(JenkinsRule j) throws IOException {
        ListView view = new ListView("v");
        j.jenkins.addView(view);
        j.createFreeStyleProject("other");
        view.add(j.jenkins.getItem("idle"));
    }

    private static void offline(JenkinsRule j) {
        j.jenkins.getComputer("agent").setTemporaryOfflineCause(new OfflineCause.ByCLI("why"));
    }

    private static void described(JenkinsRule j) throws IOException {
        User bob = User.getById("bob", true);
        bob.setDescription("x");
        bob.save();
    }
}
