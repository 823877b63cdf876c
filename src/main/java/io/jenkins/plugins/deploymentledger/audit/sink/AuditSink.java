package io.jenkins.plugins.deploymentledger.audit.sink;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.deploymentledger.core.ledger.feed.FeedConsumer;

/**
 * Receives the trail, to keep it outside of this controller.
 *
 * <p>An administrator configures as many as there are receivers; a plugin adds kinds of them with an {@link AuditSinkDescriptor}.
 * Each is served by a thread of its own, so that a slow one holds up neither the trail nor the others. It gets entries in the
 * order of their sequence numbers, or checkpoints alone, at least once: after a failure it is asked again, after ever longer
 * times up to five minutes, and after a restart it goes on where it was. The sequence number of an entry, or the size of a
 * checkpoint, is the key by which a receiver knows what it already has.
 *
 * <p>Only what a checkpoint covers is handed over, about a second after it was recorded. What leaves the ledger by retention
 * before it could be handed over is counted as missed.
 *
 * <p>Instances are immutable; {@link #take} is called by one thread at a time.
 */
public abstract class AuditSink extends AbstractDescribableImpl<AuditSink> implements FeedConsumer, ExtensionPoint {

    /**
     * The key under which it is remembered how far the receiver is: the same for the same receiver, another for another, whatever
     * else is configured.
     *
     * @return at most 100 lower case letters, digits and hyphens
     */
    @NonNull
    public abstract String id();

    /** The receiver as administrators and auditors are shown it; no secrets. */
    @NonNull
    public abstract String getDestination();

    /**
     * Whether it keeps the checkpoints where those who can write to this controller's disk cannot change them, so that a history
     * that was rewritten shows.
     */
    public boolean isOutsideAnchor() {
        return false;
    }

    @Override
    public AuditSinkDescriptor getDescriptor() {
        return (AuditSinkDescriptor) super.getDescriptor();
    }
}
