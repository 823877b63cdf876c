package io.jenkins.plugins.deploymentledger.core.ledger.append;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EncodedEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** An event on its way to the disk, and whom to tell when it is there. */
final class Waiting {

    private final AuditEvent event;
    private final EncodedEvent encoded;
    private final CompletableFuture<Receipt> done = new CompletableFuture<>();

    private Waiting(AuditEvent event, EncodedEvent encoded) {
        this.event = event;
        this.encoded = encoded;
    }

    /** @throws AppendRefusedException if the event is too big for an entry even without its details */
    static Waiting of(AuditEvent event) throws AppendRefusedException {
        EncodedEvent encoded = EntryCodec.encode(event);
        if (encoded.maxLength() > EntryCodec.MAX_BYTES) {
            int least = EntryCodec.encode(event.with(new TreeMap<>(), event.blobs()))
                            .maxLength()
                    + ROOM_FOR_REFERENCE;
            if (least > EntryCodec.MAX_BYTES) {
                throw new AppendRefusedException(
                        AppendRefusedException.Reason.TOO_LARGE,
                        "The event " + event.event() + " takes " + least
                                + " bytes even without its details, and an entry"
                                + " has at most " + EntryCodec.MAX_BYTES
                                + ". Shorten its names, addresses or list of blobs");
            }
        }
        return new Waiting(event, encoded);
    }

    /** What a blob reference to the details adds at most. */
    private static final int ROOM_FOR_REFERENCE = 200;

    boolean tooLarge() {
        return encoded.maxLength() > EntryCodec.MAX_BYTES;
    }

    AuditEvent event() {
        return event;
    }

    EncodedEvent encoded() {
        return encoded;
    }

    CompletableFuture<Receipt> done() {
        return done;
    }

    static void refuse(List<Waiting> refused, AppendRefusedException why) {
        refused.forEach(waiting -> waiting.done.completeExceptionally(why));
    }
}
