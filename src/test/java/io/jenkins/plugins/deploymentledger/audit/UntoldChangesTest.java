package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentledger.audit.drift.FactsDrift;
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
            FactsDrift facts = ExtensionList.lookupSingleton(FactsDrift.class);
            Await.until("The start was compared", facts::isCompared);
            Recorder recorder = Recorder.find().orElseThrow();
            Path segment = newestSegment(
                    recorder.trail().ledger().orElseThrow().directory().segments());
            byte[] sound = Files.readAllBytes(segment);
            Files.write(segment, new byte[] {1}, StandardOpenOption.APPEND);

            long lost = recorder.lost();
            changed.setDescription("untold");
            changed.save();
            changed.setDescription("untold as well");
            removed.delete();
            Path scripts = j.jenkins.getRootDir().toPath().resolve("init.groovy.d");
            Files.createDirectories(scripts);
            Files.writeString(scripts.resolve("dropped.groovy"), "println 'dropped'");
            for (int i = 0; i < 3; i++) {
                facts.run();
            }
            Await.until("The ledger takes nothing more", () -> recorder.lost() >= lost + 4);
            assertEquals(List.of(), TestTrail.since(0, "item.deleted"));
            Files.write(segment, sound);
        });
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(List.of("changed"), targets("drift.changed"));
            String told = TestTrail.since(0, "drift.changed").get(0).details().get("diff");
            assertTrue(told.contains("\"before\":\"told\"") && told.contains("untold as well"), told);
            assertEquals(List.of("removed"), targets("drift.removed"));
            Await.until("The script is told", () -> List.of("init.groovy.d/dropped.groovy")
                    .equals(targets("drift.added")));
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
