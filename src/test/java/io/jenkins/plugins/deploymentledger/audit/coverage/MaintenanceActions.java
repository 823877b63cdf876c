package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.ExtensionList;
import hudson.util.RemotingDiagnostics;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.TokenReloadAction;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.diagnosis.HsErrPidFile;
import jenkins.diagnosis.HsErrPidList;
import org.jvnet.hudson.test.JenkinsRule;

/** What few people do to a controller, and seldom. */
final class MaintenanceActions {

    private static final String APPLIED = "system.casc.applied";

    private MaintenanceActions() {}

    static void add(Actions actions) {
        actions.with(JenkinsRule::createOnlineSlave)
                .add(
                        "Download the memory of an agent",
                        "POST computer/slave0/heapDump/heapdump.hprof",
                        "system.heap.dumped",
                        "slave0",
                        client -> client.download("computer/slave0/heapDump/heapdump.hprof"));
        actions.http(
                "Run a script on an agent for its text",
                "computer/slave0/scriptText",
                "script.console",
                RemotingDiagnostics.class.getSimpleName(),
                "script",
                "println 1");
        actions.with(MaintenanceActions::crashLog)
                .http(
                        "Delete the log of a crash",
                        "administrativeMonitor/jenkins.diagnosis.HsErrPidList/files/0/delete",
                        "system.maintenance",
                        HsErrPidFile.class.getName());
        actions.send(
                "Evaluate a view",
                "POST",
                "eval",
                "application/xml",
                "<j:jelly xmlns:j=\"jelly:core\">one</j:jelly>",
                "script.other",
                "");
        actions.http("Cancel a safe restart", "safeRestart", "system.quietdown.cancelled", "", "cancel", "true");
        actions.http("Fold a part of the page", "toggleCollapse", "user.updated", "admin", "paneId", "executors");
        actions.http("Log out", "logout", "auth.logout", "admin");
        actions.http("Log out where users are kept", "securityRealm/logout", "auth.logout", "admin");
        actions.add(
                "Log out where users are kept, by a link",
                "GET securityRealm/logout",
                "auth.logout",
                "admin",
                client -> client.get("securityRealm/logout"));
        actions.http("Apply configuration as code again", "manage/configuration-as-code/reload", APPLIED, "");
        actions.with(MaintenanceActions::configuration)
                .besides("system.config.updated", "")
                .besides("system.config.updated", "io.jenkins.plugins.casc.CasCGlobalConfig")
                .add(
                        "Apply configuration as code from another place",
                        "POST manage/configuration-as-code/replace",
                        APPLIED,
                        "",
                        client -> client.post(
                                "manage/configuration-as-code/replace",
                                "_.newSource",
                                ConfigurationAsCode.get().getSources().get(0)));
        actions.with(j -> System.setProperty(TokenReloadAction.RELOAD_TOKEN_PROPERTY, "open-sesame"))
                .until(j -> System.clearProperty(TokenReloadAction.RELOAD_TOKEN_PROPERTY))
                .http(
                        "Apply configuration as code by its token",
                        "reload-configuration-as-code/?casc-reload-token=open-sesame",
                        APPLIED,
                        TokenReloadAction.class.getName());
    }

    private static void crashLog(JenkinsRule j) throws Exception {
        HsErrPidList list = ExtensionList.lookupSingleton(HsErrPidList.class);
        Path file = j.jenkins.getRootDir().toPath().resolve("hs_err_pid1.log");
        Files.writeString(file, "Something failed");
        list.getFiles().add(new HsErrPidFile(list, file.toFile()));
    }

    private static void configuration(JenkinsRule j) throws Exception {
        Path file = j.jenkins.getRootDir().toPath().resolve("other.yaml");
        Files.writeString(file, "jenkins:\n  systemMessage: from elsewhere\n");
        ConfigurationAsCode.get().configure(file.toString());
        j.jenkins.setSystemMessage("something else");
    }
}
