package io.jenkins.plugins.deploymentledger.audit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.EntryCursor;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.LedgerReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was not recorded is told as soon as anything is recorded again, whoever lost it. */
@Timeout(120)
class LostEntriesTest {

    private static final EventType EVENT = EventType.of("test.event");
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final int WAITING = 10_000;

    @TempDir
    Path home;

    @Test
    void whatTheTrailRefusesIsToldOnceItTakesEntriesAgain() throws Exception {
        Refusing trail = new Refusing();
        Recorder recorder = new Recorder(trail);
        for (int i = 0; i < 7; i++) {
            assertLost(recorder.record(event()));
        }
        assertEquals(7, recorder.lost());

        trail.refuses = false;
        recorder.record(event()).get();
        recorder.close(BOUND);

        assertEquals(List.of("7"), trail.gaps());
    }

    @Test
    void aGapThatIsRefusedItselfKeepsItsCount() throws Exception {
        Refusing trail = new Refusing();
        Recorder recorder = new Recorder(trail);
        for (int i = 0; i < 3; i++) {
            assertLost(recorder.record(event()));
        }
        trail.refuses = false;
        trail.refusesGaps = true;
        recorder.record(event()).get();
        recorder.record(event()).get();
        trail.refusesGaps = false;
        recorder.record(event()).get();
        recorder.close(BOUND);

        assertEquals(List.of("3"), trail.gaps());
    }

    @Test
    void whatCouldNotBeMadeIsToldToo() throws Exception {
        Refusing trail = new Refusing();
        trail.refuses = false;
        Recorder recorder = new Recorder(trail);
        assertLost(recorder.record(EVENT, () -> {
            throw new IllegalStateException("A defect");
        }));
        recorder.record(event()).get();
        recorder.close(BOUND);

        assertEquals(List.of("1"), trail.gaps());
    }

    @Test
    void theLedgerTellsWhatCameWhileItCouldNotBeOpened() throws Exception {
        Path directory = home.resolve("audit-trail");
        Files.writeString(directory, "in the way");
        Recorder recorder = new Recorder(new LedgerTrail(directory));
        for (int i = 0; i < WAITING; i++) {
            recorder.record(event());
        }
        CompletableFuture<Void> last = recorder.record(event());
        assertLost(last);
        assertLost(recorder.record(event()));

        Files.delete(directory);
        recorder.trail().retry();
        recorder.record(event()).get();
        recorder.close(BOUND);

        List<AuditEntry> entries = entries(directory);
        assertEquals(
                WAITING + 1, entries.stream().filter(LostEntriesTest::isEvent).count());
        assertEquals(
                List.of("2"),
                entries.stream()
                        .filter(entry -> entry.event().name().equals("audit.gap"))
                        .map(entry -> entry.details().get("refused"))
                        .toList());
    }

    @Test
    void whatWaitsForTheLedgerIsWrittenAtTheEndIfItCanBe() throws Exception {
        Path directory = home.resolve("audit-trail");
        Files.writeString(directory, "in the way");
        Recorder recorder = new Recorder(new LedgerTrail(directory));
        CompletableFuture<Void> waits = recorder.record(event());
        // That it is looked at again takes longer than the test.
        recorder.record(EVENT, List::of).get();
        Files.delete(directory);
        recorder.close(BOUND);

        waits.get();
        assertEquals(
                1, entries(directory).stream().filter(LostEntriesTest::isEvent).count());
    }

    private static void assertLost(CompletableFuture<Void> recorded) throws InterruptedException {
        try {
            recorded.get();
        } catch (ExecutionException e) {
            return;
        }
        assertTrue(recorded.isCompletedExceptionally(), "It was recorded");
    }

    private static boolean isEvent(AuditEntry entry) {
        return entry.event().equals(EVENT);
    }

    private static AuditEvent event() {
        return AuditEvent.of(EVENT).build();
    }

    private static List<AuditEntry> entries(Path directory) throws IOException {
        List<AuditEntry> entries = new ArrayList<>();
        try (Ledger ledger = Ledger.open(directory, LedgerOptions.DEFAULTS);
                LedgerReader reader = ledger.reader();
                EntryCursor cursor = reader.ascending(0, reader.endSequence())) {
            while (cursor.next()) {
                entries.add(cursor.entry());
            }
        }
        return entries;
    }

    /** A trail that cannot be written for a while. */
    private static final class Refusing implements Trail {

        private final List<AuditEvent> taken = new CopyOnWriteArrayList<>();
        private volatile boolean refuses = true;
        private volatile boolean refusesGaps;

        List<String> gaps() {
            return taken.stream()
                    .filter(event -> event.event().name().equals("audit.gap"))
                    .map(event -> event.details().get("refused"))
                    .toList();
        }

        @Override
        @NonNull
        public CompletableFuture<?> append(@NonNull AuditEvent event) {
            if (refuses || refusesGaps && event.event().name().equals("audit.gap")) {
                return CompletableFuture.failedFuture(new IOException("The disk is away"));
            }
            taken.add(event);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        @NonNull
        public BlobReference keep(@NonNull String name, @NonNull byte[] content) throws IOException {
            throw new IOException("Nothing is kept here");
        }

        @Override
        @NonNull
        public CompletableFuture<?> flushed() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        @NonNull
        public String problem() {
            return refuses ? "The disk is away" : "";
        }

        @Override
        @NonNull
        public Optional<Ledger> ledger() {
            return Optional.empty();
        }

        @Override
        public boolean isOld() {
            return false;
        }

        @Override
        public void retry() {
            // Nothing is to be opened.
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        @Override
        public boolean isWritable() {
            return !refuses;
        }

        @Override
        public boolean takesAtOnce() {
            return !refuses;
        }
    }
}
