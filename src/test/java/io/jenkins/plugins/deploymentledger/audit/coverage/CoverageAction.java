package io.jenkins.plugins.deploymentledger.audit.coverage;

import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.util.List;
import java.util.stream.Collectors;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Something that somebody does, or tries, and the entry that it must leave.
 *
 * @param name what is done, for people
 * @param way how: the request or the command
 * @param event the event that must be recorded
 * @param target the id of its target; what is behind a star may be anything
 * @param actor who does it
 * @param refused whether that one is refused
 * @param before makes ready what the action needs; what that leaves is not looked at
 * @param doing does it
 * @param after brings about what comes later by itself
 */
record CoverageAction(
        String name,
        String way,
        String event,
        String target,
        String actor,
        boolean refused,
        Preparing before,
        Doing doing,
        Preparing after) {

    private static final List<String> CHAIN = List.of("203.0.113.7", "10.0.0.2");

    /** Does something. */
    @FunctionalInterface
    interface Doing {
        /** The status of the answer; of a command its exit code. */
        int by(AuditClient client) throws Exception;
    }

    /** Makes something ready. */
    @FunctionalInterface
    interface Preparing {
        void in(JenkinsRule j) throws Exception;
    }

    boolean isCommand() {
        return way.startsWith("CLI");
    }

    boolean isDone(int status) {
        if (refused) {
            return status == 401 || status == 403;
        }
        return isCommand() ? status == 0 : status < 400;
    }

    /** Whether its entry is among these. */
    boolean isRecorded(List<AuditEntry> entries) {
        return entries.stream().anyMatch(this::isIt);
    }

    /** What is wrong with the entries that the action left; empty if nothing is. */
    String problem(List<AuditEntry> entries) {
        String all = entries.stream()
                .map(entry -> entry.event() + "(" + entry.target().id() + " by "
                        + entry.operatedBy().id() + ")")
                .collect(Collectors.joining(", "));
        if (entries.stream().anyMatch(entry -> entry.event().name().equals("http.unclassified"))) {
            return "unclassified; " + all;
        }
        List<AuditEntry> found = entries.stream().filter(this::isIt).toList();
        if (found.size() != 1) {
            return found.size() + " times " + event + " of " + target + ", in " + all;
        }
        AuditEntry entry = found.get(0);
        if (!entry.operatedBy().id().equals(actor)) {
            return "operated by " + entry.operatedBy();
        }
        // The command line client cannot send the header.
        if (!entry.addresses().chain().equals(isCommand() ? List.of("127.0.0.1") : CHAIN)) {
            return "from " + entry.addresses();
        }
        return entry.outcome().word().equals(refused ? "denied" : "success") ? "" : "outcome " + entry.outcome();
    }

    private boolean isIt(AuditEntry entry) {
        String id = entry.target().id();
        boolean there = target.endsWith("*")
                ? id.startsWith(target.substring(0, target.length() - 1)) && id.length() >= target.length()
                : id.equals(target);
        return there && entry.event().name().equals(event);
    }
}
