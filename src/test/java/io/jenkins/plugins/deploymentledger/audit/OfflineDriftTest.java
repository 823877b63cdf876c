package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What changes while Jenkins is down is recorded when it comes back, and nothing else. */
class OfflineDriftTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void whatChangedWhileJenkinsWasDownIsRecorded() throws Throwable {
        Path[] home = new Path[1];
        sessions.then(j -> {
            home[0] = j.jenkins.getRootDir().toPath();
            FreeStyleProject changed = j.createFreeStyleProject("changed");
            changed.setDescription("before");
            j.createFreeStyleProject("removed");
            j.createFreeStyleProject("same");
            TestTrail.end();
        });
        Path config = home[0].resolve("jobs/changed/config.xml");
        Files.writeString(config, Files.readString(config).replace("before", "after the fact"));
        Files.delete(home[0].resolve("jobs/removed/config.xml"));
        Files.createDirectories(home[0].resolve("jobs/added"));
        Files.writeString(home[0].resolve("jobs/added/config.xml"), "<project><builders/></project>");
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(List.of("changed"), targets("drift.changed"));
            assertEquals(List.of("removed"), targets("drift.removed"));
            assertEquals(List.of("added"), targets("drift.added"));
            assertEquals(2, TestTrail.since(0, "system.started").size());
            assertEquals(1, TestTrail.since(0, "system.stopped").size());
            assertEquals(0, TestTrail.since(0, "system.unclean").size());
            assertTrue(TestTrail.since(0, "drift.changed").stream()
                    .anyMatch(entry -> entry.details().get("diff").contains("after the fact")));
        });
    }

    @Test
    void secretsAndStartUpScriptsAreComparedToo() throws Throwable {
        Path[] home = new Path[1];
        sessions.then(j -> {
            home[0] = j.jenkins.getRootDir().toPath();
            Files.writeString(home[0].resolve("secrets/of-a-tool"), "one");
            TestTrail.end();
        });
        Files.writeString(home[0].resolve("secrets/of-a-tool"), "another");
        Files.createDirectories(home[0].resolve("init.groovy.d"));
        Files.writeString(home[0].resolve("init.groovy.d/dropped.groovy"), "println 'dropped'");
        sessions.then(j -> {
            Await.until("Secrets and scripts are compared", () -> targets("drift.secret")
                    .equals(List.of("of-a-tool")));
            assertEquals(List.of("dropped.groovy"), targets("drift.added"));
            assertEquals(1, TestTrail.since(0, "script.hook").size());
        });
    }

    /** Whoever can write the file can write its time, too. */
    @Test
    void whatChangedBehindTheSameTimeAndLengthIsRecorded() throws Throwable {
        Path[] home = new Path[1];
        sessions.then(j -> {
            home[0] = j.jenkins.getRootDir().toPath();
            j.createFreeStyleProject("changed").setDescription("before");
            TestTrail.end();
        });
        Path config = home[0].resolve("jobs/changed/config.xml");
        FileTime time = Files.getLastModifiedTime(config);
        Files.writeString(config, Files.readString(config).replace("before", "forged"));
        Files.setLastModifiedTime(config, time);
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(List.of("changed"), targets("drift.changed"));
            assertEquals(List.of(), TestTrail.since(0, "drift.forgotten"));
        });
    }

    @Test
    void thatThereIsNothingToCompareWithIsRecorded() throws Throwable {
        Path[] home = new Path[1];
        sessions.then(j -> {
            home[0] = j.jenkins.getRootDir().toPath();
            j.createFreeStyleProject("job");
            TestTrail.end();
            assertEquals(List.of(), TestTrail.since(0, "drift.forgotten"), "At the first start there is nothing");
        });
        PathUtils.deleteDirectory(home[0].resolve("audit-trail-shadows"));
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(1, TestTrail.since(0, "drift.forgotten").size());
        });
    }

    private static List<String> targets(String type) throws Exception {
        return TestTrail.since(0, type).stream()
                .map(AuditEntry::target)
                // The test harness itself writes other files between two sessions.
                .filter(target -> !target.kind().equals("file"))
                .map(target -> target.id())
                .toList();
    }
}
