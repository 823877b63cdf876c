package io.jenkins.plugins.deploymentledger.audit.flood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Cause;
import hudson.model.FreeStyleProject;
import hudson.model.User;
import hudson.model.labels.LabelAtom;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Floods of many things, and of many people. */
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

    @Test
    void whoBuildsInAnothersFloodIsTold(JenkinsRule j) throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("job");
        long mark = TestTrail.settled();
        for (int i = 0; i < FloodKind.BUILD.free() + 2; i++) {
            build(job, "ana");
        }
        build(job, "bob");
        Floods.flushAll();

        for (String event : List.of("build.started", "build.finished")) {
            assertEquals(
                    Map.of("ana", FloodKind.BUILD.free() + 2L, "bob", 1L), counts(TestTrail.since(mark, event)), event);
        }
    }

    private static void build(FreeStyleProject job, String user) throws Exception {
        job.scheduleBuild2(0, new Cause.UserIdCause(user)).get(1, TimeUnit.MINUTES);
    }

    @Test
    void whoChangesALabelAmidTheChangesOfAnotherIsTold(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        LabelAtom label = j.jenkins.getLabelAtom("linux");
        change(label, "nobody", "first");
        long mark = TestTrail.settled();
        for (int i = 0; i < FloodKind.LABEL.free() + 2; i++) {
            change(label, "cloud", "change " + i);
        }
        change(label, "bob", "hidden");
        TestTrail.end();
        Floods.flushAll();

        assertEquals(
                Map.of("cloud", FloodKind.LABEL.free() + 2L, "bob", 1L),
                counts(TestTrail.since(mark, "node.label.updated")));
    }

    private static void change(LabelAtom label, String user, String text) throws Exception {
        try (ACLContext as = ACL.as(User.getById(user, true))) {
            label.setDescription(text);
        }
    }

    /** How many each of them did. */
    private static Map<String, Long> counts(List<AuditEntry> entries) {
        Map<String, Long> counts = new TreeMap<>();
        entries.forEach(entry -> counts.merge(
                entry.operatedBy().id(), Long.valueOf(entry.details().getOrDefault("count", "1")), Long::sum));
        return counts;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
