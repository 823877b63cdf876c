package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What clients change on a controller, and which of that was answered with success. Safe for use by several threads. */
final class AnsweredChanges {

    /** How many changes a round has. */
    static final int A_ROUND = 7;

    private static final int SERVER_ERROR = 500;

    /** So Jenkins answers for a moment while it stops: users are gone already, and nothing is done for anybody. */
    private static final int NOBODY_KNOWN = 401;

    /** As Jenkins itself writes it, so that nothing but what is meant changes. */
    private static final String JOB = "<project><actions/><description>%s</description>"
            + "<keepDependencies>false</keepDependencies><properties/><scm class=\"hudson.scm.NullSCM\"/>"
            + "<canRoam>false</canRoam><disabled>false</disabled>"
            + "<blockBuildWhenDownstreamBuilding>false</blockBuildWhenDownstreamBuilding>"
            + "<blockBuildWhenUpstreamBuilding>false</blockBuildWhenUpstreamBuilding><triggers/>"
            + "<concurrentBuild>false</concurrentBuild><builders/><publishers/><buildWrappers/></project>";

    private static final String VIEW =
            "<hudson.model.ListView><name>v%s</name><jobNames/><columns/></hudson.model.ListView>";

    /** The changes that were answered with success, as event and target. */
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();

    /**
     * Makes one change after the other, of objects that have a name of their own.
     *
     * @param meanwhile is called among them
     * @throws IOException if one was not answered, or answered by a server that fails or stops
     */
    void round(AuditClient admin, String name, Callable<?> meanwhile) throws Exception {
        did(admin.postXml("createItem?name=" + name, JOB.formatted("one")), "item.created " + name);
        did(admin.postXml("job/" + name + "/config.xml", JOB.formatted(name)), "item.config.updated " + name);
        meanwhile.call();
        did(admin.post("job/" + name + "/disable"), "item.disabled " + name);
        did(admin.post("job/" + name + "/enable"), "item.enabled " + name);
        did(admin.postXml("createView?name=v" + name, VIEW.formatted(name)), "view.created v" + name);
        did(admin.post("view/v" + name + "/doDelete"), "view.deleted v" + name);
        did(admin.post("job/" + name + "/doDelete"), "item.deleted " + name);
    }

    private void did(int status, String action) throws IOException {
        if (status >= SERVER_ERROR || status == NOBODY_KNOWN) {
            throw new IOException(action + " was answered with " + status);
        }
        assertTrue(status < 400, () -> action + " was answered with " + status);
        answered.add(action);
    }

    /** Those so far. */
    List<String> soFar() {
        return List.copyOf(answered);
    }

    /** Which of them do not stand in the trail exactly once. */
    static List<String> wrong(Collection<String> answered, List<AuditEntry> entries) {
        Map<String, Integer> found = new HashMap<>();
        entries.forEach(
                entry -> found.merge(entry.event().name() + " " + entry.target().id(), 1, Integer::sum));
        return answered.stream()
                .filter(action -> found.getOrDefault(action, 0) != 1)
                .map(action -> action + ": " + found.getOrDefault(action, 0) + " times")
                .toList();
    }
}
