package io.jenkins.plugins.deploymentledger.audit.coverage;

import io.jenkins.plugins.deploymentledger.audit.TinyPlugin;

/** What is done to plugins. */
final class PluginActions {

    private PluginActions() {}

    static void add(Actions actions) {
        actions.http(
                "Change the update sites",
                "pluginManager/siteConfigure?site=http://localhost:1/update.json",
                "plugin.sites.changed",
                "hudson.model.UpdateCenter");
        actions.with(TinyPlugin::offer)
                .until(TinyPlugin::awaitTold)
                .later("plugin.installed", "tiny")
                .send(
                        "Request the installation of a plugin",
                        "POST",
                        "manage/pluginManager/installPlugins",
                        "application/json",
                        "{\"dynamicLoad\":true,\"plugins\":[\"tiny\"]}",
                        "plugin.install.requested",
                        "tiny");
        actions.http(
                "Uninstall a plugin", "manage/pluginManager/plugin/tiny/doUninstall", "plugin.uninstalled", "tiny");
        actions.until(TinyPlugin::awaitTold)
                .later("plugin.installed", "tiny2")
                .add(
                        "Upload a plugin",
                        "POST manage/pluginManager/uploadPlugin",
                        "plugin.uploaded",
                        "tiny2",
                        client -> client.upload(
                                "manage/pluginManager/uploadPlugin", "tiny2.hpi", TinyPlugin.hpi("tiny2")));
        actions.until(TinyPlugin::awaitTold)
                .later("plugin.installed", "tiny")
                .cli("Install a plugin", "", "plugin.install.requested", "tiny", "install-plugin", "tiny");
        actions.http("Forget what update sites offer", "updateCenter/invalidateData", "system.maintenance", "");
        actions.http(
                "Disable a plugin",
                "pluginManager/plugin/jackson2-api/makeDisabled",
                "plugin.disabled",
                "jackson2-api");
        actions.http(
                "Enable a plugin", "pluginManager/plugin/jackson2-api/makeEnabled", "plugin.enabled", "jackson2-api");
        actions.cli("Disable a plugin", "", "plugin.disabled", "tiny2", "disable-plugin", "tiny2");
        actions.cli("Enable a plugin", "", "plugin.enabled", "tiny2", "enable-plugin", "tiny2");
    }
}
