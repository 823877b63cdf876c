package io.jenkins.plugins.deploymentledger.audit.http;

import static io.jenkins.plugins.deploymentledger.audit.http.RouteRule.on;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.PluginManager;
import hudson.PluginWrapper;
import hudson.logging.LogRecorder;
import hudson.logging.LogRecorderManager;
import hudson.model.AbstractItem;
import hudson.model.AbstractProject;
import hudson.model.AdministrativeMonitor;
import hudson.model.Computer;
import hudson.model.ComputerSet;
import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskAction;
import hudson.model.UpdateCenter;
import hudson.model.UpdateSite;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.security.SecurityRealm;
import hudson.slaves.SlaveComputer;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;

/**
 * The actions of core and of well-known plugins that change something and tell no listener.
 *
 * <p>What a listener or a save tells does not belong here: an effect is better evidence than a route.
 */
final class RouteRules {

    private static final String DEPLOYMENT_RUN = "io.jenkins.plugins.deploymentledger.deployment.DeploymentRun";
    private static final String SHUTDOWN_LINK = "jenkins.management.ShutdownLink";
    private static final String CASC = "io.jenkins.plugins.casc.ConfigurationAsCode";
    private static final String CASC_BY_TOKEN = "io.jenkins.plugins.casc.TokenReloadAction";
    private static final String COMPUTED_FOLDER = "com.cloudbees.hudson.plugins.folder.computed.ComputedFolder";
    private static final String FOLDER_COMPUTATION = "com.cloudbees.hudson.plugins.folder.computed.FolderComputation";
    private static final String PAUSE = "org.jenkinsci.plugins.workflow.cps.PauseUnpauseAction";
    private static final String INPUT = "org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution";
    private static final String HEAP_DUMP = "hudson.util.RemotingDiagnostics$HeapDump";
    private static final String CRASH_LOG = "jenkins.diagnosis.HsErrPidFile";
    private static final String SETUP_WIZARD = "jenkins.install.SetupWizard";
    private static final String SCRIPT_APPROVAL = "org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval";

    /** In order; the first that matches counts. */
    static final List<RouteRule> ALL = List.of(
            on(Jenkins.class, Event.SYSTEM_QUIETDOWN, "quietDown"),
            on(Jenkins.class, Event.SYSTEM_QUIETDOWN_CANCELLED, "cancelQuietDown"),
            on(SHUTDOWN_LINK, Event.SYSTEM_QUIETDOWN, "prepare"),
            on(SHUTDOWN_LINK, Event.SYSTEM_QUIETDOWN_CANCELLED, "cancel"),
            on(Jenkins.class, Event.SYSTEM_QUIETDOWN_CANCELLED, "safeRestart")
                    .with("cancel")
                    .askingFirst(),
            on(Jenkins.class, Event.SYSTEM_RESTART_REQUESTED, "restart", "safeRestart")
                    .askingFirst(),
            on(Jenkins.class, Event.SYSTEM_SHUTDOWN_REQUESTED, "exit", "safeExit"),
            on(Jenkins.class, Event.SYSTEM_RELOAD, "reload"),
            on(
                    Jenkins.class,
                    Event.SYSTEM_MAINTENANCE,
                    "gc",
                    "simulateOutOfMemory",
                    "fingerprintCleanup",
                    "workspaceCleanup"),
            on(HEAP_DUMP, Event.SYSTEM_HEAP_DUMPED, "heapdump.hprof").about(Computer.class),
            on(CRASH_LOG, Event.SYSTEM_MAINTENANCE, "delete"),
            on(Jenkins.class, Event.SCRIPT_OTHER, "eval"),
            on(
                            HudsonPrivateSecurityRealm.class,
                            Event.USER_CREATED,
                            "createAccount",
                            "createAccountByAdmin",
                            "createAccountWithFederatedIdentity",
                            "createFirstAccount")
                    .unless(Event.USER_UPDATED)
                    .naming("user", "username")
                    .askingAgain(),
            // Jenkins itself hands its own logout on to this, and tells of it.
            on(SecurityRealm.class, Event.AUTH_LOGOUT, "logout"),
            on(SETUP_WIZARD, Event.SYSTEM_SETUP, "completeInstall", "configureInstance", "createAdminUser"),
            on(UpdateCenter.class, Event.SYSTEM_RESTART_REQUESTED, "safeRestart"),
            on(UpdateCenter.class, Event.SYSTEM_RESTART_CANCELLED, "cancelRestart"),
            on(UpdateCenter.class, Event.SYSTEM_CORE_UPDATED, "upgrade", "downgrade", "restart"),
            on(UpdateCenter.class, Event.SYSTEM_MAINTENANCE, "invalidateData"),
            on(UpdateSite.class, Event.SYSTEM_MAINTENANCE, "invalidateData", "verifySignature"),
            on(UpdateSite.Plugin.class, Event.PLUGIN_INSTALL_REQUESTED, "install", "installNow"),
            on(UpdateSite.Plugin.class, Event.PLUGIN_DOWNGRADED, "downgrade"),
            on(PluginManager.class, Event.PLUGIN_UPLOADED, "uploadPlugin"),
            on(
                    PluginManager.class,
                    Event.PLUGIN_INSTALL_REQUESTED,
                    "install",
                    "installPlugins",
                    "installNecessaryPlugins"),
            on(PluginManager.class, Event.SYSTEM_MAINTENANCE, "checkUpdatesServer"),
            on(PluginManager.class, Event.SYSTEM_SETUP, "installPluginsDone"),
            on(PluginManager.class, Event.PLUGIN_SITES_CHANGED, "siteConfigure", "updateSources"),
            on(PluginWrapper.class, Event.PLUGIN_ENABLED, "makeEnabled"),
            on(PluginWrapper.class, Event.PLUGIN_DISABLED, "makeDisabled"),
            on(PluginWrapper.class, Event.PLUGIN_UNINSTALLED, "doUninstall"),
            on(PluginWrapper.class, Event.SYSTEM_MAINTENANCE, "pin", "unpin"),
            on(AdministrativeMonitor.class, Event.SYSTEM_MONITOR_UPDATED),
            on(LogRecorder.class, Event.LOG_RECORDER_CLEARED, "clear"),
            on(LogRecorderManager.class, Event.LOG_LEVEL_CHANGED, "configLogger")
                    .naming("logger", "name", "level"),
            on(LogRecorderManager.class, Event.LOG_RECORDER_CREATED, "newLogRecorder")
                    .naming("log-recorder", "name"),
            on(Computer.class, Event.NODE_LAUNCHED, "launchSlaveAgent"),
            on(Computer.class, Event.NODE_DISCONNECTED, "doDisconnect"),
            on(Computer.class, Event.NODE_OFFLINE, "changeOfflineCause"),
            // Not saved until something else of the node is.
            on(SlaveComputer.class, Event.NODE_UPDATED, "submitDescription"),
            on(ComputerSet.class, Event.NODE_LAUNCHED, "_launchAll"),
            on(ComputerSet.class, Event.SYSTEM_MAINTENANCE, "updateNow"),
            on(Run.class, Event.BUILD_KEPT, "toggleLogKeep").unless(Event.BUILD_RELEASED),
            on(Run.class, Event.BUILD_UPDATED, "configSubmit", "submitDescription"),
            on(TaskAction.class, Event.SYSTEM_MAINTENANCE, "clearError").about(Run.class),
            on(DEPLOYMENT_RUN, Event.DEPLOYMENT_STOPPED, "stop"),
            on(DEPLOYMENT_RUN, Event.DEPLOYMENT_ABORTED, "abort"),
            on(Run.class, Event.BUILD_ABORTED, "stop", "term", "kill"),
            on(Executor.class, Event.BUILD_ABORTED, "stop", "stopBuild"),
            // Whoever answers an input answers for the build that asked.
            on(INPUT, Event.BUILD_INPUT_ANSWERED, "proceed", "proceedEmpty", "abort", "submit")
                    .about(Run.class),
            on(PAUSE, Event.BUILD_PAUSED, "toggle").about(Run.class),
            on(COMPUTED_FOLDER, Event.BUILD_REQUESTED, "build"),
            on(FOLDER_COMPUTATION, Event.BUILD_ABORTED, "stop").about(Item.class),
            on(ParameterizedJobMixIn.ParameterizedJob.class, Event.BUILD_REQUESTED, "build", "buildWithParameters"),
            on(ParameterizedJobMixIn.ParameterizedJob.class, Event.SYSTEM_MAINTENANCE, "polling"),
            on(AbstractProject.class, Event.ITEM_WORKSPACE_WIPED, "doWipeOutWorkspace"),
            on(AbstractItem.class, Event.ITEM_RELOADED, "reload"),
            on(CASC, Event.SYSTEM_CASC_APPLIED, "reload", "apply", "replace"),
            on(CASC_BY_TOKEN, Event.SYSTEM_CASC_APPLIED, ""),
            on(CASC, Event.SYSTEM_CASC_EXPORTED, "export", "viewExport"),
            on(SCRIPT_APPROVAL, Event.SCRIPT_APPROVAL));

    private static final Map<String, List<RouteRule>> BY_ACTION = ActionOn.index(ALL, RouteRule::where);

    private RouteRules() {}

    /** Those that may be about an action, in order. */
    @NonNull
    static List<RouteRule> of(@NonNull String action) {
        return ActionOn.find(BY_ACTION, action);
    }
}
