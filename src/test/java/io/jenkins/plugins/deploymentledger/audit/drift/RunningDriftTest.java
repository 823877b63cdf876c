package io.jenkins.plugins.deploymentledger.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import jenkins.security.HMACConfidentialKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Which secrets and start-up scripts change on the disk while Jenkins runs is recorded once, unless Jenkins itself did it. */
class RunningDriftTest {

    private static final String FACTS = "audit-trail-facts.properties";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private Path home;

    @Test
    void secretsAndStartUpScriptsAreToldOnce() throws Throwable {
        first();
        Files.writeString(home.resolve("secrets/of-a-tool"), "one");
        sessions.then(j -> {
            compared();
            Files.writeString(home.resolve("secrets/of-a-tool"), "two");
            Files.setLastModifiedTime(home.resolve("secrets/of-a-tool"), FileTime.fromMillis(1_000));
            Files.createDirectories(home.resolve("init.groovy.d"));
            Files.writeString(home.resolve("init.groovy.d/dropped.groovy"), "println 'dropped'");
            Files.writeString(home.resolve("init.groovy"), "println 'dropped'");
            look();
            assertEquals(List.of("startup of-a-tool", "running of-a-tool"), told("drift.secret"));
            assertEquals(List.of("running dropped.groovy", "running init.groovy"), told("drift.added"));
            Files.delete(home.resolve("init.groovy"));
            look();
        });
        sessions.then(j -> {
            compared();
            assertEquals(2, told("drift.secret").size());
            assertEquals(List.of("running dropped.groovy", "running init.groovy"), told("drift.added"));
            assertEquals(List.of("running init.groovy"), told("drift.removed"));
            Files.setLastModifiedTime(home.resolve("secrets/of-a-tool"), FileTime.fromMillis(2_000));
            look();
            assertEquals(2, told("drift.secret").size(), "What is in it is what it was");
        });
    }

    @Test
    void theKeysThatJenkinsMakesForItselfAreNoDrift() throws Throwable {
        first();
        sessions.then(j -> {
            compared();
            new HMACConfidentialKey("made.while.it.runs").mac("any".getBytes(StandardCharsets.UTF_8));
            look();
        });
        sessions.then(j -> {
            compared();
            assertEquals(List.of(), told("drift.secret"));
            // After the last look, and then Jenkins is gone.
            new HMACConfidentialKey("made.at.the.end").mac("any".getBytes(StandardCharsets.UTF_8));
        });
        sessions.then(j -> {
            compared();
            assertEquals(List.of(), told("drift.secret"));
            Path key = home.resolve("secrets/made.at.the.end");
            Files.delete(key);
            look();
            assertEquals(List.of("running made.at.the.end"), told("drift.secret"));
        });
    }

    @Test
    void whoeverTakesAwayWhatThereIsToCompareWithIsTold() throws Throwable {
        first();
        sessions.then(j -> {
            compared();
            assertEquals(List.of(), TestTrail.since(0, "drift.forgotten"));
        });
        Files.delete(home.resolve(FACTS));
        sessions.then(j -> {
            compared();
            List<AuditEntry> told = TestTrail.since(0, "drift.forgotten");
            assertEquals(1, told.size());
            assertEquals(FACTS, told.get(0).details().get("file"));
        });
        Files.writeString(home.resolve(FACTS), "a=\\uZZZZ");
        sessions.then(j -> {
            compared();
            assertEquals(2, TestTrail.since(0, "drift.forgotten").size(), "A broken one is no better than none");
        });
        Files.writeString(
                home.resolve(FACTS),
                Files.readString(home.resolve(FACTS)).replaceFirst("structs=[^\\r\\n]*", "structs=1.0"));
        sessions.then(j -> {
            compared();
            assertEquals(3, TestTrail.since(0, "drift.forgotten").size(), "Nobody but Jenkins writes it");
            assertEquals(List.of(), told("drift.plugin"));
        });
        Files.writeString(home.resolve("secrets/of-a-tool"), "one");
        sessions.then(j -> {
            compared();
            assertEquals(List.of("startup of-a-tool"), told("drift.secret"), "The comparison goes on");
            assertEquals(3, TestTrail.since(0, "drift.forgotten").size());
        });
    }

    private void first() throws Throwable {
        sessions.then(j -> {
            home = j.jenkins.getRootDir().toPath();
            compared();
        });
    }

    /** Waits until what was found at the start is recorded. */
    private static void compared() throws Exception {
        FactsDrift drift = ExtensionList.lookupSingleton(FactsDrift.class);
        Await.until("Plugins, secrets and scripts are compared", drift::isCompared);
        TestTrail.end();
    }

    /** What is not explained is looked at twice, since an explanation may come a little later. */
    private static void look() {
        FactsDrift drift = ExtensionList.lookupSingleton(FactsDrift.class);
        drift.run();
        drift.run();
        TestTrail.end();
    }

    private static List<String> told(String type) throws Exception {
        return TestTrail.since(0, type).stream()
                .filter(entry -> !entry.target().kind().equals("file"))
                .map(entry ->
                        entry.details().get("phase") + " " + entry.target().id())
                .toList();
    }
}
