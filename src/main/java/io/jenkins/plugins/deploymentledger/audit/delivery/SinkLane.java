package io.jenkins.plugins.deploymentledger.audit.delivery;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSink;
import io.jenkins.plugins.deploymentledger.audit.sink.SinkEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.ledger.feed.BackOff;
import io.jenkins.plugins.deploymentledger.core.ledger.feed.FeedStatus;
import io.jenkins.plugins.deploymentledger.core.ledger.feed.LedgerFeed;
import io.jenkins.plugins.deploymentledger.core.ledger.feed.PositionFile;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Serves one receiver on a thread of its own, and records when it fails for longer and when it takes the trail again. */
final class SinkLane implements Runnable {

    /** From how many failures in a row on a receiver counts as failing; before, it may have been a hiccup. */
    static final int FAILING = 3;

    private static final Logger LOGGER = Logger.getLogger(SinkLane.class.getName());
    private static final Duration NO_LEDGER = Duration.ofSeconds(1);

    private final AuditSink sink;
    private final SinkLane before;
    private final Thread thread;
    private volatile LedgerFeed feed;
    private boolean told;

    private SinkLane(AuditSink sink, @CheckForNull SinkLane before) {
        this.sink = sink;
        this.before = before;
        this.feed = feed(sink);
        this.thread = new Thread(this, "Audit sink " + sink.id());
        this.thread.setDaemon(true);
    }

    private static LedgerFeed feed(AuditSink sink) {
        Path positions = Jenkins.get().getRootDir().toPath().resolve("audit-trail-sinks");
        return new LedgerFeed(
                sink, new PositionFile(positions.resolve(sink.id() + ".json"), new DiskStorage()), BackOff.DEFAULT);
    }

    /**
     * Begins to serve a receiver.
     *
     * @param before served it with other settings, was stopped, and is waited for; null if none did
     */
    @NonNull
    static SinkLane start(@NonNull AuditSink sink, @CheckForNull SinkLane before) {
        SinkLane lane = new SinkLane(sink, before);
        lane.thread.start();
        return lane;
    }

    @NonNull
    AuditSink sink() {
        return sink;
    }

    /** How the receiver is. */
    @NonNull
    SinkLine line() {
        return new SinkLine(sink, feed.status());
    }

    /** Ends, as soon as the receiver lets it. */
    void stop() {
        thread.interrupt();
    }

    /** Waits until it has ended, but no longer than the bound. */
    void await(@NonNull Duration bound) {
        try {
            thread.join(bound.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            if (before != null) {
                before.thread.join();
                feed = feed(sink);
            }
            while (!Thread.currentThread().isInterrupted()) {
                Optional<Ledger> ledger =
                        Recorder.find().flatMap(recorder -> recorder.trail().ledger());
                Duration wait = ledger.isPresent() ? feed.turn(ledger.get(), Instant.now()) : NO_LEDGER;
                tell(feed.status());
                Thread.sleep(Math.max(0, wait.toMillis()));
            }
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "The receiver " + Shown.plain(sink.id()) + " is served no more");
        }
    }

    private void tell(FeedStatus status) {
        if (status.failures() >= FAILING && !told) {
            told = true;
            LOGGER.log(
                    Level.WARNING,
                    () -> Shown.plain(
                            "The trail cannot be handed to " + sink.getDestination() + ": " + status.problem()));
            AuditTrail.record(AuditTrail.begin(SinkEvent.SINK_FAILED)
                    .on("sink", sink.id(), sink.getDestination())
                    .outcome(Outcome.FAILURE)
                    .detail("problem", status.problem()));
        } else if (!status.failing() && told) {
            told = false;
            AuditTrail.record(AuditTrail.begin(SinkEvent.SINK_RECOVERED)
                    .on("sink", sink.id(), sink.getDestination())
                    .detail("next", Long.toString(status.next())));
        }
    }
}
