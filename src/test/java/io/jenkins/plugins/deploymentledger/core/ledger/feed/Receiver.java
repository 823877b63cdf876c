package io.jenkins.plugins.deploymentledger.core.ledger.feed;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A receiver that may be down, and may fall silent after it took what it got. */
final class Receiver implements FeedConsumer {

    final List<Long> received = new ArrayList<>();
    final List<Checkpoint> checkpoints = new ArrayList<>();
    private final int entriesAtOnce;
    boolean down;
    boolean silent;

    Receiver(int entriesAtOnce) {
        this.entriesAtOnce = entriesAtOnce;
    }

    @Override
    public int entriesAtOnce() {
        return entriesAtOnce;
    }

    @Override
    @NonNull
    public Duration every() {
        return entriesAtOnce == 0 ? Duration.ofMinutes(5) : Duration.ZERO;
    }

    @Override
    public void take(@NonNull Delivery delivery) throws IOException {
        if (down) {
            throw new IOException("The receiver does not answer");
        }
        delivery.entries().stream().map(AuditEntry::sequence).forEach(received::add);
        checkpoints.add(delivery.checkpoint());
        if (silent) {
            throw new IOException("The receiver took it and did not say so");
        }
    }
}
