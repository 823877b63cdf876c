package io.jenkins.plugins.deploymentledger.audit.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.anchor.FileAnchor;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSequence;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A restart between two deliveries. */
class SinkRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @TempDir
    private Path outside;

    @Test
    void deliveryGoesOnAfterARestart() throws Throwable {
        Path file = outside.resolve("checkpoints");
        long[] covered = new long[1];
        session.then(j -> {
            FileAnchor anchor = new FileAnchor(file.toString());
            anchor.setAppend(true);
            AuditSinks.get().setSinks(List.of(anchor));
            Await.until(
                    "the first is taken",
                    () -> SinkDelivery.find().orElseThrow().getLines().get(0).getLastSuccess() != null);
            covered[0] = SinkDelivery.find().orElseThrow().getLines().get(0).getCovered();
        });
        session.then(j -> {
            TestTrail.end();
            SinkLine line = SinkDelivery.find().orElseThrow().getLines().get(0);
            assertTrue(line.getLastSuccess() != null && line.getCovered() >= covered[0]);
            Await.until(
                    "the next is taken",
                    () -> NoteSequence.of(Files.readAllBytes(file)).notes().size() >= 2);
            assertEquals(List.of(), TestTrail.since(0, "audit.anchor.lost"));
        });
    }
}
