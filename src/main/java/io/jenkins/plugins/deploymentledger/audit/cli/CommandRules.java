package io.jenkins.plugins.deploymentledger.audit.cli;

import static io.jenkins.plugins.deploymentledger.audit.cli.CommandSubjects.BUILD;
import static io.jenkins.plugins.deploymentledger.audit.cli.CommandSubjects.CONTROLLER;
import static io.jenkins.plugins.deploymentledger.audit.cli.CommandSubjects.ITEMS;
import static io.jenkins.plugins.deploymentledger.audit.cli.CommandSubjects.NODES;
import static io.jenkins.plugins.deploymentledger.audit.cli.CommandSubjects.PLUGINS;
import static io.jenkins.plugins.deploymentledger.audit.cli.CommandSubjects.RUNNING_BUILDS;

import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import java.util.Map;

/** The commands of core and of well-known plugins that change something and tell no listener. */
final class CommandRules {

    /** By the names of the commands. */
    static final Map<String, CommandRule> ALL = Map.ofEntries(
            Map.entry("quiet-down", CommandRule.of(Event.SYSTEM_QUIETDOWN, CONTROLLER)),
            Map.entry("cancel-quiet-down", CommandRule.of(Event.SYSTEM_QUIETDOWN_CANCELLED, CONTROLLER)),
            Map.entry("restart", CommandRule.of(Event.SYSTEM_RESTART_REQUESTED, CONTROLLER)),
            Map.entry("safe-restart", CommandRule.of(Event.SYSTEM_RESTART_REQUESTED, CONTROLLER)),
            Map.entry("shutdown", CommandRule.of(Event.SYSTEM_SHUTDOWN_REQUESTED, CONTROLLER)),
            Map.entry("safe-shutdown", CommandRule.of(Event.SYSTEM_SHUTDOWN_REQUESTED, CONTROLLER)),
            Map.entry("reload-configuration", CommandRule.of(Event.SYSTEM_RELOAD, CONTROLLER)),
            Map.entry("reload-jcasc-configuration", CommandRule.of(Event.SYSTEM_CASC_APPLIED, CONTROLLER)),
            Map.entry("export-configuration", CommandRule.of(Event.SYSTEM_CASC_EXPORTED, CONTROLLER)),
            Map.entry("apply-configuration", CommandRule.of(Event.SYSTEM_CASC_APPLIED, CONTROLLER)),
            Map.entry("reload-job", CommandRule.of(Event.ITEM_RELOADED, ITEMS)),
            Map.entry("set-build-description", CommandRule.of(Event.BUILD_UPDATED, BUILD)),
            Map.entry("set-build-display-name", CommandRule.of(Event.BUILD_UPDATED, BUILD)),
            Map.entry("keep-build", CommandRule.of(Event.BUILD_KEPT, BUILD)),
            Map.entry("stop-builds", CommandRule.of(Event.BUILD_ABORTED, RUNNING_BUILDS)),
            Map.entry("connect-node", CommandRule.of(Event.NODE_LAUNCHED, NODES)),
            Map.entry("disconnect-node", CommandRule.of(Event.NODE_DISCONNECTED, NODES, "-m")),
            Map.entry("install-plugin", CommandRule.of(Event.PLUGIN_INSTALL_REQUESTED, PLUGINS, "-name")),
            Map.entry("enable-plugin", CommandRule.of(Event.PLUGIN_ENABLED, PLUGINS)),
            Map.entry("disable-plugin", CommandRule.of(Event.PLUGIN_DISABLED, PLUGINS, "-strategy", "-s")));

    private CommandRules() {}
}
