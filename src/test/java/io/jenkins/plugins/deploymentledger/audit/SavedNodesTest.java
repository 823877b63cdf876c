package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import hudson.Functions;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Slave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.model.NodeListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whichever way a node is saved, its entry is of the node and tells what changed. */
@WithJenkins
@Timeout(120)
class SavedNodesTest {

    private static final String CODE = "jenkins:\n  nodes:\n  - permanent:\n      name: coded\n"
            + "      remoteFS: /tmp/coded\n      numExecutors: %d\n";

    private JenkinsRule j;
    private AuditClient admin;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        admin = Administrators.client(j);
    }

    @Test
    void nodesByCodeAreToldAsThoseOfTheForm() throws Exception {
        long mark = TestTrail.settled();
        apply(CODE.formatted(1));
        assertEquals(List.of("node.created coded", "system.casc.applied "), told(mark));
        AuditEntry created = TestTrail.since(mark, "node.created").get(0);
        assertTrue(
                created.details().getOrDefault("diff", "").contains("/tmp/coded"),
                () -> "With what it holds: " + created);
        assertEquals("admin", created.operatedBy().id());

        mark = TestTrail.settled();
        apply(CODE.formatted(3));
        assertEquals(List.of("node.updated coded", "system.casc.applied "), told(mark));
        assertEquals("1", TestTrail.since(mark, "node.updated").get(0).details().get("changes"));

        mark = TestTrail.settled();
        apply("jenkins:\n  nodes: []\n");
        assertEquals(List.of("node.deleted coded", "system.casc.applied "), told(mark));
    }

    /** The first of a list cannot be saved; the others are in Jenkins all the same. */
    @Test
    void aNodeThatComesWithoutAFileIsToldWithoutIt() throws Exception {
        Node node = j.createSlave("agent", "", null);
        j.jenkins.removeNode(node);
        Files.writeString(j.jenkins.getRootDir().toPath().resolve("nodes/agent"), "in the way");
        long mark = TestTrail.settled();
        try {
            j.jenkins.setNodes(List.of(node));
        } catch (IOException e) {
            assertTrue(Files.isRegularFile(j.jenkins.getRootDir().toPath().resolve("nodes/agent")), e::toString);
        }
        assertEquals(List.of("node.created agent"), told(mark));
    }

    @Test
    void aNodeThatGetsAnotherNameIsToldWithWhatElseChanged() throws Exception {
        Node node = j.createSlave("before", "", null);
        String after = Jenkins.XSTREAM2
                .toXML(node)
                .replace("<name>before</name>", "<name>after</name>")
                .replaceFirst("<numExecutors>\\d+</numExecutors>", "<numExecutors>7</numExecutors>");
        long mark = TestTrail.settled();
        assertEquals(200, admin.postXml("computer/before/config.xml", after));
        assertEquals(List.of("node.updated after"), told(mark));
        String diff = TestTrail.since(mark, "node.updated").get(0).details().get("diff");
        assertTrue(diff.contains("before") && diff.contains("after") && diff.contains("numExecutors"), diff);
    }

    @Test
    void aNodeThatIsTakenOfflineByItsFileIsToldAlsoWhereNoRequestDoesIt() throws Exception {
        Slave node = j.createSlave("agent", "", null);
        long mark = TestTrail.settled();

        j.jenkins.addNode(offline(node));
        assertEquals(List.of("node.offline agent"), told(mark));

        mark = TestTrail.settled();
        j.jenkins.getComputer("agent").setTemporaryOfflineCause(null);
        j.jenkins.getComputer("agent").setTemporaryOfflineCause(new OfflineCause.ByCLI("by its computer"));
        assertEquals(List.of("node.online agent", "node.offline agent"), told(mark));
    }

    @Test
    void oneRequestThatTakesTwoOfflineEachInItsWayIsToldOfBoth() throws Exception {
        j.createSlave("one", "", null);
        j.createSlave("two", "", null);
        long mark = TestTrail.settled();
        String script = "def j = jenkins.model.Jenkins.get()\n"
                + "j.getComputer('one').setTemporaryOfflineCause(new hudson.slaves.OfflineCause.ByCLI('x'))\n"
                + "j.addNode(io.jenkins.plugins.deploymentledger.audit.SavedNodesTest.offline(j.getNode('two')))\n";
        assertEquals(200, admin.post("scriptText", "script", script));
        assertEquals(
                List.of("node.offline one", "node.offline two"),
                told(mark).stream().filter(one -> one.startsWith("node.")).toList());
    }

    /** A file that never comes to an end stands for a share that does not answer. */
    @Test
    void nothingIsReadUnderTheLockOfTheQueue() throws Exception {
        assumeFalse(Functions.isWindows());
        Node node = j.createSlave("agent", "", null);
        TestTrail.settled();
        Path file = j.jenkins.getRootDir().toPath().resolve("nodes/agent/config.xml");
        Files.delete(file);
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        Thread listener = new Thread(() -> Queue.withLock(() -> {
            NodeListener.fireOnUpdated(node, node);
            NodeListener.fireOnCreated(node);
        }));
        listener.setDaemon(true);
        listener.start();
        listener.join(TimeUnit.SECONDS.toMillis(20));
        boolean reads = listener.isAlive();
        while (listener.isAlive()) {
            // So that Jenkins comes to its end.
            try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "rw")) {
                end.write('x');
            }
            listener.join(100);
        }
        assertFalse(reads, "The file is read while the queue is locked");
    }

    /** The same node as it is when its file says that it is offline. */
    public static Node offline(Node node) {
        String xml = Jenkins.XSTREAM2
                .toXML(node)
                .replace(
                        "</slave>",
                        "<temporaryOfflineCause class=\"hudson.slaves.OfflineCause$ByCLI\"><message>by its file</message>"
                                + "</temporaryOfflineCause></slave>");
        return (Node) Jenkins.XSTREAM2.fromXML(xml);
    }

    private void apply(String code) throws IOException {
        assertEquals(200, admin.send("POST", "manage/configuration-as-code/apply", "text/yaml", code));
    }

    private static List<String> told(long mark) throws IOException {
        TestTrail.settled();
        return TestTrail.since(mark).stream()
                .filter(entry -> !entry.event().name().equals("auth.api"))
                .map(entry -> entry.event().name() + " " + entry.target().id())
                .toList();
    }
}
