package io.jenkins.plugins.deploymentledger.audit.coverage;

/** What is done to the controller as a whole. */
final class SystemActions {

    private SystemActions() {}

    static void add(Actions actions) {
        actions.http("Prepare for shutdown", "quietDown", "system.quietdown", "");
        actions.http("Cancel the shutdown", "cancelQuietDown", "system.quietdown.cancelled", "");
        actions.cli("Prepare for shutdown", "", "system.quietdown", "", "quiet-down", "-reason", "why");
        actions.cli("Cancel the shutdown", "", "system.quietdown.cancelled", "", "cancel-quiet-down");
        actions.http(
                "Prepare for shutdown on the page",
                "manage/prepareShutdown/prepare",
                "system.quietdown",
                "",
                "json",
                "{\"shutdownReason\":\"why\"}");
        actions.http(
                "Cancel the shutdown on the page", "manage/prepareShutdown/cancel", "system.quietdown.cancelled", "");
        actions.http("Collect garbage", "gc", "system.maintenance", "");
        actions.http("Clean up fingerprints", "fingerprintCleanup", "system.maintenance", "");
        actions.http("Clean up workspaces", "workspaceCleanup", "system.maintenance", "");
        actions.besides("system.config.updated", "")
                .http(
                        "Disable an administrative monitor",
                        "administrativeMonitor/hudson.diagnosis.TooManyJobsButNoView/disable",
                        "system.monitor.updated",
                        "hudson.diagnosis.TooManyJobsButNoView");
        actions.http(
                "Follow the advice of an administrative monitor",
                "administrativeMonitor/hudson.diagnosis.TooManyJobsButNoView/act",
                "system.monitor.updated",
                "hudson.diagnosis.TooManyJobsButNoView");
        actions.http(
                "Discard data that cannot be read",
                "administrativeMonitor/OldData/discard",
                "system.monitor.updated",
                "OldData");
        actions.http(
                "Change the proxy",
                "manage/pluginManager/proxyConfigure",
                "system.proxy.updated",
                "hudson.ProxyConfiguration",
                "json",
                "{\"name\":\"localhost\",\"port\":\"3128\",\"userName\":\"\",\"secretPassword\":\"\","
                        + "\"noProxyHost\":\"\",\"testUrl\":\"\"}");
        actions.besides("system.config.updated", "")
                .send(
                        "Apply configuration as code",
                        "POST",
                        "manage/configuration-as-code/apply",
                        "text/yaml",
                        "jenkins:\n  systemMessage: hello\n",
                        "system.casc.applied",
                        "");
        actions.besides("system.casc.applied", "")
                .send(
                        "Change the system by configuration as code",
                        "POST",
                        "manage/configuration-as-code/apply",
                        "text/yaml",
                        "jenkins:\n  systemMessage: hello again\n",
                        "system.config.updated",
                        "");
        actions.besides("system.casc.applied", "")
                .send(
                        "Change the settings of the audit trail by configuration as code",
                        "POST",
                        "manage/configuration-as-code/apply",
                        "text/yaml",
                        "security:\n  auditTrail:\n    waitMillis: 3000\n",
                        "audit.config.updated",
                        "io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings");
        actions.besides("system.config.updated", "")
                .cli(
                        "Apply configuration as code",
                        "jenkins:\n  systemMessage: hello from afar\n",
                        "system.casc.applied",
                        "",
                        "apply-configuration");
        actions.http("Export configuration as code", "manage/configuration-as-code/export", "system.casc.exported", "");
        actions.http(
                "View the export of configuration as code",
                "manage/configuration-as-code/viewExport",
                "system.casc.exported",
                "");
        actions.cli("Export configuration as code", "", "system.casc.exported", "", "export-configuration");
        actions.cli("Ask who one is", "", "cli.command", "who-am-i", "who-am-i");
        actions.cli("List jobs", "", "cli.command", "list-jobs", "list-jobs");
        actions.with(Actions.job("member")).cli("Show a job", "", "cli.command", "get-job", "get-job", "member");
        actions.cli("Reload the configuration", "", "system.reload", "", "reload-configuration");
        actions.http("Reload the configuration", "reload", "system.reload", "");
    }
}
