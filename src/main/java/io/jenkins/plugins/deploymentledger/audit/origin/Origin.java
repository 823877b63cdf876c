package io.jenkins.plugins.deploymentledger.audit.origin;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.init.InitMilestone;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.audit.actor.BuildInitiator;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.audit.actor.StepThread;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jenkins.model.Jenkins;

/**
 * Who is behind what happens on the current thread, whom it runs as, and from where it was asked for.
 *
 * <p>Found by a ladder, the first rung that knows someone: the request or command that the thread serves; who started the build that the
 * thread executes, as whomever it is run; whom the thread runs as; Jenkins itself, with the thread's name and the type of the pipeline's step, if it is in
 * one. The last is recorded like every other: an action of SYSTEM is an action.
 *
 * @param time when
 * @param initiator who asked
 * @param effective whom the code runs as
 * @param addresses from where
 * @param details what else is known: the request's id, its path, the build, the thread, the step
 */
public record Origin(
        @NonNull Instant time,
        @NonNull Identity initiator,
        @NonNull Identity effective,
        @NonNull Addresses addresses,
        @NonNull Map<String, String> details) {

    /** Ties together the entries of one request or command. */
    public static final String REQUEST = "request";

    /** Copies the details. */
    public Origin {
        details = Map.copyOf(details);
    }

    /** The origin of what the current thread does now. Takes no lock of Jenkins and does not throw for want of knowledge. */
    @NonNull
    public static Origin now() {
        Identity effective = Identities.of(Jenkins.getAuthentication2());
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            return of(scope, effective);
        }
        Optional<Run<?, ?>> run = BuildInitiator.currentRun();
        if (run.isPresent()) {
            Map<String, String> details = new TreeMap<>(thread());
            details.put("via", "build " + run.get().getExternalizableId());
            Identity initiator = BuildInitiator.of(run.get().getCauses());
            return new Origin(Instant.now(), initiator, effective, Addresses.NONE, details);
        }
        if (Identities.isAccount(effective)) {
            return new Origin(Instant.now(), effective, effective, Addresses.NONE, thread());
        }
        Map<String, String> details = new TreeMap<>(thread());
        StepThread.type().ifPresent(step -> details.put("step", step));
        return new Origin(Instant.now(), effective, effective, Addresses.NONE, details);
    }

    /**
     * The same, for listeners that core calls as SYSTEM: whom the code ran as is then not to be known, and whoever asked counts
     * for it.
     */
    @NonNull
    public static Origin heardAsSystem() {
        Origin now = now();
        return new Origin(now.time(), now.initiator(), now.initiator(), now.addresses(), now.details());
    }

    private static Origin of(RequestScope scope, Identity effective) {
        Map<String, String> details = new TreeMap<>(scope.way().details());
        details.put(REQUEST, scope.id());
        details.put("verb", scope.verb());
        details.put("path", scope.path());
        if (!scope.authenticatedBy().isEmpty()) {
            details.put("authenticated", scope.authenticatedBy());
        }
        return new Origin(Instant.now(), scope.initiator(), effective, scope.addresses(), details);
    }

    private static Map<String, String> thread() {
        Map<String, String> details = new TreeMap<>();
        details.put("thread", Thread.currentThread().getName());
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        InitMilestone reached = jenkins == null ? InitMilestone.STARTED : jenkins.getInitLevel();
        if (reached != InitMilestone.COMPLETED) {
            details.put("phase", "startup");
        } else if (jenkins.isTerminating()) {
            details.put("phase", "shutdown");
        }
        return details;
    }

    /** The same, but asked for by another. */
    @NonNull
    public Origin initiatedBy(@NonNull Identity other) {
        return new Origin(time, other, effective, addresses, details);
    }

    /** The same with one more detail. */
    @NonNull
    public Origin with(@NonNull String name, @NonNull String value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(name, value);
        return new Origin(time, initiator, effective, addresses, more);
    }

    /** Writes all this into an event. */
    @NonNull
    public AuditEvent.Builder into(@NonNull AuditEvent.Builder event) {
        return event.at(time)
                .by(initiator.id(), initiator.name())
                .runningAs(effective.id(), effective.name())
                .from(addresses)
                .details(details);
    }
}
