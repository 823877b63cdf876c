package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.User;
import hudson.slaves.ComputerListener;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.deploymentledger.audit.actor.Identities;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.origin.Origin;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.record.LateEffects;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Hears of computers that someone takes offline, brings back or disconnects; not of those that come and go by themselves. */
@Restricted(NoExternalUse.class)
@Extension
public final class ComputerCapture extends ComputerListener {

    private static final StackWalker STACK = StackWalker.getInstance();

    @Override
    public void onTemporarilyOffline(@CheckForNull Computer computer, OfflineCause cause) {
        ofNode(computer, "a computer taken offline", Event.NODE_OFFLINE, cause);
    }

    @Override
    public void onTemporarilyOnline(@CheckForNull Computer computer) {
        ofNode(computer, "a computer brought back", Event.NODE_ONLINE, null);
    }

    /** The form of a node makes a new node of it and hands on to that whether it is offline; core tells of that as if somebody had done it. */
    private static boolean isHandedOn() {
        return STACK.walk(frames -> frames.dropWhile(frame -> !isOf(frame, Node.class, "setTemporaryOfflineCause"))
                .skip(1)
                .findFirst()
                .filter(frame -> isOf(frame, Computer.class, "doConfigSubmit"))
                .isPresent());
    }

    private static boolean isOf(StackWalker.StackFrame frame, Class<?> type, String method) {
        return frame.getClassName().equals(type.getName())
                && frame.getMethodName().equals(method);
    }

    // Core tells of no computer where the node has none (yet), as while it gets another name: nobody's doing then.
    private static void ofNode(
            @CheckForNull Computer computer, String what, Event event, @CheckForNull OfflineCause cause) {
        if (computer != null && !isHandedOn()) {
            Hook.run(what, () -> record(event, computer, cause, Origin.now()));
        }
    }

    @Override
    public void onOffline(@NonNull Computer computer, @CheckForNull OfflineCause cause) {
        Hook.run("a disconnected computer", () -> {
            Origin origin = Origin.heardAsSystem();
            if (cause instanceof OfflineCause.UserCause byUser) {
                User user = byUser.getUser();
                boolean known = Identities.isAccount(origin.initiator()) || user == null;
                disconnected(computer, cause, known ? origin : origin.initiatedBy(Identities.of(user)));
            } else if (cause instanceof OfflineCause.ByCLI) {
                disconnected(computer, cause, origin);
            }
        });
    }

    private static void disconnected(Computer computer, OfflineCause cause, Origin origin) {
        LateEffects.heard(
                event(Event.NODE_DISCONNECTED, computer, cause, origin).build());
    }

    private static void record(Event event, Computer computer, @CheckForNull OfflineCause cause, Origin origin) {
        AuditTrail.record(event(event, computer, cause, origin));
    }

    private static AuditEvent.Builder event(
            Event event, Computer computer, @CheckForNull OfflineCause cause, Origin origin) {
        Target target = Targets.of(computer);
        AuditEvent.Builder entry =
                origin.into(AuditEvent.of(event.type())).on(target.kind(), target.id(), target.name());
        if (cause != null) {
            entry.detail("cause", cause.toString());
        }
        return entry;
    }
}
