package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Node;
import hudson.model.Saveable;
import hudson.slaves.EphemeralNode;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.record.SecondHand;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/**
 * Knows what core does where it sets all nodes at once, as configuration as code has it do: it tells of a new node under the queue's
 * lock, before there is a file of it, and then of each file as one of the list of nodes. Thread-safe.
 */
final class NodeList {

    /** May not be named by plugins. */
    private static final String TYPE = "jenkins.model.Nodes";

    private static final Duration MOMENT = Duration.ofMinutes(1);
    private static final StackWalker STACK = StackWalker.getInstance();

    /** The entries of nodes that have no file yet, by their names. */
    private static final Map<String, AuditEvent.Builder> AWAITED = new ConcurrentHashMap<>();

    private NodeList() {}

    /** The object whose file was saved: of the list the node whose file it is. */
    @NonNull
    static Saveable object(@NonNull Saveable saved, @NonNull File file) {
        if (!saved.getClass().getName().equals(TYPE)) {
            return saved;
        }
        Node node = Jenkins.get().getNode(file.getAbsoluteFile().getParentFile().getName());
        return node == null ? saved : node;
    }

    /** Whether a new node is about to be saved with the list of all. */
    static boolean isYetToBeSaved(@NonNull Node node) {
        return !(node instanceof EphemeralNode)
                && STACK.walk(
                        frames -> frames.anyMatch(frame -> frame.getMethodName().equals("setNodes")
                                && frame.getClassName().equals(TYPE)));
    }

    /** Keeps an entry of a new node until the node is saved; where that fails, it is recorded without what the node holds. */
    static void await(@NonNull Node node, @NonNull AuditEvent.Builder entry) {
        String name = node.getNodeName();
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            scope.saw(Event.NODE_CREATED.type());
        }
        AWAITED.put(name, entry);
        SecondHand.hear(effect(name), () -> {
            if (AWAITED.remove(name, entry)) {
                AuditEvent event = entry.build();
                Recorder.find().ifPresent(recorder -> recorder.recordAside(event));
            }
        });
    }

    /** The entry of a node that is being saved, if it is new. */
    @NonNull
    static Optional<AuditEvent.Builder> awaited(@NonNull Node node) {
        String name = node.getNodeName();
        Optional<AuditEvent.Builder> entry = Optional.ofNullable(AWAITED.remove(name));
        entry.ifPresent(one -> SecondHand.tell(effect(name), MOMENT));
        return entry;
    }

    private static String effect(String name) {
        return "new node " + name;
    }
}
