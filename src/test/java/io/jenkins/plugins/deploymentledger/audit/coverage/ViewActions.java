package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.ListView;
import hudson.model.MyView;

/** What is done to views. */
final class ViewActions {

    private static final String VIEW =
            "<hudson.model.ListView><name>%s</name><description>%s</description><jobNames/><jobFilters/><columns/>"
                    + "</hudson.model.ListView>";

    private static final String JOB = "<project><builders/></project>";

    private ViewActions() {}

    static void add(Actions actions) {
        actions.xml("Create a view", "createView?name=v", VIEW.formatted("v", "one"), "view.created", "v");
        actions.xml("Change a view", "view/v/config.xml", VIEW.formatted("v", "two"), "view.updated", "v");
        actions.http("Describe a view", "view/v/submitDescription", "view.updated", "v", "description", "three");
        actions.with(Actions.job("member"))
                .http("Add a job to a view", "view/v/addJobToView?name=member", "view.updated", "v");
        actions.http("Remove a job from a view", "view/v/removeJobFromView?name=member", "view.updated", "v");
        actions.http("Delete a view", "view/v/doDelete", "view.deleted", "v");
        inside(actions);
        own(actions);
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

    /** What views do to the items that they show. */
    private static void inside(Actions actions) {
        actions.xml("Create a job in the view of all", "view/all/createItem?name=inall", JOB, "item.created", "inall");
        actions.with(j -> j.jenkins.addView(new ListView("list")))
                .besides("view.updated", "list")
                .xml("Create a job in a list", "view/list/createItem?name=listed", JOB, "item.created", "listed");
        actions.with(j -> j.jenkins.addView(new MyView("mine")))
                .xml(
                        "Create a job in one's own view",
                        "view/mine/createItem?name=inmine",
                        JOB,
                        "item.created",
                        "inmine");
    }

    /** The views that users have for themselves. */
    private static void own(Actions actions) {
        String views = "user/admin/my-views/";
        actions.xml(
                "Create a view for oneself",
                views + "createView?name=o",
                VIEW.formatted("o", "one"),
                "view.created",
                "*");
        actions.xml("Change one's view", views + "view/o/config.xml", VIEW.formatted("o", "two"), "view.updated", "*");
        actions.http("Delete one's view", views + "view/o/doDelete", "view.deleted", "*");
        actions.xml(
                "Show a common view among one's own",
                views + "createView?name=p",
                "<hudson.model.ProxyView><name>p</name><proxiedViewName>all</proxiedViewName></hudson.model.ProxyView>",
                "view.created",
                "*");
        actions.xml("Create a job in it", views + "view/p/createItem?name=inproxy", JOB, "item.created", "inproxy");
    }
}
