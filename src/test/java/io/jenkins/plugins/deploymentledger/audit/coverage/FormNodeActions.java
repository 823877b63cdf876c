package io.jenkins.plugins.deploymentledger.audit.coverage;

import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.check;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.make;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.type;

import hudson.model.ListView;
import hudson.slaves.DumbSlave;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.slaves.JNLPLauncher;
import hudson.slaves.OfflineCause;
import org.jvnet.hudson.test.JenkinsRule;

/** What is done to nodes, clouds, labels and views by their forms. */
final class FormNodeActions {

    private static final String UPDATED = "node.updated";

    private FormNodeActions() {}

    static void add(Actions actions) {
        Browser browser = new Browser();
        nodes(actions, browser);
        created(actions, browser);
        clouds(actions, browser);
        views(actions, browser);
    }

    private static void nodes(Actions actions, Browser browser) {
        new FormRows(actions, browser, "computer/agent/configure")
                .of(FormNodeActions::agent)
                .asItIs("a node", "agent")
                .saved("Describe a node", type("nodeDescription", "two"), UPDATED, "agent", "/slave/description")
                .applied(
                        "Give a node more executors",
                        type("_.numExecutors", "3"),
                        UPDATED,
                        "agent",
                        "/slave/numExecutors")
                .saved("Change the labels of a node", type("_.labelString", "fleet"), UPDATED, "agent", "/slave/label")
                .saved(
                        "Change a variable of a node",
                        type("env.value", "two"),
                        UPDATED,
                        "agent",
                        "/slave/nodeProperties/hudson.slaves.EnvironmentVariablesNodeProperty/envVars/tree-map/entry[key=WHERE]")
                .asItIs("a node with all of this", "agent");
        new FormRows(actions, browser, "computer/agent/configure")
                .of(j -> j.jenkins.getComputer("agent").setTemporaryOfflineCause(new OfflineCause.ByCLI("why")))
                .asItIs("a node that is offline", "agent")
                .saved(
                        "Describe a node that is offline",
                        type("nodeDescription", "three"),
                        UPDATED,
                        "agent",
                        "/slave/description")
                .saved("Rename a node by its form", type("_.name", "other"), UPDATED, "other", "/slave/name");
        new FormRows(actions, browser, "computer/(built-in)/configure")
                .asItIs("the built-in node", "(built-in)")
                .saved(
                        "Change the executors of the built-in node",
                        type("_.numExecutors", "5"),
                        UPDATED,
                        "(built-in)",
                        "/hudson/numExecutors")
                .saved(
                        "Change the labels of the built-in node",
                        type("_.labelString", "home"),
                        UPDATED,
                        "(built-in)",
                        "/hudson/label")
                .asItIs("the built-in node with this", "(built-in)");
        new FormRows(actions, browser, "label/fleet/configure")
                .asItIs("a label", "fleet")
                .saved(
                        "Describe a label by its form",
                        type("description", "two"),
                        "node.label.updated",
                        "fleet",
                        "/hudson.model.labels.LabelAtom/description")
                .asItIs("a label with a description", "fleet");
    }

    private static void created(Actions actions, Browser browser) {
        actions.with(j -> {
                    browser.open(j);
                    browser.ask("computer/new", "createItem", make("formed", DumbSlave.class));
                })
                .add(
                        "Create a node by its form",
                        "SAVE computer/createItem",
                        "node.created",
                        "formed",
                        client -> browser.saveAsked(type("_.remoteFS", "/tmp/formed")));
        actions.with(browser::open)
                .add(
                        "Create a view by its form",
                        "SAVE newView",
                        "view.created",
                        "made",
                        client -> browser.save("newView", "createItem", make("made", ListView.class)));
        new FormRows(actions, browser, "computer/configure")
                .asItIs("the monitors of nodes", "")
                .saved(
                        "Change a monitor of nodes",
                        type("_.freeSpaceThreshold", "3GiB"),
                        "system.config.updated",
                        "hudson.model.ComputerSet",
                        "/hudson.util.DescribableList/hudson.node__monitors.DiskSpaceMonitor/freeSpaceThreshold")
                .asItIs("the monitors of nodes with this", "");
    }

    private static void clouds(Actions actions, Browser browser) {
        String cloud = "/hudson/clouds/" + NodeActions.TestCloud.class.getName().replace("$", "_-");
        new FormRows(actions, browser, "manage/cloud/sky/configure")
                .of(j -> {
                    j.jenkins.clouds.add(new NodeActions.TestCloud("sky", "blue"));
                    j.jenkins.clouds.add(new NodeActions.TestCloud("space", "black"));
                })
                .asItIs("a cloud", "sky")
                .saved(
                        "Change a cloud by its form",
                        type("_.text", "grey"),
                        "cloud.updated",
                        "sky",
                        cloud + "[name=sky]/text")
                .applied("Change it again", type("_.text", "white"), "cloud.updated", "sky", cloud + "[name=sky]/text")
                .asItIs("another cloud", "sky");
    }

    private static void views(Actions actions, Browser browser) {
        String view = "/hudson/views/listView[name=v]";
        new FormRows(actions, browser, "view/v/configure", "viewConfig")
                .of(j -> {
                    j.createFreeStyleProject("member");
                    j.jenkins.addView(new ListView("v"));
                })
                .asItIs("a view", "v")
                .saved(
                        "Describe a view by its form",
                        type("_.description", "two"),
                        "view.updated",
                        "v",
                        "+" + view + "/description")
                .applied(
                        "Add a job to a view by its form",
                        check("item_member", true),
                        "view.updated",
                        "v",
                        "+" + view + "/jobNames/string")
                .saved(
                        "Have a view filter its queue",
                        check("_.filterQueue", true),
                        "view.updated",
                        "v",
                        view + "/filterQueue")
                .asItIs("a view with all of this", "v")
                .saved(
                        "Rename a view by its form",
                        type("name", "other"),
                        "view.renamed",
                        "other",
                        "/hudson/views/listView[other]/name");
        new FormRows(actions, browser, "view/all/configure", "viewConfig")
                .asItIs("the view of all jobs", "all")
                .saved(
                        "Describe the view of all jobs",
                        type("_.description", "two"),
                        "view.updated",
                        "all",
                        "+/hudson/views/hudson.model.AllView[name=all]/description");
    }

    private static void agent(JenkinsRule j) throws Exception {
        DumbSlave agent = new DumbSlave("agent", "/tmp/agent", new JNLPLauncher());
        agent.setNodeDescription("one");
        agent.getNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(new EnvironmentVariablesNodeProperty.Entry("WHERE", "one")));
        j.jenkins.addNode(agent);
    }
}
