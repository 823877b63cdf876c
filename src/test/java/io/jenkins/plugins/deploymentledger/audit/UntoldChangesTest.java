package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What the ledger refused to take is not taken for told: the next start finds it. */
class UntoldChangesTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void whatWasRefusedIsFoundByTheNextStart() throws Throwable {
        sessions.then(j -> {
            FreeStyleProject changed = j.createFreeStyleProject("changed");
            changed.setDescription("told");
            FreeStyleProject removed = j.createFreeStyleProject("removed");
            j.createFreeStyleProject("same");
            TestTrail.end();
            Recorder recorder = Recorder.find().orElseThrow();
            Path segment = newestSegment(
                    recorder.trail().ledger().orElseThrow().directory().segments());
            byte[] sound = Files.readAllBytes(segment);
            Files.write(segment, new byte[] {1}, StandardOpenOption.APPEND);

            long lost = recorder.lost();
            changed.setDescription("untold");
            removed.delete();
            Await.until("The ledger takes nothing more", () -> recorder.lost() >= lost + 2);
            assertEquals(List.of(), TestTrail.since(0, "item.deleted"));
            Files.write(segment, sound);
        });
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(List.of("changed"), targets("drift.changed"));
            assertEquals(List.of("removed"), targets("drift.removed"));
            assertEquals(List.of(), targets("drift.added"));
        });
    }

    private static Path newestSegment(Path segments) throws IOException {
        try (Stream<Path> files = Files.list(segments)) {
            return files.filter(file -> !file.toString().endsWith(".idx"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private static List<String> targets(String type) throws IOException {
        return TestTrail.since(0, type).stream()
                .map(AuditEntry::target)
                .map(target -> target.id())
                .toList();
    }
}
