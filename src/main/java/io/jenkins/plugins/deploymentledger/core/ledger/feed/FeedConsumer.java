package io.jenkins.plugins.deploymentledger.core.ledger.feed;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.time.Duration;

/** Takes what a {@link LedgerFeed} hands over. Called by one thread at a time, which may be a different one each time. */
public interface FeedConsumer {

    /** How many entries it takes at once, at most {@value Delivery#MOST_ENTRIES}; 0 if it wants checkpoints alone. */
    int entriesAtOnce();

    /** How much time passes between two deliveries when it has everything; zero for no longer than must be. */
    @NonNull
    Duration every();

    /**
     * Takes a delivery. It may take its time, and may be handed the same again: after a failure, and after a crash.
     *
     * @param delivery what there is
     * @throws IOException if it could not be taken, wholly or in part; the message is a sentence for an administrator, without secrets
     * @throws InterruptedException if it is to be stopped
     */
    void take(@NonNull Delivery delivery) throws IOException, InterruptedException;
}
