package io.jenkins.plugins.deploymentledger.audit.flood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted outlives the process that counted it. */
class FloodJournalTest {

    private static final Instant FIRST = Instant.parse("2026-03-01T10:00:00.001Z");
    private static final Instant LAST = Instant.parse("2026-03-01T10:00:59.002Z");

    @TempDir
    private Path directory;

    private static AuditEvent event(String user) {
        return AuditEvent.of(EventType.of("auth.api"))
                .at(FIRST)
                .by(user, user)
                .detail("authenticated", "token")
                .build();
    }

    private FloodJournal open() throws IOException {
        return open("key");
    }

    private FloodJournal open(String key) throws IOException {
        return FloodJournal.open(
                directory.resolve("floods"), bytes -> new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmac(bytes));
    }

    @Test
    void whatWasCountedIsFoundAgain() throws IOException {
        try (FloodJournal journal = open()) {
            assertEquals(Map.of(), journal.left());
            int alice = journal.take(event("alice"), FIRST);
            int bob = journal.take(event("bob"), FIRST);
            journal.count(alice, 41, LAST);
            journal.count(bob, 7, LAST);
            journal.release(bob);
        }
        try (FloodJournal journal = open()) {
            assertEquals(Map.of(0, new FloodJournal.Counted(event("alice"), 41, LAST)), journal.left());
        }
    }

    /** A build that is stopped is interrupted wherever it is. */
    @Test
    void whoeverIsInterruptedKeepsNobodyFromCounting() throws IOException {
        try (FloodJournal journal = open()) {
            journal.left();
            Thread.currentThread().interrupt();
            int slot = journal.take(event("alice"), FIRST);
            assertTrue(Thread.interrupted(), "It is still to end");
            journal.count(slot, 2, LAST);
        }
        try (FloodJournal journal = open()) {
            assertEquals(2, journal.left().get(0).count());
        }
    }

    @Test
    void aReleasedSlotIsUsedAgain() throws IOException {
        try (FloodJournal journal = open()) {
            journal.left();
            int alice = journal.take(event("alice"), FIRST);
            journal.release(alice);
            assertEquals(alice, journal.take(event("bob"), FIRST));
            assertNotEquals(alice, journal.take(event("carol"), FIRST));
        }
        assertEquals(2 * FloodJournal.SLOT, Files.size(directory.resolve("floods")));
    }

    @Test
    void aSlotThatWasHalfWrittenIsPassedOver() throws IOException {
        try (FloodJournal journal = open()) {
            journal.left();
            journal.take(event("alice"), FIRST);
            journal.take(event("bob"), FIRST);
        }
        byte[] bytes = Files.readAllBytes(directory.resolve("floods"));
        bytes[20] = 0;
        Files.write(directory.resolve("floods"), bytes);
        try (FloodJournal journal = open()) {
            Map<Integer, FloodJournal.Counted> left = journal.left();
            assertEquals(1, left.size());
            assertEquals("bob", left.get(1).first().operatedBy().id());
            assertEquals(1, journal.refused());
            assertEquals(0, journal.take(event("carol"), FIRST), "Its slot is free");
        }
    }

    @Test
    void whatWasWrittenWithoutTheKeyIsRefused() throws IOException {
        try (FloodJournal forged = open("another key")) {
            forged.left();
            forged.take(event("bob"), FIRST);
        }
        try (FloodJournal journal = open()) {
            assertEquals(Map.of(), journal.left());
            assertEquals(1, journal.refused());
        }
    }

    @Test
    void nothingOfAReleasedSlotCanBePutThereAgain() throws IOException {
        try (FloodJournal journal = open()) {
            journal.left();
            int slot = journal.take(event("alice"), FIRST);
            journal.count(slot, 5, LAST);
            journal.release(slot);
        }
        assertArrayEquals(new byte[FloodJournal.SLOT], Files.readAllBytes(directory.resolve("floods")));
    }

    @Test
    void anotherCountIsRefused() throws IOException {
        try (FloodJournal journal = open()) {
            journal.left();
            journal.take(event("alice"), FIRST);
        }
        byte[] bytes = Files.readAllBytes(directory.resolve("floods"));
        bytes[4 + 7]++;
        Files.write(directory.resolve("floods"), bytes);
        try (FloodJournal journal = open()) {
            assertEquals(Map.of(), journal.left());
            assertEquals(1, journal.refused());
        }
    }

    @Test
    void whatIsTooBigForASlotIsCountedInMemoryAlone() throws IOException {
        AuditEvent big = AuditEvent.of(EventType.of("auth.api"))
                .detail("x", "y".repeat(FloodJournal.SLOT))
                .build();
        try (FloodJournal journal = open()) {
            journal.left();
            assertEquals(Flood.NO_SLOT, journal.take(big, FIRST));
        }
    }
}
