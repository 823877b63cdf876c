package io.jenkins.plugins.deploymentledger.core.ledger.append;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * Tells those who wait that their entries are on disk. Where many wait, a thread of its own does so: to wake them takes longer than to
 * write their entries, and the next group can go to the disk meanwhile. For one writer.
 */
final class Acknowledger {

    private static final Logger LOGGER = Logger.getLogger(Acknowledger.class.getName());

    private static final int CLOSE_SECONDS = 1;

    /** How many the writer wakes itself rather than wake a thread that does. */
    private static final int FEW = 2;

    private final AtomicInteger underWay = new AtomicInteger();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "Deployment Ledger acknowledger");
        daemon.setDaemon(true);
        return daemon;
    });

    /** Acknowledges a group, after all groups before it. */
    void acknowledge(List<Waiting> group, List<Receipt> receipts) {
        if (group.size() <= FEW && underWay.get() == 0) {
            complete(group, receipts);
            return;
        }
        underWay.incrementAndGet();
        thread.execute(() -> {
            try {
                complete(group, receipts);
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    private static void complete(List<Waiting> group, List<Receipt> receipts) {
        for (int i = 0; i < group.size(); i++) {
            group.get(i).done().complete(receipts.get(i));
        }
    }

    /** Waits until all that was handed over is acknowledged; within a bound, since what is chained to an acknowledgement may hang. */
    void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.warning("What someone does when an entry is on disk takes longer than " + CLOSE_SECONDS
                        + " seconds; the ledger is closed meanwhile.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
