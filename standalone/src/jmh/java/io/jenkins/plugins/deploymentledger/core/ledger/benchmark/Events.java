package io.jenkins.plugins.deploymentledger.core.ledger.benchmark;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** The events of a large installation: 60 types, 500 people of whom few act often, 20,000 targets, 2,000 addresses. */
final class Events {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    /** The days over which the events of a data set are spread. */
    static final int DAYS = 120;

    private static final String[] CATEGORIES = {"user", "item", "node", "credential", "permission", "build"};
    private static final String[] ACTIONS = {
        "created", "deleted", "updated", "renamed", "moved", "enabled", "disabled", "granted", "revoked", "copied"
    };

    private Events() {}

    static String type(int number) {
        return CATEGORIES[number / ACTIONS.length] + '.' + ACTIONS[number % ACTIONS.length];
    }

    static String actorId(int number) {
        return "user" + number;
    }

    static String targetId(int number) {
        return "team-" + number % 40 + "/service-" + number % 500 + "/job-" + number;
    }

    /** A number below a bound, small ones far more often. */
    static int few(Random random, int bound) {
        return (int) (bound * Math.pow(random.nextDouble(), 3));
    }

    /** The event of this number of so many. */
    static AuditEvent event(long number, long of) {
        Random random = new Random(number * 0x9E3779B97F4A7C15L);
        long spread = DAYS * 86_400_000L;
        int actor = few(random, 500);
        int target = few(random, 20_000);
        String address = "10." + few(random, 8) + '.' + random.nextInt(16) + '.' + random.nextInt(16);
        return AuditEvent.of(EventType.of(type(few(random, 60))))
                .at(START.plusMillis((long) ((double) spread * number / of)))
                .by(actorId(actor), "Person Number " + actor)
                .on("job", targetId(target), "Job " + target)
                .from(new Addresses(address, List.of(address, "192.0.2.1"), true))
                .detail("request", Long.toHexString(random.nextLong()))
                .detail("before", "concurrency=" + random.nextInt(100))
                .detail("after", "concurrency=" + random.nextInt(100))
                .build();
    }
}
