package io.jenkins.plugins.deploymentledger.audit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.security.csrf.CrumbIssuer;
import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.audit.settings.Durability;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What Jenkins does while the disk of the ledger takes nothing, and what becomes of the entries when it does again. */
@WithJenkins
@Timeout(120)
class StuckDiskTest {

    private JenkinsRule j;
    private AuditClient anyone;
    private StuckTrail stuck;

    @BeforeEach
    void stick(JenkinsRule rule) throws IOException {
        j = rule;
        j.jenkins.setCrumbIssuer((CrumbIssuer) null);
        anyone = new AuditClient(j.getURL(), null, null);
        AuditSettings.get().setWaitMillis(100);
        TestTrail.end();
        ExtensionList<Recorder> recorders = ExtensionList.lookup(Recorder.class);
        Recorder sound = recorders.get(0);
        stuck = new StuckTrail(sound.trail());
        recorders.remove(sound);
        recorders.add(0, new Recorder(stuck));
    }

    /** Also where a test fails before: Jenkins could not stop. */
    @AfterEach
    void release() {
        stuck.release();
    }

    @Test
    void aRequestAnswersAfterTheBoundAndTheDelayIsRecorded() throws Exception {
        long mark = stuck.end();
        assertEquals(302, anyone.post("quietDown"));
        assertTrue(j.jenkins.isQuietingDown());
        assertEquals(mark, stuck.end(), "Nothing is on disk");

        stuck.release();
        List<AuditEntry> entries = TestTrail.since(mark);
        assertEquals(
                List.of("system.quietdown", "audit.delayed"),
                entries.stream().map(entry -> entry.event().name()).toList());
        assertEquals("100 ms", entries.get(1).details().get("waited"));
        assertEquals(
                entries.get(0).details().get("request"), entries.get(1).target().id());
    }

    @Test
    void aRequestAnswersAfterTheBoundThoughTheRecorderItselfHangs() throws Exception {
        long mark = stuck.end();
        stuck.block();
        assertEquals(302, anyone.post("quietDown"));
        assertTrue(j.jenkins.isQuietingDown());
        assertEquals(mark, stuck.end(), "Nothing is on disk");

        stuck.release();
        assertEquals(
                List.of("system.quietdown", "audit.delayed"),
                TestTrail.since(mark).stream()
                        .map(entry -> entry.event().name())
                        .toList());
    }

    @Test
    void theStrictModeRefusesAndWhatIsOverriddenIsRecorded() throws Exception {
        AuditSettings.get().setDurability(Durability.STRICT);
        long mark = stuck.end();
        assertEquals(503, anyone.post("quietDown"));
        assertEquals(503, anyone.post("cli"), "Commands are changes too");
        System.setProperty("io.jenkins.plugins.deploymentledger.audit.override", "true");
        try {
            assertEquals(302, anyone.post("quietDown"));
        } finally {
            System.clearProperty("io.jenkins.plugins.deploymentledger.audit.override");
        }
        assertTrue(j.jenkins.isQuietingDown());

        stuck.release();
        List<String> events = TestTrail.since(mark).stream()
                .map(entry -> entry.event().name())
                .filter(event -> !event.equals("audit.config.updated"))
                .toList();
        assertEquals(
                List.of("http.refused", "http.refused", "audit.overridden", "system.quietdown", "audit.delayed"),
                events);
    }

    @Test
    void theStrictModeRefusesWhileTheRecorderStandsStillThoughTheLedgerIsSound() throws Exception {
        AuditSettings.get().setDurability(Durability.STRICT);
        stuck.saySound();
        stuck.block();
        assertEquals(302, anyone.post("quietDown"), "Of the first that hangs nothing is known before");
        Await.until("Changes are refused", () -> anyone.post("quietDown") == 503);
        assertEquals(503, anyone.post("cancelQuietDown"));
        assertTrue(j.jenkins.isQuietingDown());

        stuck.release();
        Await.until("Changes are admitted again", () -> anyone.post("cancelQuietDown") == 302);
        assertFalse(j.jenkins.isQuietingDown());
    }

    @Test
    void theStrictModeRefusesWhileTheQueueIsNearlyFull() throws Exception {
        AuditSettings.get().setDurability(Durability.STRICT);
        // Nothing is too old for a minute.
        AuditSettings.get().setWaitMillis(60_000);
        stuck.saySound();
        stuck.block();
        Recorder recorder = Recorder.find().orElseThrow();
        AuditEvent event = AuditEvent.of(Event.SYSTEM_MAINTENANCE.type()).build();
        while (recorder.waiting() < Recorder.NEARLY_FULL) {
            recorder.record(event);
        }
        assertEquals(503, anyone.post("quietDown"));

        stuck.release();
        Await.until("Changes are admitted again", () -> anyone.post("quietDown") == 302);
        assertEquals(0, recorder.lost());
    }

    @Test
    void whatFindsTheQueueFullIsCounted() throws Exception {
        stuck.block();
        Recorder recorder = Recorder.find().orElseThrow();
        AuditEvent event = AuditEvent.of(Event.SYSTEM_MAINTENANCE.type()).build();
        for (int i = 0; i < Recorder.CAPACITY + 10; i++) {
            recorder.record(event);
        }
        assertTrue(recorder.lost() >= 9, () -> recorder.lost() + " were lost");
        long lost = recorder.lost();

        stuck.release();
        Await.until("The queue is empty", () -> recorder.waiting() == 0);
        List<AuditEntry> gaps = TestTrail.since(0, "audit.gap");
        assertEquals(1, gaps.size());
        assertEquals(Long.toString(lost), gaps.get(0).details().get("refused"));
    }

    /** A trail whose disk takes nothing until it is released. */
    private static final class StuckTrail implements Trail {

        private final Trail sound;
        private final CountDownLatch unblocked = new CountDownLatch(1);
        private final List<Runnable> waiting = new ArrayList<>();
        private volatile boolean released;
        private volatile boolean blocking;
        private volatile boolean saysSound;

        StuckTrail(Trail sound) {
            this.sound = sound;
        }

        /** From here on whoever appends has to wait, as when the ledger's own queue is full. */
        void block() {
            blocking = true;
        }

        /** From here on it says that it can be written, as a ledger does that is not even asked. */
        void saySound() {
            saysSound = true;
        }

        void release() {
            synchronized (waiting) {
                released = true;
                waiting.forEach(Runnable::run);
                waiting.clear();
            }
            unblocked.countDown();
        }

        long end() {
            return sound.ledger().orElseThrow().endSequence();
        }

        @Override
        @NonNull
        public CompletableFuture<?> append(@NonNull AuditEvent event) {
            if (blocking) {
                awaitRelease();
            }
            return later(() -> sound.append(event));
        }

        @Override
        @NonNull
        public BlobReference keep(@NonNull String name, @NonNull byte[] content) throws IOException {
            return sound.keep(name, content);
        }

        @Override
        @NonNull
        public CompletableFuture<?> flushed() {
            return later(sound::flushed);
        }

        @Override
        public boolean isOld() {
            return sound.isOld();
        }

        private void awaitRelease() {
            try {
                unblocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** In the order in which it was asked for. */
        private CompletableFuture<?> later(Supplier<CompletableFuture<?>> action) {
            synchronized (waiting) {
                if (released) {
                    return action.get();
                }
                CompletableFuture<Object> done = new CompletableFuture<>();
                waiting.add(() -> action.get().whenComplete((result, failure) -> {
                    if (failure == null) {
                        done.complete(result);
                    } else {
                        done.completeExceptionally(failure);
                    }
                }));
                return done;
            }
        }

        @Override
        @NonNull
        public String problem() {
            return isWritable() ? sound.problem() : "The disk does not answer";
        }

        @Override
        @NonNull
        public Optional<Ledger> ledger() {
            return sound.ledger();
        }

        @Override
        public void retry() {
            sound.retry();
        }

        @Override
        public void close() {
            release();
            sound.close();
        }

        @Override
        public boolean isWritable() {
            return (released || saysSound) && sound.isWritable();
        }

        @Override
        public boolean takesAtOnce() {
            return !blocking && sound.takesAtOnce();
        }
    }
}
