package io.jenkins.plugins.deploymentledger.core.ledger.index;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes entries from few words, so that any two of them often have something in common. */
public final class RandomEntries {

    static final List<String> EVENTS = List.of(
            "user.deleted",
            "user.created",
            "user.updated",
            "node.offline",
            "node.online",
            "build.started",
            "userx.other");
    static final List<String> IDS = List.of("ana", "Ana", "ben", "bea", "CORP\\eve", "", "ΣΊΣΥΦΟΣ", "σίσυφος", "*");
    static final List<String> NAMES = List.of("Ana Lopez", "ana lopez", "Ben Ray", "", "=cmd|'/c calc'!A1", "Bea\nNew");
    static final List<String> TARGETS =
            List.of("folder/job", "folder/job2", "Folder/Job", "x", "", "paris-001", "paris-002");
    static final List<String> ADDRESSES = List.of(
            "10.0.0.1",
            "10.0.0.2",
            "10.1.0.1",
            "203.0.113.7",
            "2001:db8::7",
            "2001:db8:0:0:0:0:0:7",
            "::ffff:10.0.0.1",
            "unknown",
            "",
            "fe80::1");

    static final Instant START = Instant.parse("2026-08-01T00:00:00Z");

    private final Random random;
    private Instant now = START;

    public RandomEntries(Random random) {
        this.random = random;
    }

    /** The entry of this number; time goes on by seconds, sometimes leaps, and sometimes an entry is late. */
    public AuditEntry next(long sequence) {
        now = now.plusMillis(random.nextInt(20_000));
        if (random.nextInt(500) == 0) {
            now = now.plusSeconds(random.nextInt(200_000));
        }
        Instant time = random.nextInt(10) == 0 ? now.minusSeconds(random.nextInt(5_000)) : now;
        AuditEvent event = AuditEvent.of(EventType.of(pick(EVENTS)))
                .at(time)
                .by(pick(IDS), pick(NAMES))
                .on("thing", pick(TARGETS), pick(TARGETS))
                .from(addresses())
                .outcome(Outcome.SUCCESS)
                .detail("note", pick(NAMES))
                .build();
        return new AuditEntry(sequence, AuditEntry.NOTHING_BEFORE, now, event);
    }

    private Addresses addresses() {
        List<String> chain = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            chain.add(pick(ADDRESSES));
        }
        return new Addresses(pick(ADDRESSES), chain, random.nextBoolean());
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
