package io.jenkins.plugins.deploymentledger.audit.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import org.jvnet.localizer.ResourceBundleHolder;

/** The event types that this plugin itself records about Jenkins; their names never change. */
public enum Event implements EventDescription {
    /** Logged in. */
    AUTH_LOGIN("auth.login", true),
    /** Logged out. */
    AUTH_LOGOUT("auth.logout", true),
    /** Authentication failed. */
    AUTH_FAILED("auth.failed", true),
    /** Requests authenticated without a session. */
    AUTH_API("auth.api", false),
    /** Access denied. */
    AUTH_DENIED("auth.denied", true),
    /** API token created. */
    AUTH_TOKEN_CREATED("auth.token.created", true),
    /** API token renamed. */
    AUTH_TOKEN_UPDATED("auth.token.updated", true),
    /** API token revoked. */
    AUTH_TOKEN_REVOKED("auth.token.revoked", true),
    /** All sessions of a user terminated. */
    AUTH_SESSIONS_TERMINATED("auth.sessions.terminated", true),
    /** User created. */
    USER_CREATED("user.created", true),
    /** User changed. */
    USER_UPDATED("user.updated", true),
    /** User deleted. */
    USER_DELETED("user.deleted", true),
    /** Password changed. */
    USER_PASSWORD_CHANGED("user.password.changed", true),
    /** Authorization strategy or permissions changed. */
    PERMISSION_STRATEGY_CHANGED("permission.strategy.changed", true),
    /** Security realm changed. */
    PERMISSION_REALM_CHANGED("permission.realm.changed", true),
    /** Permission granted to a user or group. */
    PERMISSION_GRANTED("permission.granted", true),
    /** Permission taken from a user or group. */
    PERMISSION_REVOKED("permission.revoked", true),
    /** Credentials created. */
    CREDENTIAL_CREATED("credential.created", true),
    /** Credentials changed. */
    CREDENTIAL_UPDATED("credential.updated", true),
    /** Credentials deleted. */
    CREDENTIAL_DELETED("credential.deleted", true),
    /** Item created. */
    ITEM_CREATED("item.created", true),
    /** Item copied. */
    ITEM_COPIED("item.copied", true),
    /** Item renamed. */
    ITEM_RENAMED("item.renamed", true),
    /** Item moved. */
    ITEM_MOVED("item.moved", true),
    /** Item left its name or place for another. */
    ITEM_LEFT("item.left", true),
    /** Item deleted. */
    ITEM_DELETED("item.deleted", true),
    /** Item configuration changed. */
    ITEM_CONFIG_UPDATED("item.config.updated", true),
    /** Item enabled. */
    ITEM_ENABLED("item.enabled", true),
    /** Item disabled. */
    ITEM_DISABLED("item.disabled", true),
    /** Item reloaded from disk. */
    ITEM_RELOADED("item.reloaded", true),
    /** Workspace wiped out. */
    ITEM_WORKSPACE_WIPED("item.workspace.wiped", true),
    /** View created. */
    VIEW_CREATED("view.created", true),
    /** View renamed. */
    VIEW_RENAMED("view.renamed", true),
    /** View changed. */
    VIEW_UPDATED("view.updated", true),
    /** View deleted. */
    VIEW_DELETED("view.deleted", true),
    /** Build requested. */
    BUILD_REQUESTED("build.requested", true),
    /** Build started. */
    BUILD_STARTED("build.started", false),
    /** Build finished. */
    BUILD_FINISHED("build.finished", false),
    /** Build aborted. */
    BUILD_ABORTED("build.aborted", true),
    /** Build deleted. */
    BUILD_DELETED("build.deleted", true),
    /** Description or name of a build changed. */
    BUILD_UPDATED("build.updated", true),
    /** Build kept forever. */
    BUILD_KEPT("build.kept", true),
    /** Build no longer kept forever. */
    BUILD_RELEASED("build.released", true),
    /** Pipeline paused or resumed. */
    BUILD_PAUSED("build.paused", true),
    /** Input of a build answered. */
    BUILD_INPUT_ANSWERED("build.input.answered", true),
    /** Node created. */
    NODE_CREATED("node.created", true),
    /** Node changed. */
    NODE_UPDATED("node.updated", true),
    /** Node deleted. */
    NODE_DELETED("node.deleted", true),
    /** Node taken offline. */
    NODE_OFFLINE("node.offline", true),
    /** Node brought back online. */
    NODE_ONLINE("node.online", true),
    /** Node disconnected. */
    NODE_DISCONNECTED("node.disconnected", true),
    /** Node launched. */
    NODE_LAUNCHED("node.launched", true),
    /** Label changed. */
    NODE_LABEL_UPDATED("node.label.updated", true),
    /** Cloud created. */
    CLOUD_CREATED("cloud.created", true),
    /** Cloud changed. */
    CLOUD_UPDATED("cloud.updated", true),
    /** Cloud deleted. */
    CLOUD_DELETED("cloud.deleted", true),
    /** Installation of plugins requested. */
    PLUGIN_INSTALL_REQUESTED("plugin.install.requested", true),
    /** Plugin installed. */
    PLUGIN_INSTALLED("plugin.installed", true),
    /** Plugin updated. */
    PLUGIN_UPDATED("plugin.updated", true),
    /** Plugin downgraded. */
    PLUGIN_DOWNGRADED("plugin.downgraded", true),
    /** Plugin uploaded. */
    PLUGIN_UPLOADED("plugin.uploaded", true),
    /** Plugin enabled. */
    PLUGIN_ENABLED("plugin.enabled", true),
    /** Plugin disabled. */
    PLUGIN_DISABLED("plugin.disabled", true),
    /** Plugin uninstalled. */
    PLUGIN_UNINSTALLED("plugin.uninstalled", true),
    /** Update sites changed. */
    PLUGIN_SITES_CHANGED("plugin.sites.changed", true),
    /** System configuration changed. */
    SYSTEM_CONFIG_UPDATED("system.config.updated", true),
    /** Security settings changed. */
    SYSTEM_SECURITY_UPDATED("system.security.updated", true),
    /** Tool configuration changed. */
    SYSTEM_TOOLS_UPDATED("system.tools.updated", true),
    /** Proxy configuration changed. */
    SYSTEM_PROXY_UPDATED("system.proxy.updated", true),
    /** Administrative monitor answered or switched. */
    SYSTEM_MONITOR_UPDATED("system.monitor.updated", true),
    /** Maintenance action. */
    SYSTEM_MAINTENANCE("system.maintenance", true),
    /** Memory downloaded. */
    SYSTEM_HEAP_DUMPED("system.heap.dumped", true),
    /** Step of the setup wizard done. */
    SYSTEM_SETUP("system.setup", true),
    /** Update of Jenkins itself requested. */
    SYSTEM_CORE_UPDATED("system.core.updated", true),
    /** Jenkins started. */
    SYSTEM_STARTED("system.started", true),
    /** Jenkins stopped. */
    SYSTEM_STOPPED("system.stopped", true),
    /** Jenkins had ended without stopping. */
    SYSTEM_UNCLEAN("system.unclean", true),
    /** Restart requested. */
    SYSTEM_RESTART_REQUESTED("system.restart.requested", true),
    /** Restart cancelled. */
    SYSTEM_RESTART_CANCELLED("system.restart.cancelled", true),
    /** Shutdown requested. */
    SYSTEM_SHUTDOWN_REQUESTED("system.shutdown.requested", true),
    /** Jenkins prepared for shutdown. */
    SYSTEM_QUIETDOWN("system.quietdown", true),
    /** Preparation for shutdown cancelled. */
    SYSTEM_QUIETDOWN_CANCELLED("system.quietdown.cancelled", true),
    /** Configuration reloaded from disk. */
    SYSTEM_RELOAD("system.reload", true),
    /** Configuration as code applied. */
    SYSTEM_CASC_APPLIED("system.casc.applied", true),
    /** Configuration as code exported. */
    SYSTEM_CASC_EXPORTED("system.casc.exported", true),
    /** Script run from the script console. */
    SCRIPT_CONSOLE("script.console", true),
    /** Script run from the command line. */
    SCRIPT_CLI("script.cli", true),
    /** Script run by a hook. */
    SCRIPT_HOOK("script.hook", true),
    /** Script run. */
    SCRIPT_OTHER("script.other", true),
    /** Script approvals changed. */
    SCRIPT_APPROVAL("script.approval", true),
    /** Command run. */
    CLI_COMMAND("cli.command", true),
    /** Command failed. */
    CLI_FAILED("cli.failed", true),
    /** Log recorder created. */
    LOG_RECORDER_CREATED("log.recorder.created", true),
    /** Log recorder changed. */
    LOG_RECORDER_UPDATED("log.recorder.updated", true),
    /** Log recorder deleted. */
    LOG_RECORDER_DELETED("log.recorder.deleted", true),
    /** Log recorder cleared. */
    LOG_RECORDER_CLEARED("log.recorder.cleared", true),
    /** Log level changed. */
    LOG_LEVEL_CHANGED("log.level.changed", true),
    /** Queue item cancelled. */
    QUEUE_CANCELLED("queue.cancelled", true),
    /** Changing request without a known effect. */
    HTTP_UNCLASSIFIED("http.unclassified", true),
    /** Changing request that changed nothing. */
    HTTP_UNCHANGED("http.unchanged", false),
    /** Request refused while the ledger cannot be written. */
    HTTP_REFUSED("http.refused", true),
    /** Deployment configured. */
    DEPLOYMENT_CONFIGURED("deployment.configured", true),
    /** Deployment started. */
    DEPLOYMENT_STARTED("deployment.started", true),
    /** Deployment finished. */
    DEPLOYMENT_FINISHED("deployment.finished", true),
    /** Deployment stopped. */
    DEPLOYMENT_STOPPED("deployment.stopped", true),
    /** Deployment aborted. */
    DEPLOYMENT_ABORTED("deployment.aborted", true),
    /** Deployment restarted, in whole or for some of its machines. */
    DEPLOYMENT_RESTARTED("deployment.restarted", true),
    /** Group of machines created. */
    GROUP_CREATED("group.created", true),
    /** Group of machines changed. */
    GROUP_UPDATED("group.updated", true),
    /** Group of machines deleted. */
    GROUP_DELETED("group.deleted", true),
    /** Package created. */
    PACKAGE_CREATED("package.created", true),
    /** Package changed. */
    PACKAGE_UPDATED("package.updated", true),
    /** Package deleted. */
    PACKAGE_DELETED("package.deleted", true),
    /** Convergence created. */
    CONVERGENCE_CREATED("convergence.created", true),
    /** Convergence changed. */
    CONVERGENCE_UPDATED("convergence.updated", true),
    /** Convergence paused, by somebody or by itself. */
    CONVERGENCE_PAUSED("convergence.paused", true),
    /** Convergence resumed; where its failures are forgotten, what failed too often is tried again. */
    CONVERGENCE_RESUMED("convergence.resumed", true),
    /** Evaluation of a convergence requested. */
    CONVERGENCE_EVALUATED("convergence.evaluated", true),
    /** Convergence deleted. */
    CONVERGENCE_DELETED("convergence.deleted", true),
    /** Schedule of a deployment set. */
    SCHEDULE_CREATED("schedule.created", true),
    /** Schedule of a deployment changed. */
    SCHEDULE_UPDATED("schedule.updated", true),
    /** Schedule of a deployment removed. */
    SCHEDULE_DELETED("schedule.deleted", true),
    /** Scheduled start refused. */
    SCHEDULE_REFUSED("schedule.refused", true),
    /** Team created. */
    TEAM_CREATED("team.created", true),
    /** Team changed. */
    TEAM_UPDATED("team.updated", true),
    /** Team deleted. */
    TEAM_DELETED("team.deleted", true),
    /** File appeared on disk, past Jenkins. */
    DRIFT_ADDED("drift.added", true),
    /** File changed on disk, past Jenkins. */
    DRIFT_CHANGED("drift.changed", true),
    /** File disappeared from disk, past Jenkins. */
    DRIFT_REMOVED("drift.removed", true),
    /** What configuration files looked like is gone. */
    DRIFT_FORGOTTEN("drift.forgotten", true),
    /** Plugin changed on disk, past Jenkins. */
    DRIFT_PLUGIN("drift.plugin", true),
    /** Secret file changed on disk, past Jenkins. */
    DRIFT_SECRET("drift.secret", true),
    /** Ledger opened. */
    AUDIT_STARTED("audit.started", true),
    /** Ledger closed. */
    AUDIT_STOPPED("audit.stopped", true),
    /** Incomplete record cut from the ledger. */
    AUDIT_RECOVERED("audit.recovered", true),
    /** Entries were lost. */
    AUDIT_GAP("audit.gap", true),
    /** Clock jumped. */
    AUDIT_CLOCK_JUMPED("audit.clock.jumped", true),
    /** Old entries left the ledger. */
    AUDIT_PRUNED("audit.pruned", true),
    /** Attachment of an entry erased. */
    AUDIT_BLOB_ERASED("audit.blob.erased", true),
    /** Settings of the audit trail changed. */
    AUDIT_CONFIG_UPDATED("audit.config.updated", true),
    /** Strict mode overridden from outside. */
    AUDIT_OVERRIDDEN("audit.overridden", true),
    /** Entry was late on disk. */
    AUDIT_DELAYED("audit.delayed", true),
    /** Audit trail viewed. */
    AUDIT_VIEWED("audit.viewed", true),
    /** Audit trail exported. */
    AUDIT_EXPORTED("audit.exported", true),
    /** Ledger verified. */
    AUDIT_VERIFIED("audit.verified", true);

    private final EventType type;
    private final boolean administrative;

    Event(String name, boolean administrative) {
        this.type = EventType.of(name);
        this.administrative = administrative;
    }

    @Override
    @NonNull
    public EventType type() {
        return type;
    }

    @Override
    public boolean isAdministrative() {
        return administrative;
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return ResourceBundleHolder.get(Messages.class).format("event." + type.name());
    }
}
