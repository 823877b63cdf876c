package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.UpdateCenter;
import hudson.model.UpdateSite;
import io.jenkins.plugins.deploymentledger.audit.TinyPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;

/** What is done in the update center, to Jenkins itself and to plugins. */
final class UpdateActions {

    private static final String TINY = "updateCenter/site/default/plugin/tiny/";
    private static final String WAR = "executable-war";

    private UpdateActions() {}

    static void add(Actions actions) {
        plugins(actions);
        sites(actions);
        actions.http(
                "Restart when what is installed is there", "updateCenter/safeRestart", "system.restart.requested", "");
        actions.http("Cancel that restart", "updateCenter/cancelRestart", "system.restart.cancelled", "");
        actions.with(UpdateActions::war).http("Update Jenkins", "updateCenter/upgrade", "system.core.updated", "");
        actions.http("Go back to the Jenkins before", "updateCenter/downgrade", "system.core.updated", "");
        actions.until(j -> System.clearProperty(WAR))
                .http(
                        "Go back to the Jenkins before, by its old address",
                        "updateCenter/restart",
                        "system.core.updated",
                        "");
    }

    private static void plugins(Actions actions) {
        actions.with(TinyPlugin::offer)
                .until(TinyPlugin::awaitTold)
                .later("plugin.installed", "tiny3")
                .send(
                        "Install what a configuration needs",
                        "POST",
                        "pluginManager/installNecessaryPlugins",
                        "application/xml",
                        "<project plugin=\"tiny3@1.0\"/>",
                        "plugin.install.requested",
                        "tiny3");
        actions.until(TinyPlugin::awaitTold)
                .later("plugin.installed", "tiny")
                .http(
                        "Install plugins by the form",
                        "pluginManager/install",
                        "plugin.install.requested",
                        "tiny",
                        "plugin.tiny.default",
                        "on",
                        "dynamicLoad",
                        "x");
        actions.until(TinyPlugin::awaitTold)
                .later("plugin.installed", "tiny")
                .http("Install a plugin at its own address", TINY + "install", "plugin.install.requested", "tiny");
        actions.until(TinyPlugin::awaitTold)
                .later("plugin.installed", "tiny")
                .http("Install a plugin now", TINY + "installNow", "plugin.install.requested", "tiny");
        actions.until(TinyPlugin::awaitTold)
                .http("Go back to a plugin's version before", TINY + "downgrade", "plugin.downgraded", "tiny");
        actions.http("Pin a plugin", "pluginManager/plugin/jackson2-api/pin", "system.maintenance", "jackson2-api");
        actions.http("Unpin a plugin", "pluginManager/plugin/jackson2-api/unpin", "system.maintenance", "jackson2-api");
    }

    private static void sites(Actions actions) {
        actions.http("Look for updates", "pluginManager/checkUpdatesServer", "system.maintenance", "");
        actions.http(
                "Forget what an update site offers",
                "updateCenter/site/default/invalidateData",
                "system.maintenance",
                UpdateSite.class.getName());
        actions.http(
                "Verify the signature of an update site",
                "updateCenter/site/default/verifySignature",
                "system.maintenance",
                UpdateSite.class.getName());
        actions.with(j -> sites(j).add(new UpdateSite("other", "http://127.0.0.1:1/update-center.json")))
                .http(
                        "Remove an update site",
                        "pluginManager/updateSources",
                        "plugin.sites.changed",
                        UpdateCenter.class.getName(),
                        "remove",
                        "x",
                        "sources",
                        "other");
    }

    private static List<UpdateSite> sites(JenkinsRule j) {
        return j.jenkins.getUpdateCenter().getSites();
    }

    /** Has Jenkins think that this is its file, which it may replace; what it does with it then fails, as there is no other. */
    private static void war(JenkinsRule j) throws Exception {
        Path war = Jenkins.get().getRootDir().toPath().resolve("jenkins.war");
        Files.createFile(war);
        Files.createFile(war.resolveSibling("jenkins.war.bak"));
        System.setProperty(WAR, war.toString());
    }
}
