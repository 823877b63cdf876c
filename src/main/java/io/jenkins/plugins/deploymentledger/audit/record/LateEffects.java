package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Identity;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.time.Duration;
import java.util.Map;

/** The effects that come about on another thread, some time after the request that wanted them: see {@link SecondHand}. */
public final class LateEffects {

    /** How long each may take to come about: a build may clean up for hours after it was stopped. */
    private static final Map<Event, Duration> VALID = Map.of(
            Event.BUILD_ABORTED, Duration.ofDays(1),
            Event.DEPLOYMENT_STOPPED, Duration.ofDays(1),
            Event.DEPLOYMENT_ABORTED, Duration.ofDays(1),
            Event.NODE_DISCONNECTED, Duration.ofMinutes(1));

    private LateEffects() {}

    /** Notes that a request has told this; without effect for what comes about at once. */
    public static void told(@NonNull Event event, @NonNull Target target, @NonNull Identity who) {
        Duration valid = VALID.get(event);
        if (valid != null) {
            SecondHand.tell(effect(target, who), valid);
        }
    }

    /** Records what a listener heard, unless a request tells it. */
    public static void heard(@NonNull AuditEvent event) {
        SecondHand.hear(effect(event.target(), event.operatedBy()), () -> Recorder.find()
                .ifPresent(recorder -> recorder.recordAside(event)));
    }

    /** Each of these events is the end of its target, whatever it is called. */
    private static String effect(Target target, Identity who) {
        return target.kind() + " " + target.id() + " by " + who.id();
    }
}
