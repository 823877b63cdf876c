package io.jenkins.plugins.deploymentledger.audit.coverage;

import java.io.IOException;
import org.jenkinsci.plugins.scriptsecurity.scripts.ApprovalContext;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.scriptsecurity.scripts.languages.GroovyLanguage;
import org.jvnet.hudson.test.JenkinsRule;

/** Scripts that are run and approved, and what is done to the logs that would tell of them. */
final class ScriptActions {

    private static final String APPROVAL = ScriptApproval.class.getName();
    private static final String SCRIPT = "RemotingDiagnostics";
    private static final String COMMAND = "GroovyCommand";
    private static final String CREATION =
            "jenkins.model.Jenkins.get().securityRealm.createAccount('%s', 'a-long-password')";

    private ScriptActions() {}

    static void add(Actions actions) {
        actions.http("Run a script", "script", "script.console", SCRIPT, "script", "println 1");
        actions.http("Run a script for its text", "scriptText", "script.console", SCRIPT, "script", "println 1");
        actions.with(JenkinsRule::createOnlineSlave)
                .http(
                        "Run a script on an agent",
                        "computer/slave0/script",
                        "script.console",
                        SCRIPT,
                        "script",
                        "println 1");
        actions.cli("Run a script", "println 1", "script.cli", COMMAND, "groovy", "=");
        users(actions);
        approvals(actions);
        logs(actions);
    }

    /** What scripts do to users, put down to who ran the script. */
    private static void users(Actions actions) {
        actions.besides("script.console", SCRIPT)
                .http(
                        "Create a user with a password by a script",
                        "scriptText",
                        "user.created",
                        "dave",
                        "script",
                        CREATION.formatted("dave"));
        actions.besides("script.console", SCRIPT)
                .http(
                        "Change a user's password by a script",
                        "scriptText",
                        "user.password.changed",
                        "dave",
                        "script",
                        "hudson.model.User.getById('dave', false).addProperty("
                                + "hudson.security.HudsonPrivateSecurityRealm.Details.fromPlainPassword('other-word'))");
        actions.besides("script.console", SCRIPT)
                .http(
                        "Delete a user by a script",
                        "scriptText",
                        "user.deleted",
                        "dave",
                        "script",
                        "hudson.model.User.getById('dave', false).delete()");
        actions.besides("script.cli", COMMAND)
                .cli(
                        "Create a user with a password by a script",
                        CREATION.formatted("erin"),
                        "user.created",
                        "erin",
                        "groovy",
                        "=");
        actions.besides("script.cli", COMMAND)
                .cli(
                        "Delete a user by a script",
                        "hudson.model.User.getById('erin', false).delete()",
                        "user.deleted",
                        "erin",
                        "groovy",
                        "=");
    }

    private static void approvals(Actions actions) {
        actions.with(ScriptActions::pending)
                .add(
                        "Approve a script",
                        "POST scriptApproval/approveScriptHash?hash=…",
                        "script.approval",
                        APPROVAL,
                        client -> client.post("scriptApproval/approveScriptHash?hash="
                                + ScriptApproval.get()
                                        .getPendingScripts()
                                        .iterator()
                                        .next()
                                        .getHash()));
    }

    private static void pending(JenkinsRule j) throws IOException {
        ScriptApproval.get()
                .configuring(
                        "println 'pending'",
                        GroovyLanguage.get(),
                        ApprovalContext.create().withUser("bob"),
                        false);
    }

    private static void logs(Actions actions) {
        actions.http("Create a log recorder", "log/newLogRecorder?name=mine", "log.recorder.created", "mine");
        actions.http(
                "Set up a new log recorder",
                "log/mine/configSubmit",
                "log.recorder.updated",
                "mine",
                "name",
                "mine",
                "json",
                "{\"name\":\"mine\",\"loggers\":{\"name\":\"a\",\"level\":\"500\"}}");
        actions.http(
                "Change a log recorder",
                "log/mine/configSubmit",
                "log.recorder.updated",
                "mine",
                "name",
                "mine",
                "json",
                "{\"name\":\"mine\",\"loggers\":{\"name\":\"a\",\"level\":\"800\"}}");
        actions.http("Clear a log recorder", "log/mine/clear", "log.recorder.cleared", "mine");
        actions.http("Delete a log recorder", "log/mine/doDelete", "log.recorder.deleted", "mine");
        actions.http(
                "Change a log level",
                "log/configLogger?name=jenkins.model.Jenkins&level=FINE",
                "log.level.changed",
                "jenkins.model.Jenkins");
    }
}
