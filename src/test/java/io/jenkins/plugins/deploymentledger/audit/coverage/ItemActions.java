package io.jenkins.plugins.deploymentledger.audit.coverage;

/** What is done to jobs. */
final class ItemActions {

    private static final String JOB =
            "<project><description>%s</description><builders/><publishers/><buildWrappers/></project>";

    private ItemActions() {}

    static void add(Actions actions) {
        actions.xml("Create a job", "createItem?name=created", JOB.formatted("one"), "item.created", "created");
        actions.http(
                "Create a job by the form",
                "createItem",
                "item.created",
                "formed",
                "name",
                "formed",
                "mode",
                "hudson.model.FreeStyleProject",
                "json",
                "{}");
        actions.besides("item.config.updated", "copied")
                .http("Copy a job", "createItem?name=copied&mode=copy&from=created", "item.copied", "copied");
        actions.xml("Change a job", "job/created/config.xml", JOB.formatted("two"), "item.config.updated", "created");
        actions.http(
                "Change a job's description",
                "job/created/submitDescription",
                "item.config.updated",
                "created",
                "description",
                "three");
        actions.besides("item.left", "created")
                .http("Rename a job", "job/created/confirmRename", "item.renamed", "renamed", "newName", "renamed");
        actions.xml(
                "Change a renamed job",
                "job/renamed/config.xml",
                JOB.formatted("four"),
                "item.config.updated",
                "renamed");
        actions.with(Actions.job("was"))
                .besides("item.renamed", "is")
                .http(
                        "Rename a job, as its old name tells",
                        "job/was/confirmRename",
                        "item.left",
                        "was",
                        "newName",
                        "is");
        actions.besides("item.left", "is")
                .http("Rename a job by its former address", "job/is/doRename", "item.renamed", "was", "newName", "was");
        actions.with(Actions.saved("renamed")).http("Disable a job", "job/renamed/disable", "item.disabled", "renamed");
        actions.http("Enable a job", "job/renamed/enable", "item.enabled", "renamed");
        actions.http("Reload a job", "job/renamed/reload", "item.reloaded", "renamed");
        actions.later("build.started", "renamed#1")
                .later("build.finished", "renamed#1")
                .http("Request a build", "job/renamed/build?delay=0", "build.requested", "renamed");
        actions.http("Look for changes in the repository", "job/renamed/polling", "system.maintenance", "renamed");
        actions.with(j -> j.waitUntilNoActivity())
                .http("Delete a job", "job/renamed/doDelete", "item.deleted", "renamed");
        actions.send("Delete a job by the verb", "DELETE", "job/copied/", "text/plain", "", "item.deleted", "copied");
        actions.cli("Create a job", JOB.formatted("one"), "item.created", "bycli", "create-job", "bycli");
        actions.besides("item.config.updated", "bycli2")
                .cli("Copy a job", "", "item.copied", "bycli2", "copy-job", "bycli", "bycli2");
        actions.cli("Change a job", JOB.formatted("two"), "item.config.updated", "bycli", "update-job", "bycli");
        actions.with(Actions.saved("bycli")).cli("Disable a job", "", "item.disabled", "bycli", "disable-job", "bycli");
        actions.cli("Enable a job", "", "item.enabled", "bycli", "enable-job", "bycli");
        actions.cli("Reload a job", "", "item.reloaded", "bycli", "reload-job", "bycli");
        actions.later("build.started", "bycli#1")
                .later("build.finished", "bycli#1")
                .cli("Request a build", "", "build.requested", "bycli", "build", "bycli");
        actions.with(j -> j.waitUntilNoActivity())
                .cli("Delete a job", "", "item.deleted", "bycli", "delete-job", "bycli");
    }
}
