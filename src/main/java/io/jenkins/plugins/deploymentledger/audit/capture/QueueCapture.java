package io.jenkins.plugins.deploymentledger.audit.capture;

import hudson.Extension;
import hudson.model.Queue;
import hudson.model.queue.QueueListener;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.request.RequestScope;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Hears of what someone puts into the queue and takes out of it. Is called under the queue's lock.
 *
 * <p>What enters the queue without a request is told by the build that it becomes.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class QueueCapture extends QueueListener {

    @Override
    public void onEnterWaiting(Queue.WaitingItem item) {
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            Hook.run("a request for a build", () -> {
                QueueAddresses.note(item.getId(), scope.addresses());
                record(Event.BUILD_REQUESTED, item);
            });
        }
    }

    @Override
    public void onLeft(Queue.LeftItem item) {
        if (item.isCancelled()) {
            Hook.run("a cancelled queue item", () -> record(Event.QUEUE_CANCELLED, item));
        }
    }

    private static void record(Event event, Queue.Item item) {
        Target target = Targets.of(item);
        AuditTrail.record(AuditTrail.heardAsSystem(event)
                .on(target.kind(), target.id(), target.name())
                .detail("queue id", Long.toString(item.getId())));
    }
}
