package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.ExtensionList;
import hudson.model.User;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.monitor.JavaVersionRecommendationAdminMonitor;
import jenkins.security.ApiTokenProperty;
import jenkins.security.apitoken.ApiTokenPropertyConfiguration;
import org.jvnet.hudson.test.JenkinsRule;

/** What is answered to administrative monitors. */
final class MonitorActions {

    private static final String MONITOR = "administrativeMonitor/";
    private static final String ANSWERED = "system.monitor.updated";
    private static final String LEGACY = "legacyApiToken";

    /** Those that are dismissed by an answer of their own. */
    private static final List<String> DISMISSED = List.of(
            "hudsonHomeIsFull",
            "OldData",
            "hudson.diagnosis.ReverseProxySetupMonitor",
            "jenkins.diagnostics.ControllerExecutorsAgents",
            "jenkins.diagnostics.ControllerExecutorsNoAgents",
            "jenkins.diagnostics.SecurityIsOffMonitor",
            "jenkins.model.BuiltInNodeMigration",
            "jenkins.monitor.OperatingSystemEndOfLifeAdminMonitor",
            "jenkins.security.apitoken.ApiTokenPropertyDisabledDefaultAdministrativeMonitor",
            "jenkins.security.apitoken.ApiTokenPropertyEnabledNewLegacyAdministrativeMonitor");

    private MonitorActions() {}

    static void add(Actions actions) {
        for (String id : DISMISSED) {
            actions.besides("system.config.updated", "")
                    .http(
                            "Dismiss " + id.substring(id.lastIndexOf('.') + 1),
                            MONITOR + id + "/act",
                            ANSWERED,
                            id,
                            "no",
                            "x");
        }
        String java = JavaVersionRecommendationAdminMonitor.class.getName();
        actions.besides("system.config.updated", "")
                .add(
                        "Dismiss JavaVersionRecommendationAdminMonitor",
                        "POST " + MONITOR + java + "…/act",
                        ANSWERED,
                        java + "*",
                        client -> client.post(
                                MONITOR + ExtensionList.lookupSingleton(JavaVersionRecommendationAdminMonitor.class).id
                                        + "/act",
                                "no",
                                "x"));
        dismiss(actions, "jenkins.security.ResourceDomainRecommendation");
        dismiss(actions, "jenkins.security.csp.impl.CspRecommendation");
        apiTokens(actions);
        String port = Jenkins.EnforceSlaveAgentPortAdministrativeMonitor.class.getName();
        actions.http("Reset the port of agents", MONITOR + port + "/act", ANSWERED, port);
        String slow = "hudson.triggers.SlowTriggerAdminMonitor";
        actions.http("Forget slow triggers", MONITOR + slow + "/clear", ANSWERED, slow);
        String warnings = "jenkins.security.UpdateSiteWarningsMonitor";
        actions.http("Follow warnings of plugins", MONITOR + warnings + "/forward", ANSWERED, warnings, "fix", "x");
        String plugins = "hudson.PluginWrapper$PluginWrapperAdministrativeMonitor";
        actions.http(
                "Follow the advice on plugins that do not start",
                MONITOR + plugins + "/act",
                ANSWERED,
                plugins,
                "correct",
                "x");
        actions.http("Save old data as it is now", MONITOR + "OldData/upgrade", ANSWERED, "OldData", "thruVer", "all");
    }

    private static void dismiss(Actions actions, String id) {
        actions.besides("system.config.updated", "")
                .http(
                        "Dismiss " + id.substring(id.lastIndexOf('.') + 1),
                        MONITOR + id + "/act",
                        ANSWERED,
                        id,
                        "dismiss",
                        "x");
    }

    private static void apiTokens(Actions actions) {
        String settings = "jenkins.security.apitoken.ApiTokenPropertyConfiguration";
        String created = "jenkins.security.apitoken.ApiTokenPropertyDisabledDefaultAdministrativeMonitor";
        actions.with(j -> ApiTokenPropertyConfiguration.get().setTokenGenerationOnCreationEnabled(true))
                .besides(ANSWERED, created)
                .http(
                        "Make no API tokens for new users any more, as a monitor advises",
                        MONITOR + created + "/act",
                        "system.security.updated",
                        settings);
        actions.with(MonitorActions::legacyToken)
                .besides(ANSWERED, LEGACY)
                .add(
                        "Revoke legacy API tokens, as a monitor advises",
                        "POST " + MONITOR + LEGACY + "/revokeAllSelected",
                        "auth.token.revoked",
                        "bob/*",
                        client -> client.send(
                                "POST",
                                MONITOR + LEGACY + "/revokeAllSelected",
                                "application/json",
                                "{\"values\":[{\"userId\":\"bob\",\"uuid\":\"" + uuid() + "\"}]}"));
    }

    private static void legacyToken(JenkinsRule j) throws Exception {
        ApiTokenPropertyConfiguration.get().setCreationOfLegacyTokenEnabled(true);
        ApiTokenProperty property = User.getById("bob", true).getProperty(ApiTokenProperty.class);
        property.changeApiToken();
    }

    private static String uuid() {
        return User.getById("bob", false)
                .getProperty(ApiTokenProperty.class)
                .getTokenStore()
                .getLegacyToken()
                .getUuid();
    }
}
