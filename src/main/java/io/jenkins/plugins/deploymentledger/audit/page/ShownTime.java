package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EntryCodec;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A moment as a page shows it.
 *
 * @param local in the zone of who reads, to the millisecond
 * @param utc in UTC, as the ledger has it
 */
public record ShownTime(@NonNull String local, @NonNull String utc) {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    static ShownTime of(Instant time, ZoneId zone) {
        return new ShownTime(LOCAL.format(time.atZone(zone)), EntryCodec.format(time));
    }

    /** A moment to the minute, in a zone. */
    static String minute(Instant time, ZoneId zone) {
        return MINUTE.format(time.atZone(zone));
    }
}
