package io.jenkins.plugins.deploymentledger.core.ledger.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Receipt;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.storage.DiskStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver gets of a ledger, whatever goes wrong on the way. */
class LedgerFeedTest {

    private static final LedgerOptions SMALL =
            LedgerOptions.DEFAULTS.withWriting(WriterOptions.DEFAULTS.withSegments(20, 1 << 20, Duration.ofDays(30)));

    @TempDir
    private Path temp;

    private Instant now = Instant.parse("2026-11-24T09:00:00Z");

    private Ledger open() throws IOException {
        return Ledger.open(temp.resolve("ledger"), SMALL);
    }

    private LedgerFeed feed(FeedConsumer consumer) {
        return new LedgerFeed(
                consumer, new PositionFile(temp.resolve("feeds/one.json"), new DiskStorage()), BackOff.DEFAULT);
    }

    private static void record(Ledger ledger, int count) throws IOException {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            receipts.add(ledger.append(AuditEvent.of(EventType.of("user.deleted"))
                    .by("alice", "Alice")
                    .on("user", "bob", "Bob")
                    .build()));
        }
        // A checkpoint is of what is on disk, and the last of them may not have been.
        receipts.forEach(CompletableFuture::join);
        ledger.checkpoint();
    }

    /** Takes turns, as time passes, until there is nothing left to do. */
    private void run(LedgerFeed feed, Ledger ledger) throws InterruptedException {
        for (int i = 0; i < 1_000 && (feed.status().lag() > 0 || i == 0); i++) {
            now = now.plus(feed.turn(ledger, now));
        }
        assertEquals(0, feed.status().lag());
    }

    @Test
    void everyEntryArrivesInOrder() throws Exception {
        Receiver receiver = new Receiver(7);
        try (Ledger ledger = open()) {
            record(ledger, 100);
            run(feed(receiver), ledger);
            assertEquals(
                    LongStream.range(0, ledger.publishedCheckpoint().size())
                            .boxed()
                            .toList(),
                    receiver.received);
            assertTrue(receiver.checkpoints.contains(ledger.publishedCheckpoint()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsMissedWhateverFails(long seed) throws Exception {
        Random random = new Random(seed);
        Receiver receiver = new Receiver(1 + random.nextInt(9));
        for (int start = 0; start < 4; start++) {
            try (Ledger ledger = open()) {
                LedgerFeed feed = feed(receiver);
                for (int i = 0; i < 20; i++) {
                    receiver.down = random.nextInt(3) == 0;
                    receiver.silent = random.nextInt(5) == 0;
                    record(ledger, random.nextInt(6));
                    now = now.plus(feed.turn(ledger, now));
                }
            }
        }
        receiver.down = false;
        receiver.silent = false;
        try (Ledger ledger = open()) {
            ledger.checkpoint();
            run(feed(receiver), ledger);
            long end = ledger.publishedCheckpoint().size();
            assertEquals(LongStream.range(0, end).boxed().toList(), List.copyOf(new TreeSet<>(receiver.received)));
        }
    }

    @Test
    void afterARestartItGoesOnWhereItWas() throws Exception {
        Receiver receiver = new Receiver(10);
        try (Ledger ledger = open()) {
            record(ledger, 30);
            run(feed(receiver), ledger);
        }
        long before = receiver.received.size();
        Receiver later = new Receiver(10);
        try (Ledger ledger = open()) {
            LedgerFeed feed = feed(later);
            assertEquals(before, feed.status().next());
            ledger.checkpoint();
            run(feed, ledger);
        }
        assertEquals(before, later.received.get(0));
    }

    @Test
    void aReceiverThatIsDownIsAskedLessAndLess() throws Exception {
        Receiver receiver = new Receiver(10);
        receiver.down = true;
        try (Ledger ledger = open()) {
            record(ledger, 1);
            LedgerFeed feed = feed(receiver);
            List<Duration> waits = new ArrayList<>();
            Instant last = now;
            int failures = 0;
            while (failures < 11) {
                now = now.plus(feed.turn(ledger, now));
                if (feed.status().failures() > failures) {
                    failures = feed.status().failures();
                    waits.add(Duration.between(last, now));
                }
                last = feed.status().failures() > failures ? now : last;
            }
            assertEquals(11, feed.status().failures());
            assertEquals(Instant.parse("2026-11-24T09:00:00Z"), feed.status().failingSince());
            assertEquals("The receiver does not answer", feed.status().problem());
            // 1 + 2 + 4 + … + 256 + 300 seconds lie between the first and the eleventh attempt.
            assertTrue(Duration.between(feed.status().failingSince(), now).toSeconds() >= 811);
            receiver.down = false;
            feed.retry();
            run(feed, ledger);
            assertFalse(feed.status().failing());
            assertEquals("", feed.status().problem());
        }
    }

    @Test
    void whoWantsCheckpointsAloneGetsTheNewestNowAndThen() throws Exception {
        Receiver receiver = new Receiver(0);
        try (Ledger ledger = open()) {
            record(ledger, 30);
            LedgerFeed feed = feed(receiver);
            feed.turn(ledger, now);
            assertEquals(List.of(ledger.publishedCheckpoint()), receiver.checkpoints);
            assertEquals(List.of(), receiver.received);
            record(ledger, 5);
            feed.turn(ledger, now.plusSeconds(299));
            assertEquals(1, receiver.checkpoints.size());
            assertEquals(5, feed.status().lag());
            feed.turn(ledger, now.plusSeconds(300));
            assertEquals(ledger.publishedCheckpoint(), receiver.checkpoints.get(1));
            assertEquals(now.plusSeconds(300), feed.status().lastSuccess());
            feed.turn(ledger, now.plusSeconds(900));
            assertEquals(2, receiver.checkpoints.size());
        }
    }

    @Test
    void whatLeftByRetentionIsCountedAsMissed() throws Exception {
        Receiver receiver = new Receiver(10);
        try (Ledger ledger = open()) {
            record(ledger, 50);
            long left = ledger.retain(Instant.now().plusSeconds(3600), null);
            assertTrue(left > 0);
            ledger.checkpoint();
            LedgerFeed feed = feed(receiver);
            run(feed, ledger);
            assertEquals(left, feed.status().missed());
            assertEquals(left, receiver.received.get(0));
        }
    }

    @Test
    void anOlderCopyOfTheLedgerIsNotHandedOn() throws Exception {
        Receiver receiver = new Receiver(10);
        try (Ledger ledger = open()) {
            record(ledger, 3);
        }
        copy(temp.resolve("ledger"), temp.resolve("copy"));
        try (Ledger ledger = open()) {
            record(ledger, 10);
            run(feed(receiver), ledger);
        }
        int before = receiver.received.size();
        try (Ledger older = Ledger.open(temp.resolve("copy"), SMALL)) {
            // It has grown as long as the other, with other entries.
            record(older, 40);
            LedgerFeed feed = feed(receiver);
            feed.turn(older, now);
            assertEquals(1, feed.status().failures());
            assertTrue(feed.status().problem().contains("older copy"), feed.status()::problem);
            assertTrue(feed.status().problem().contains("one.json"), feed.status()::problem);
        }
        assertEquals(before, receiver.received.size());
    }

    @Test
    void aPositionThatCannotBeReadIsTheBeginning() throws Exception {
        Receiver receiver = new Receiver(10);
        try (Ledger ledger = open()) {
            record(ledger, 30);
            run(feed(receiver), ledger);
            Files.writeString(temp.resolve("feeds/one.json"), "{\"feed\":1,\"ne");
            Receiver again = new Receiver(10);
            run(feed(again), ledger);
            assertEquals(receiver.received, again.received);
        }
    }

    @Test
    void aPositionThatCannotBeWrittenIsSaid() throws Exception {
        Receiver receiver = new Receiver(100);
        Files.writeString(temp.resolve("feeds"), "no directory");
        try (Ledger ledger = open()) {
            record(ledger, 5);
            LedgerFeed feed = feed(receiver);
            feed.turn(ledger, now);
            assertTrue(feed.status().failing());
            assertEquals(0, feed.status().lag());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
