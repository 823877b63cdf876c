package io.jenkins.plugins.deploymentledger.audit.config;

import static io.jenkins.plugins.deploymentledger.audit.config.ChangeRule.noise;
import static io.jenkins.plugins.deploymentledger.audit.config.ChangeRule.object;
import static io.jenkins.plugins.deploymentledger.audit.config.ChangeRule.part;
import static io.jenkins.plugins.deploymentledger.audit.config.ChangeRule.setting;

import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import java.util.List;

/** The parts of configuration files that have events of their own; core saves them all with the file that they stand in. */
final class ChangeRules {

    private static final String NAME = "(?:\\[(?<name>[^\\]]*)\\])?";
    private static final String NAMED = "[^/\\[]+" + NAME;
    private static final String NAME_OF_KEY = "(?:\\[[^\\]]*\\])?";
    private static final String OWN = "io\\.jenkins\\.plugins\\.deploymentledger\\.";
    private static final String BELOW = "(?:/.*)?";

    /** Credentials, wherever they are kept. */
    static final ChangeRule CREDENTIALS = object(
            "(?<part>.*/(?:java\\.util\\.concurrent\\.CopyOnWriteArrayList|domainCredentialsMap/entry" + NAME_OF_KEY
                    + "/list)/" + NAMED + ")" + BELOW,
            "credential",
            Event.CREDENTIAL_CREATED,
            Event.CREDENTIAL_UPDATED,
            Event.CREDENTIAL_DELETED);

    /** What credentials are kept in, with its domains: it comes with the first of them. */
    static final ChangeRule CREDENTIAL_STORE =
            setting("(?<part>.*CredentialsProvider_-\\w*CredentialsProperty)" + BELOW, Event.CREDENTIAL_UPDATED);

    /** The tokens of a user, each known by its hash. */
    static final ChangeRule TOKENS = object(
            "(?<part>.*/tokenStore/tokenList/" + NAMED + ")" + BELOW,
            "token",
            Event.AUTH_TOKEN_CREATED,
            Event.AUTH_TOKEN_UPDATED,
            Event.AUTH_TOKEN_REVOKED);

    /** The one token of a user that Jenkins keeps so that it can show it: a token of former times. Its hash is among the others. */
    static final ChangeRule LEGACY_TOKEN = setting(
            "(?<part>/user/properties/jenkins\\.security\\.ApiTokenProperty/apiToken)", Event.AUTH_TOKEN_UPDATED);

    /** Views, of Jenkins, of folders and of users. */
    static final ChangeRule VIEWS = object(
            "(?<part>.*/(?:views|folderViews/views)/" + NAMED + ")" + BELOW,
            "view",
            Event.VIEW_CREATED,
            Event.VIEW_UPDATED,
            Event.VIEW_DELETED);

    /** In order; the first that matches counts. */
    static final List<ChangeRule> ALL = List.of(
            CREDENTIALS,
            CREDENTIAL_STORE,
            TOKENS,
            LEGACY_TOKEN,
            VIEWS,
            object(
                    "(?<part>/hudson/clouds/" + NAMED + ")" + BELOW,
                    "cloud",
                    Event.CLOUD_CREATED,
                    Event.CLOUD_UPDATED,
                    Event.CLOUD_DELETED),
            // What everybody takes for the settings of a node stands in the file of Jenkins.
            setting(
                    "(?<part>/hudson)/(?:numExecutors|mode|label|nodeProperties)" + BELOW,
                    Targets.node("", "Built-In Node"),
                    Event.NODE_UPDATED),
            // The JDKs stand in the file of Jenkins, other tools in those of their kinds.
            setting("(?<part>/hudson/jdks|/[^/]+/installations)" + BELOW, Event.SYSTEM_TOOLS_UPDATED),
            setting("(?<part>/hudson/authorizationStrategy)" + BELOW, Event.PERMISSION_STRATEGY_CHANGED),
            setting(
                    "(?<part>.*/[\\w.]*AuthorizationMatrix(?:Node)?Property)" + BELOW,
                    Event.PERMISSION_STRATEGY_CHANGED),
            setting("(?<part>/hudson/securityRealm)" + BELOW, Event.PERMISSION_REALM_CHANGED),
            setting(
                    "(?<part>/hudson)/(?:useSecurity|disableRememberMe|markupFormatter|crumbIssuer|slaveAgentPort"
                            + "|disabledAgentProtocols|enabledAgentProtocols|agentProtocols)" + BELOW,
                    Event.SYSTEM_SECURITY_UPDATED),
            noise("(?<part>/hudson/(?:version|installStateName|nodeRenameMigrationNeeded))" + BELOW),
            setting("(?<part>/user/.*/passwordHash)", Event.USER_PASSWORD_CHANGED),
            noise("(?<part>/user/properties/jenkins\\.security\\.LastGrantedAuthoritiesProperty)" + BELOW),
            // Told by a listener, too, unless whoever changed it wrote the file of the node.
            part(
                    "(?<part>/[^/]+/temporaryOfflineCause)" + BELOW,
                    Event.NODE_OFFLINE,
                    Event.NODE_OFFLINE,
                    Event.NODE_ONLINE),
            // Their own listener tells of them.
            noise("(?<part>/user/properties/jenkins\\.security\\.seed\\.UserSeedProperty)" + BELOW),
            noise("(?<part>/user/version|/user/@.*)"),
            // Core writes it out empty with the first save; what is in it has lines of its own.
            noise("(?<part>/[^/]+/actions)"),
            object(
                    "(?<part>.*\\.MachineGroups/groups/" + OWN + "machine\\.group\\.MachineGroup" + NAME + ")" + BELOW,
                    "group",
                    Event.GROUP_CREATED,
                    Event.GROUP_UPDATED,
                    Event.GROUP_DELETED),
            object(
                    "(?<part>.*\\.Teams/teams/" + OWN + "team\\.Team" + NAME + ")" + BELOW,
                    "team",
                    Event.TEAM_CREATED,
                    Event.TEAM_UPDATED,
                    Event.TEAM_DELETED),
            object(
                    "(?<part>.*\\.PackageCatalogue/packages/" + OWN + "deployment\\.payload\\.DeploymentPackage" + NAME
                            + ")" + BELOW,
                    "package",
                    Event.PACKAGE_CREATED,
                    Event.PACKAGE_UPDATED,
                    Event.PACKAGE_DELETED),
            // That a version was deployed is told by the deployment.
            noise("(?<part>.*\\.PackageCatalogue/uses)" + BELOW),
            // Saving the form says from when on it counts, also where nothing else was changed.
            noise("(?<part>.*/" + OWN + "schedule\\.LaunchSchedule/since)"),
            part(
                    "(?<part>.*/" + OWN + "schedule\\.LaunchSchedule)" + BELOW,
                    Event.SCHEDULE_CREATED,
                    Event.SCHEDULE_UPDATED,
                    Event.SCHEDULE_DELETED),
            part(
                    "(?<part>.*/" + OWN + "convergence\\.ConvergenceProperty)" + BELOW,
                    Event.CONVERGENCE_CREATED,
                    Event.CONVERGENCE_UPDATED,
                    Event.CONVERGENCE_DELETED),
            // The elements around those above.
            noise("(?<part>.*/(?:tokenStore|tokenList|views|folderViews|clouds|domainCredentialsMap"
                    + "|domainCredentialsMap/entry|java\\.util\\.concurrent\\.CopyOnWriteArrayList))"),
            noise("(?<part>.*/" + OWN + "(?:machine\\.group\\.MachineGroups/groups|team\\.Teams/teams"
                    + "|deployment\\.catalogue\\.PackageCatalogue/packages))"));

    private ChangeRules() {}
}
