package io.jenkins.plugins.deploymentledger.audit.delivery;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSink;
import io.jenkins.plugins.deploymentledger.core.ledger.feed.FeedStatus;
import java.util.Date;

/** How one receiver is, as pages show it. Immutable. */
public final class SinkLine {

    private final AuditSink sink;
    private final FeedStatus status;

    SinkLine(AuditSink sink, FeedStatus status) {
        this.sink = sink;
        this.status = status;
    }

    /** What kind of receiver it is. */
    @NonNull
    public String getKind() {
        return sink.getDescriptor().getDisplayName();
    }

    /** Where it is; no secrets. */
    @NonNull
    public String getDestination() {
        return sink.getDestination();
    }

    /** Whether it is an outside anchor. */
    public boolean isOutsideAnchor() {
        return sink.isOutsideAnchor();
    }

    /** How many entries it does not have, or does not cover, yet. */
    public long getLag() {
        return status.lag();
    }

    /** How many entries left the ledger before it could get them. */
    public long getMissed() {
        return status.missed();
    }

    /** How many entries it has, or covers. */
    public long getCovered() {
        return status.next();
    }

    /** When it last took something; null if never. */
    @CheckForNull
    public Date getLastSuccess() {
        return status.lastSuccess() == null ? null : Date.from(status.lastSuccess());
    }

    /** Whether it fails, and not just once. */
    public boolean isFailing() {
        return status.failures() >= SinkLane.FAILING;
    }

    /** Why the last delivery failed, a sentence; empty if it did not. */
    @NonNull
    public String getProblem() {
        return status.problem();
    }
}
