package io.jenkins.plugins.deploymentledger.audit.coverage;

import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Something that somebody does, or tries, and the entries that it must leave.
 *
 * @param name what is done, for people
 * @param way how: the request or the command
 * @param trace the entry that says what was done
 * @param besides the other entries that it leaves, each of them once
 * @param later the entries that come of it by themselves, sooner or later, as often as they like
 * @param shown the places that the differences in its entries show, with a plus for what was added and a minus for what was removed;
 *     empty if they are not looked at
 * @param actor who does it
 * @param ending how it ends
 * @param before makes ready what the action needs; what that leaves is not looked at
 * @param doing does it
 * @param after brings about what comes later by itself
 */
record CoverageAction(
        String name,
        String way,
        Trace trace,
        List<Trace> besides,
        List<Trace> later,
        List<String> shown,
        String actor,
        Ending ending,
        Preparing before,
        Doing doing,
        Preparing after) {

    /** That somebody used a token is told with the first of many requests. */
    static final String AUTHENTICATION = "auth.api";

    /** That, and what the ledger tells of the machine: virtual ones are stopped and go on later, with another time. */
    private static final Set<String> OF_NO_ACTION = Set.of(AUTHENTICATION, "audit.clock.jumped");

    private static final String UNCHANGED = "http.unchanged";
    private static final List<String> CHAIN = List.of("203.0.113.7", "10.0.0.2");
    private static final String COMMAND = "CLI ";

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

    private boolean isCommand() {
        return way.startsWith(COMMAND);
    }

    boolean isDone(int answer) {
        return ending.isTold(isCommand(), answer);
    }

    /** Whether something comes of it. */
    boolean changes() {
        return ending == Ending.DONE && !trace.event().equals(UNCHANGED);
    }

    /** Whether its entry is among these, with all others that it must leave. */
    boolean isRecorded(List<AuditEntry> entries) {
        return expected().allMatch(one -> entries.stream().anyMatch(one::isOf));
    }

    /** What is wrong with the entries that the action left; empty if nothing is. */
    String problem(List<AuditEntry> entries) {
        List<AuditEntry> rest = new ArrayList<>(entries);
        rest.removeIf(entry ->
                OF_NO_ACTION.contains(entry.event().name()) || later.stream().anyMatch(one -> one.isOf(entry)));
        for (Trace one : expected().toList()) {
            long times = rest.stream().filter(one::isOf).count();
            if (times != 1) {
                return times + " times " + one + ", in " + told(entries);
            }
            rest.removeIf(one::isOf);
        }
        if (!rest.isEmpty()) {
            return "besides there are " + told(rest);
        }
        List<AuditEntry> own = entries.stream()
                .filter(entry -> expected().anyMatch(one -> one.isOf(entry)))
                .toList();
        // What a build does by itself is of no request.
        long requests = own.stream()
                .map(CoverageAction::request)
                .filter(request -> !shown.isEmpty() || !request.isEmpty())
                .distinct()
                .count();
        if (!isCommand() && requests != 1) {
            return "of several requests: " + told(own);
        }
        List<String> places = shown.isEmpty() ? shown : ShownPlaces.of(own);
        if (!places.equals(shown.stream().sorted().toList())) {
            return "the differences show " + places;
        }
        return problem(entries.stream().filter(trace::isOf).findFirst().orElseThrow());
    }

    /** The requests that left the entries that it must leave. */
    Set<String> requests(List<AuditEntry> entries) {
        return entries.stream()
                .filter(entry -> expected().anyMatch(one -> one.isOf(entry)))
                .map(CoverageAction::request)
                .collect(Collectors.toSet());
    }

    private static String request(AuditEntry entry) {
        return entry.details().getOrDefault(Origin.REQUEST, "");
    }

    /** Its own entry, and those besides; each command is one more. */
    private Stream<Trace> expected() {
        Stream<Trace> all = Stream.concat(Stream.of(trace), besides.stream());
        Trace command =
                new Trace(ending.command(), way.replaceFirst(COMMAND, "").split(" ")[0]);
        return isCommand() && !trace.equals(command) ? Stream.concat(all, Stream.of(command)) : all;
    }

    private String problem(AuditEntry entry) {
        if (!entry.operatedBy().id().equals(actor)) {
            return "operated by " + entry.operatedBy();
        }
        // The command line client cannot send the header.
        if (!entry.addresses().chain().equals(isCommand() ? List.of("127.0.0.1") : CHAIN)) {
            return "from " + entry.addresses();
        }
        return entry.outcome().word().equals(ending.outcome()) ? "" : "outcome " + entry.outcome();
    }

    private static String told(List<AuditEntry> entries) {
        return entries.stream().map(Trace::of).collect(Collectors.joining(", "));
    }
}
