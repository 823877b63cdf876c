package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.Label;
import hudson.slaves.Cloud;
import hudson.slaves.DumbSlave;
import hudson.slaves.NodeProvisioner;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.util.Collection;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/** What is done to nodes, labels and clouds. */
final class NodeActions {

    private static final String NODE =
            "<slave><name>%s</name><remoteFS>/tmp/a</remoteFS><numExecutors>%d</numExecutors>"
                    + "<mode>NORMAL</mode><launcher class=\"hudson.slaves.JNLPLauncher\"/><label></label><nodeProperties/></slave>";
    private static final String FORM = "{\"name\":\"formed\",\"nodeDescription\":\"\",\"numExecutors\":\"1\","
            + "\"remoteFS\":\"/tmp/f\",\"labelString\":\"\",\"mode\":\"NORMAL\",\"\":[\"\",\"\"],"
            + "\"launcher\":{\"stapler-class\":\"hudson.slaves.JNLPLauncher\"},"
            + "\"retentionStrategy\":{\"stapler-class\":\"hudson.slaves.RetentionStrategy$Always\"},"
            + "\"nodeProperties\":{\"stapler-class-bag\":\"true\"},\"type\":\"" + DumbSlave.class.getName() + "\"}";

    private static final String CODE = "jenkins:\n  nodes:\n  - permanent:\n      name: coded\n"
            + "      remoteFS: /tmp/coded\n      numExecutors: %d\n";

    private NodeActions() {}

    static void add(Actions actions) {
        actions.cli("Create a node", NODE.formatted("agent", 1), "node.created", "agent", "create-node", "agent");
        actions.cli("Change a node", NODE.formatted("agent", 2), "node.updated", "agent", "update-node", "agent");
        actions.cli("Take a node offline", "", "node.offline", "agent", "offline-node", "agent", "-m", "why");
        actions.cli("Bring a node online", "", "node.online", "agent", "online-node", "agent");
        actions.cli("Disconnect a node", "", "node.disconnected", "agent", "disconnect-node", "agent", "-m", "why");
        actions.xml("Change a node", "computer/agent/config.xml", NODE.formatted("agent", 3), "node.updated", "agent");
        actions.http(
                "Take a node offline", "computer/agent/toggleOffline", "node.offline", "agent", "offlineMessage", "x");
        actions.http(
                "Change why a node is offline",
                "computer/agent/changeOfflineCause",
                "node.offline",
                "agent",
                "offlineMessage",
                "y");
        actions.http("Bring a node online", "computer/agent/toggleOffline", "node.online", "agent");
        actions.http("Disconnect a node", "computer/agent/doDisconnect", "node.disconnected", "agent");
        actions.http("Launch a node", "computer/agent/launchSlaveAgent", "node.launched", "agent");
        actions.http("Launch all nodes", "computer/_launchAll", "node.launched", "");
        actions.http("Delete a node", "computer/agent/doDelete", "node.deleted", "agent");
        byCode(actions, "Create a node by configuration as code", CODE.formatted(1), "node.created");
        byCode(actions, "Change a node by configuration as code", CODE.formatted(2), "node.updated");
        byCode(actions, "Delete a node by configuration as code", "jenkins:\n  nodes: []\n", "node.deleted");
        actions.with(j -> j.createOnlineSlave().setNodeName("slave0"))
                .until(j -> Await.until(
                        "The node is offline",
                        () -> j.jenkins.getComputer("slave0").isOffline()))
                .http("Disconnect a connected node", "computer/slave0/doDisconnect", "node.disconnected", "slave0");
        actions.with(j -> j.jenkins.getComputer("slave0").connect(true).get())
                .until(j -> Await.until(
                        "The node is offline",
                        () -> j.jenkins.getComputer("slave0").isOffline()))
                .cli("Disconnect a connected node", "", "node.disconnected", "slave0", "disconnect-node", "slave0");
        actions.cli("Launch a node", "", "node.launched", "slave0", "connect-node", "-f", "slave0");
        actions.http(
                "Create a node by the form",
                "computer/doCreateItem",
                "node.created",
                "formed",
                "name",
                "formed",
                "type",
                DumbSlave.class.getName(),
                "json",
                FORM);
        actions.cli("Delete a node", "", "node.deleted", "formed", "delete-node", "formed");
        actions.http("Refresh the node monitors", "computer/updateNow", "system.maintenance", "");
        actions.http(
                "Describe a label",
                "label/built-in/submitDescription",
                "node.label.updated",
                "built-in",
                "description",
                "x");
        clouds(actions);
    }

    private static void byCode(Actions actions, String name, String code, String event) {
        actions.besides("system.casc.applied", "")
                .send(name, "POST", "manage/configuration-as-code/apply", "text/yaml", code, event, "coded");
    }

    private static void clouds(Actions actions) {
        actions.http(
                "Create a cloud",
                "manage/cloud/doCreate",
                "cloud.created",
                "sky",
                "cloudDescriptorName",
                TestCloud.class.getName(),
                "json",
                "{\"name\":\"sky\",\"text\":\"blue\"}");
        actions.http(
                "Change a cloud",
                "manage/cloud/sky/configSubmit",
                "cloud.updated",
                "sky",
                "json",
                "{\"name\":\"sky\",\"text\":\"grey\"}");
        actions.with(j -> j.jenkins.clouds.add(new TestCloud("space", "black")))
                .http(
                        "Change the order of clouds",
                        "manage/cloud/reorder?name=space&name=sky",
                        "system.config.updated",
                        "");
        actions.http("Delete a cloud", "manage/cloud/sky/doDelete", "cloud.deleted", "sky");
    }

    /** A cloud that has no machine. */
    public static final class TestCloud extends Cloud {

        private final String text;

        @DataBoundConstructor
        public TestCloud(String name, String text) {
            super(name);
            this.text = text;
        }

        public String getText() {
            return text;
        }

        @Override
        public Collection<NodeProvisioner.PlannedNode> provision(Cloud.CloudState state, int excessWorkload) {
            return List.of();
        }

        @Override
        public boolean canProvision(Cloud.CloudState state) {
            return canProvision((Label) null);
        }

        @Override
        public boolean canProvision(Label label) {
            return false;
        }

        /** Makes it known. */
        @Extension
        public static final class TestCloudDescriptor extends Descriptor<Cloud> {}
    }
}
