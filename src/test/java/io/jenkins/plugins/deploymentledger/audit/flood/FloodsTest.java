package io.jenkins.plugins.deploymentledger.audit.flood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Floods that nothing but their kind holds together. */
@WithJenkins
class FloodsTest {

    @Test
    void whoeverChangesNameAndPathAtEachTryFillsNoDisk(JenkinsRule j) throws Exception {
        long mark = TestTrail.end();

        for (int i = 0; i < 2_000; i++) {
            String path = "/job/" + i + "/doDelete";
            Floods.record(FloodKind.DENIED_CHANGE, "anonymous 10.0.0." + i + " " + path, () -> AuditTrail.begin(
                            Event.AUTH_DENIED)
                    .on("path", path, path));
        }
        Floods.flushAll();

        TestTrail.settled();
        List<AuditEntry> entries = TestTrail.since(mark, "auth.denied");
        assertTrue(entries.size() <= 201, entries.size() + " entries");
        long counted = entries.stream()
                .mapToLong(entry -> Long.parseLong(entry.what().details().getOrDefault("count", "1")))
                .sum();
        assertEquals(2_000, counted, "None is lost");
    }

    @Test
    void whoCountsDoesNotWaitForTheDisk(JenkinsRule j) throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        Recorder.find().orElseThrow().recordAside(Event.AUTH_API.type(), () -> {
            await(disk);
            return List.of();
        });
        List<CompletableFuture<Void>> kept = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            kept.add(Floods.record(FloodKind.API, "alice", () -> AuditTrail.begin(Event.AUTH_API)));
        }
        assertTrue(kept.remove(0).isDone(), "The first is recorded by itself");
        assertEquals(1, new HashSet<>(kept).size(), "They are written down at once");
        assertFalse(kept.get(0).isDone());

        disk.countDown();

        kept.get(0).get(1, TimeUnit.MINUTES);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
