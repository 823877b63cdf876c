package io.jenkins.plugins.deploymentledger.core.ledger.entry;

/** The event types that the ledger itself records, about itself. */
public final class LedgerEvents {

    /** A process opened the ledger for writing. */
    public static final EventType STARTED = EventType.of("audit.started");

    /** A process closed the ledger in good order. */
    public static final EventType STOPPED = EventType.of("audit.stopped");

    /** Opening found an incomplete last record and cut it; the details hold the bytes. */
    public static final EventType RECOVERED = EventType.of("audit.recovered");

    /** Events were refused because the queue was full or the disk did not take them; the details hold how many. */
    public static final EventType GAP = EventType.of("audit.gap");

    /** The clock moved otherwise than time passed. */
    public static final EventType CLOCK_JUMPED = EventType.of("audit.clock.jumped");

    /** Sealed segments left the front of the ledger by retention. */
    public static final EventType PRUNED = EventType.of("audit.pruned");

    /** The content of a blob was erased; its hash stays. */
    public static final EventType BLOB_ERASED = EventType.of("audit.blob.erased");

    private LedgerEvents() {}
}
