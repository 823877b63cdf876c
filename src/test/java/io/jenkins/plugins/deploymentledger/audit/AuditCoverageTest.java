package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.User;
import hudson.model.labels.LabelAtom;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import jenkins.security.ApiTokenProperty;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What an administrator can do, over real HTTP and the real command line, and the entry that each action leaves.
 *
 * <p>{@code docs/audit-coverage.md} is made of the table in this class; the test fails when it is not up to date.
 */
@WithJenkins
class AuditCoverageTest {

    private static final Path TABLE = Path.of("docs", "audit-coverage.md");
    private static final String JOB =
            "<project><description>%s</description><builders/><publishers/><buildWrappers/></project>";
    private static final String NODE =
            "<slave><name>%s</name><remoteFS>/tmp/a</remoteFS><numExecutors>%d</numExecutors>"
                    + "<mode>NORMAL</mode><launcher class=\"hudson.slaves.JNLPLauncher\"/><label></label><nodeProperties/></slave>";
    private static final String VIEW =
            "<hudson.model.ListView><name>%s</name><description>%s</description><jobNames/><jobFilters/><columns/>"
                    + "</hudson.model.ListView>";

    /** Does something as an administrator. */
    @FunctionalInterface
    private interface Doing {
        int by(AuditClient client) throws Exception;
    }

    /** Makes ready what an action needs; is not looked at. */
    @FunctionalInterface
    private interface Preparing {
        void in(JenkinsRule j) throws Exception;
    }

    /**
     * A row of the table.
     *
     * @param name what is done, for people
     * @param way how: the request or the command
     * @param event the entry that it must leave
     * @param target the id of the target of that entry
     * @param status the least and the greatest status or exit code that counts as done
     */
    private record Action(String name, String way, String event, String target, Preparing before, Doing doing) {}

    private final List<Action> actions = new ArrayList<>();

    private void http(String name, String path, String event, String target, Preparing before, String... form) {
        actions.add(new Action(name, "POST " + path, event, target, before, client -> client.post(path, form)));
    }

    private void http(String name, String path, String event, String target, String... form) {
        http(name, path, event, target, j -> {}, form);
    }

    private void xml(String name, String path, String xml, String event, String target) {
        actions.add(new Action(
                name, "POST " + path + " (XML)", event, target, j -> {}, client -> client.postXml(path, xml)));
    }

    private void cli(String name, String stdin, String event, String target, Preparing before, String... command) {
        actions.add(new Action(
                name,
                "CLI " + String.join(" ", command),
                event,
                target,
                before,
                client -> client.cli(stdin, command) == 0 ? 200 : 500));
    }

    private void cli(String name, String stdin, String event, String target, String... command) {
        cli(name, stdin, event, target, j -> {}, command);
    }

    private static Preparing job(String name) {
        return j -> {
            if (j.jenkins.getItem(name) == null) {
                j.createFreeStyleProject(name);
            }
        };
    }

    private void items() {
        xml("Create a job", "createItem?name=created", JOB.formatted("one"), "item.created", "created");
        http(
                "Create a job by the form",
                "createItem",
                "item.created",
                "formed",
                "name",
                "formed",
                "mode",
                "hudson.model.FreeStyleProject",
                "json",
                "{}");
        http("Copy a job", "createItem?name=copied&mode=copy&from=created", "item.copied", "copied");
        xml("Change a job", "job/created/config.xml", JOB.formatted("two"), "item.config.updated", "created");
        http(
                "Change a job's description",
                "job/created/submitDescription",
                "item.config.updated",
                "created",
                "description",
                "three");
        http("Rename a job", "job/created/confirmRename", "item.renamed", "renamed", "newName", "renamed");
        xml("Change a renamed job", "job/renamed/config.xml", JOB.formatted("four"), "item.config.updated", "renamed");
        http("Disable a job", "job/renamed/disable", "item.disabled", "renamed");
        http("Enable a job", "job/renamed/enable", "item.enabled", "renamed");
        http("Reload a job", "job/renamed/reload", "item.reloaded", "renamed");
        http("Request a build", "job/renamed/build?delay=0", "build.requested", "renamed");
        http("Delete a job", "job/renamed/doDelete", "item.deleted", "renamed");
        actions.add(new Action(
                "Delete a job by the verb",
                "DELETE job/copied/",
                "item.deleted",
                "copied",
                j -> {},
                client -> client.send("DELETE", "job/copied/", "text/plain", "")));
        cli("Create a job", JOB.formatted("one"), "item.created", "bycli", "create-job", "bycli");
        cli("Copy a job", "", "item.copied", "bycli2", "copy-job", "bycli", "bycli2");
        cli("Change a job", JOB.formatted("two"), "item.config.updated", "bycli", "update-job", "bycli");
        cli("Disable a job", "", "item.disabled", "bycli", "disable-job", "bycli");
        cli("Enable a job", "", "item.enabled", "bycli", "enable-job", "bycli");
        cli("Reload a job", "", "cli.command", "reload-job", "reload-job", "bycli");
        cli("Request a build", "", "build.requested", "bycli", "build", "bycli");
        cli("Delete a job", "", "item.deleted", "bycli", "delete-job", "bycli");
    }

    private void builds() {
        Preparing built = j -> j.buildAndAssertSuccess(j.jenkins.getItemByFullName("builds", FreeStyleProject.class));
        http(
                "Describe a build",
                "job/builds/1/submitDescription",
                "build.updated",
                "builds#1",
                job("builds"),
                "description",
                "x");
        actions.set(actions.size() - 1, withBefore(j -> {
            job("builds").in(j);
            built.in(j);
        }));
        http("Keep a build", "job/builds/1/toggleLogKeep", "build.kept", "builds#1");
        http("Release a build", "job/builds/1/toggleLogKeep", "build.released", "builds#1");
        http(
                "Configure a build",
                "job/builds/1/configSubmit",
                "build.updated",
                "builds#1",
                "json",
                "{\"displayName\":\"n\",\"description\":\"d\"}");
        http("Delete a build", "job/builds/1/doDelete", "build.deleted", "builds#1");
        cli(
                "Describe a build",
                "",
                "cli.command",
                "set-build-description",
                built,
                "set-build-description",
                "builds",
                "2",
                "x");
        cli("Keep a build", "", "cli.command", "keep-build", "keep-build", "builds", "2");
        cli("Delete builds", "", "cli.command", "delete-builds", "delete-builds", "builds", "2");
        http("Cancel a queue item", "queue/cancelItem?id=", "queue.cancelled", "waiting", j -> {});
        actions.set(
                actions.size() - 1,
                new Action(
                        "Cancel a queue item",
                        "POST queue/cancelItem?id=…",
                        "queue.cancelled",
                        "waiting",
                        AuditCoverageTest::waiting,
                        client -> client.post("queue/cancelItem?id="
                                + Jenkins.get().getQueue().getItems()[0].getId())));
        cli("Clear the queue", "", "queue.cancelled", "waiting", AuditCoverageTest::waiting, "clear-queue");
    }

    private Action withBefore(Preparing before) {
        Action last = actions.get(actions.size() - 1);
        return new Action(last.name(), last.way(), last.event(), last.target(), before, last.doing());
    }

    private static void waiting(JenkinsRule j) throws Exception {
        if (j.jenkins.getItem("waiting") == null) {
            FreeStyleProject project = j.createFreeStyleProject("waiting");
            project.setAssignedLabel(new LabelAtom("nowhere"));
        }
        j.jenkins.getItemByFullName("waiting", FreeStyleProject.class).scheduleBuild2(0);
    }

    private void nodes() {
        cli("Create a node", NODE.formatted("agent", 1), "node.created", "agent", "create-node", "agent");
        cli("Change a node", NODE.formatted("agent", 2), "node.updated", "agent", "update-node", "agent");
        cli("Take a node offline", "", "node.offline", "agent", "offline-node", "agent", "-m", "why");
        cli("Bring a node online", "", "node.online", "agent", "online-node", "agent");
        cli("Disconnect a node", "", "cli.command", "disconnect-node", "disconnect-node", "agent", "-m", "why");
        xml("Change a node", "computer/agent/config.xml", NODE.formatted("agent", 3), "node.updated", "agent");
        http("Take a node offline", "computer/agent/toggleOffline", "node.offline", "agent", "offlineMessage", "x");
        http(
                "Change why a node is offline",
                "computer/agent/changeOfflineCause",
                "node.offline",
                "agent",
                "offlineMessage",
                "y");
        http("Bring a node online", "computer/agent/toggleOffline", "node.online", "agent");
        http("Disconnect a node", "computer/agent/doDisconnect", "node.disconnected", "agent");
        http("Launch a node", "computer/agent/launchSlaveAgent", "node.launched", "agent");
        http("Delete a node", "computer/agent/doDelete", "node.deleted", "agent");
        http(
                "Create a node by the form",
                "computer/doCreateItem",
                "node.created",
                "formed",
                "name",
                "formed",
                "type",
                DumbSlave.class.getName(),
                "json",
                "{\"name\":\"formed\",\"nodeDescription\":\"\",\"numExecutors\":\"1\","
                        + "\"remoteFS\":\"/tmp/f\",\"labelString\":\"\",\"mode\":\"NORMAL\",\"\":[\"\",\"\"],"
                        + "\"launcher\":{\"stapler-class\":\"hudson.slaves.JNLPLauncher\"},"
                        + "\"retentionStrategy\":{\"stapler-class\":\"hudson.slaves.RetentionStrategy$Always\"},"
                        + "\"nodeProperties\":{\"stapler-class-bag\":\"true\"},\"type\":\"" + DumbSlave.class.getName()
                        + "\"}");
        cli("Delete a node", "", "node.deleted", "formed", "delete-node", "formed");
        http("Refresh the node monitors", "computer/updateNow", "system.maintenance", "hudson.model.ComputerSet");
        http(
                "Describe a label",
                "label/built-in/submitDescription",
                "node.label.updated",
                "built-in",
                "description",
                "x");
    }

    private void views() {
        xml("Create a view", "createView?name=v", VIEW.formatted("v", "one"), "view.created", "v");
        xml("Change a view", "view/v/config.xml", VIEW.formatted("v", "two"), "view.updated", "v");
        http("Describe a view", "view/v/submitDescription", "view.updated", "v", "description", "three");
        http("Add a job to a view", "view/v/addJobToView?name=member", "view.updated", "v", job("member"));
        http("Remove a job from a view", "view/v/removeJobFromView?name=member", "view.updated", "v");
        http("Delete a view", "view/v/doDelete", "view.deleted", "v");
        cli("Create a view", VIEW.formatted("w", "one"), "view.created", "w", "create-view", "w");
        cli("Change a view", VIEW.formatted("w", "two"), "view.updated", "w", "update-view", "w");
        cli("Add a job to a view", "", "view.updated", "w", "add-job-to-view", "w", "member");
        cli("Remove a job from a view", "", "view.updated", "w", "remove-job-from-view", "w", "member");
        cli("Delete a view", "", "view.deleted", "w", "delete-view", "w");
    }

    private void users() {
        http(
                "Create a user",
                "securityRealm/createAccountByAdmin",
                "user.created",
                "bob",
                "username",
                "bob",
                "password1",
                "bob-password",
                "password2",
                "bob-password",
                "fullname",
                "Bob Ray",
                "email",
                "bob@example.com");
        http("Describe a user", "user/bob/submitDescription", "user.updated", "bob", "description", "x");
        http(
                "Create an API token",
                "user/admin/descriptorByName/jenkins.security.ApiTokenProperty/generateNewToken",
                "auth.token.created",
                "admin/*",
                "newTokenName",
                "extra");
        http(
                "Revoke all API tokens",
                "user/bob/descriptorByName/jenkins.security.ApiTokenProperty/revokeAll",
                "auth.token.revoked",
                "bob/*",
                j -> {
                    User bob = User.getById("bob", false);
                    bob.getProperty(ApiTokenProperty.class).generateNewToken("one");
                    bob.save();
                });
        http(
                "End a user's sessions",
                "user/bob/descriptorByName/jenkins.security.seed.UserSeedProperty/renewSessionSeed/",
                "auth.sessions.terminated",
                "bob");
        http("Delete a user", "user/bob/doDelete", "user.deleted", "bob");
    }

    private void system() {
        http("Prepare for shutdown", "quietDown", "system.quietdown", "");
        http("Cancel the shutdown", "cancelQuietDown", "system.quietdown.cancelled", "");
        cli("Prepare for shutdown", "", "cli.command", "quiet-down", "quiet-down");
        cli("Cancel the shutdown", "", "cli.command", "cancel-quiet-down", "cancel-quiet-down");
        http(
                "Prepare for shutdown on the page",
                "manage/prepareShutdown/prepare",
                "system.quietdown",
                "jenkins.management.ShutdownLink",
                "json",
                "{\"shutdownReason\":\"why\"}");
        http(
                "Cancel the shutdown on the page",
                "manage/prepareShutdown/cancel",
                "system.quietdown.cancelled",
                "jenkins.management.ShutdownLink");
        http("Collect garbage", "gc", "system.maintenance", "");
        http("Clean up fingerprints", "fingerprintCleanup", "system.maintenance", "");
        http("Clean up workspaces", "workspaceCleanup", "system.maintenance", "");
        http(
                "Change the message of the front page",
                "submitDescription",
                "view.updated",
                "all",
                "description",
                "hello");
        http("Create a log recorder", "log/newLogRecorder?name=mine", "log.recorder.created", "*");
        http(
                "Change a log recorder",
                "log/mine/configSubmit",
                "log.recorder.created",
                "mine",
                "name",
                "mine",
                "json",
                "{\"name\":\"mine\",\"loggers\":{\"name\":\"a\",\"level\":\"500\"}}");
        http("Clear a log recorder", "log/mine/clear", "log.recorder.cleared", "mine");
        http("Delete a log recorder", "log/mine/doDelete", "log.recorder.deleted", "mine");
        http("Change a log level", "log/configLogger?name=jenkins.model.Jenkins&level=FINE", "log.level.changed", "*");
        http("Run a script", "script", "script.console", "RemotingDiagnostics", "script", "println 1");
        http("Run a script for its text", "scriptText", "script.console", "RemotingDiagnostics", "script", "println 1");
        cli("Run a script", "println 1", "script.cli", "GroovyCommand", "groovy", "=");
        cli("Ask who one is", "", "cli.command", "who-am-i", "who-am-i");
        http(
                "Disable an administrative monitor",
                "administrativeMonitor/hudson.diagnosis.TooManyJobsButNoView/disable",
                "system.monitor.updated",
                "*");
        http(
                "Change the update sites",
                "pluginManager/siteConfigure?site=http://localhost:1/update.json",
                "plugin.sites.changed",
                "*");
        actions.add(new Action(
                "Request the installation of a plugin",
                "POST pluginManager/installPlugins",
                "plugin.install.requested",
                "*",
                j -> {},
                client -> client.send(
                        "POST",
                        "pluginManager/installPlugins",
                        "application/json",
                        "{\"dynamicLoad\":true,\"plugins\":[]}")));
        http("Disable a plugin", "pluginManager/plugin/jackson2-api/makeDisabled", "plugin.disabled", "jackson2-api");
        http("Enable a plugin", "pluginManager/plugin/jackson2-api/makeEnabled", "plugin.enabled", "jackson2-api");
        xml(
                "Change the configuration of a folderless view",
                "view/all/config.xml",
                "<hudson.model.AllView><name>all</name><description>other</description></hudson.model.AllView>",
                "view.updated",
                "all");
        cli("List jobs", "", "cli.command", "list-jobs", "list-jobs");
        cli("Show a job", "", "cli.command", "get-job", "get-job", "member");
        cli("Reload the configuration", "", "cli.command", "reload-configuration", "reload-configuration");
        http("Reload the configuration", "reload", "system.reload", "");
    }

    private void bypasses() {
        http("Prepare for shutdown, more in the path", "quietDown/x", "system.quietdown", "");
        http("Cancel, doubled slash", "/cancelQuietDown", "system.quietdown.cancelled", "");
        http("Prepare for shutdown, dot in the path", "./quietDown", "system.quietdown", "");
        http("Cancel, encoded letter", "%63ancelQuietDown", "system.quietdown.cancelled", "");
        http("Prepare for shutdown, below manage", "manage/quietDown", "system.quietdown", "");
        http("Cancel, trailing slash", "cancelQuietDown/", "system.quietdown.cancelled", "");
        http("Prepare for shutdown, behind a view", "view/all/../../quietDown", "system.quietdown", "");
        http("Cancel, with a method override", "cancelQuietDown?_method=GET", "system.quietdown.cancelled", "");
    }

    @Test
    void everyActionLeavesItsEntry(JenkinsRule j) throws Exception {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        realm.createAccount("admin", "admin-password");
        j.jenkins.setSecurityRealm(realm);
        j.jenkins.setAuthorizationStrategy(new FullControlOnceLoggedInAuthorizationStrategy());
        String token =
                User.getById("admin", false).getProperty(ApiTokenProperty.class).generateNewToken("test").plainValue;
        AuditClient client = new AuditClient(j.getURL(), "admin", token);
        items();
        builds();
        nodes();
        views();
        users();
        bypasses();
        system();
        List<String> wrong = new ArrayList<>();
        for (Action action : actions) {
            action.before().in(j);
            long mark = TestTrail.end();
            int status;
            try {
                status = action.doing().by(client);
            } catch (IOException e) {
                wrong.add(action.name() + " [" + action.way() + "]: " + e);
                continue;
            }
            String problem = status >= 400 ? "answered " + status : problem(action, TestTrail.since(mark));
            if (!problem.isEmpty()) {
                wrong.add(action.name() + " [" + action.way() + "]: " + problem);
            }
        }
        assertEquals("", String.join("\n", wrong), wrong.size() + " of " + actions.size() + " actions");
        assertTrue(actions.size() >= 100, "Only " + actions.size() + " actions");
        assertTable();
    }

    private static String problem(Action action, List<AuditEntry> entries) {
        String all = entries.stream()
                .map(entry -> entry.event() + "(" + entry.target().id() + " by "
                        + entry.operatedBy().id() + ")")
                .collect(Collectors.joining(", "));
        if (entries.stream().anyMatch(entry -> entry.event().name().equals("http.unclassified"))) {
            return "unclassified; " + all;
        }
        List<AuditEntry> found = entries.stream()
                .filter(entry -> entry.event().name().equals(action.event()) && isTarget(action, entry))
                .toList();
        if (found.isEmpty()) {
            return "no " + action.event() + " of " + action.target() + ", but " + all;
        }
        AuditEntry entry = found.get(0);
        if (!entry.operatedBy().id().equals("admin")) {
            return "operated by " + entry.operatedBy();
        }
        List<String> chain = action.way().startsWith("CLI") ? List.of("127.0.0.1") : List.of("203.0.113.7", "10.0.0.2");
        if (!entry.addresses().chain().containsAll(chain)) {
            return "from " + entry.addresses();
        }
        if (found.size() > 1) {
            return "twice; " + all;
        }
        return entry.outcome().word().equals("success") ? "" : "outcome " + entry.outcome();
    }

    private static boolean isTarget(Action action, AuditEntry entry) {
        String target = action.target();
        return target.endsWith("*")
                ? entry.target().id().startsWith(target.substring(0, target.length() - 1))
                : entry.target().id().equals(target);
    }

    private void assertTable() throws IOException {
        StringBuilder table = new StringBuilder();
        table.append("# What the audit trail is tested to record\n\n")
                .append(
                        "Made by `AuditCoverageTest`, which does each of these as an administrator, over HTTP or the command line, and\n")
                .append(
                        "looks for exactly one entry of this type, with this target, the administrator, the addresses of the request\n")
                .append("and the outcome *success*. No action may leave `http.unclassified`.\n\n")
                .append(actions.size())
                .append(" actions.\n\n| action | how | event | target |\n|---|---|---|---|\n");
        for (Action action : actions) {
            table.append("| ")
                    .append(action.name())
                    .append(" | `")
                    .append(action.way())
                    .append("` | `")
                    .append(action.event())
                    .append("` | `")
                    .append(action.target().isEmpty() ? "-" : action.target())
                    .append("` |\n");
        }
        String before = Files.exists(TABLE) ? Files.readString(TABLE) : "";
        if (!before.equals(table.toString())) {
            Files.writeString(TABLE, table.toString());
        }
        assertEquals(before, table.toString(), TABLE + " was not up to date and has been written anew; commit it");
    }
}
