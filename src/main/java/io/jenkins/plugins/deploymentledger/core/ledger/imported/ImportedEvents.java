package io.jenkins.plugins.deploymentledger.core.ledger.imported;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;

/** The event types of entries that were read from a log of before. */
public final class ImportedEvents {

    /** A request whose URL the log's pattern matched. */
    public static final EventType REQUEST = EventType.of("imported.request");

    /** A build started. */
    public static final EventType BUILD_STARTED = EventType.of("imported.build.started");

    /** A build finished. */
    public static final EventType BUILD_FINISHED = EventType.of("imported.build.finished");

    /** A credential was used. */
    public static final EventType CREDENTIAL_USED = EventType.of("imported.credential.used");

    /** A script was run. */
    public static final EventType SCRIPT = EventType.of("imported.script");

    /** What is none of these. */
    public static final EventType OTHER = EventType.of("imported.other");

    private ImportedEvents() {}
}
