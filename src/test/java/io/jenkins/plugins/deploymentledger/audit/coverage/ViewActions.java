package io.jenkins.plugins.deploymentledger.audit.coverage;

/** What is done to views. */
final class ViewActions {

    private static final String VIEW =
            "<hudson.model.ListView><name>%s</name><description>%s</description><jobNames/><jobFilters/><columns/>"
                    + "</hudson.model.ListView>";

    private ViewActions() {}

    static void add(Actions actions) {
        actions.xml("Create a view", "createView?name=v", VIEW.formatted("v", "one"), "view.created", "v");
        actions.xml("Change a view", "view/v/config.xml", VIEW.formatted("v", "two"), "view.updated", "v");
        actions.http("Describe a view", "view/v/submitDescription", "view.updated", "v", "description", "three");
        actions.with(Actions.job("member"))
                .http("Add a job to a view", "view/v/addJobToView?name=member", "view.updated", "v");
        actions.http("Remove a job from a view", "view/v/removeJobFromView?name=member", "view.updated", "v");
        actions.http("Delete a view", "view/v/doDelete", "view.deleted", "v");
        actions.cli("Create a view", VIEW.formatted("w", "one"), "view.created", "w", "create-view", "w");
        actions.cli("Change a view", VIEW.formatted("w", "two"), "view.updated", "w", "update-view", "w");
        actions.cli("Add a job to a view", "", "view.updated", "w", "add-job-to-view", "w", "member");
        actions.cli("Remove a job from a view", "", "view.updated", "w", "remove-job-from-view", "w", "member");
        actions.cli("Delete a view", "", "view.deleted", "w", "delete-view", "w");
        actions.http(
                "Change the message of the front page",
                "submitDescription",
                "view.updated",
                "all",
                "description",
                "hello");
        actions.xml(
                "Change the view of all jobs",
                "view/all/config.xml",
                "<hudson.model.AllView><name>all</name><description>other</description></hudson.model.AllView>",
                "view.updated",
                "all");
    }
}
