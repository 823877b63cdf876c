package io.jenkins.plugins.deploymentledger.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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
            assertEquals(List.of("running init.groovy", "running init.groovy.d/dropped.groovy"), told("drift.added"));
            Files.delete(home.resolve("init.groovy"));
            look();
        });
        sessions.then(j -> {
            compared();
            assertEquals(2, told("drift.secret").size());
            assertEquals(List.of("running init.groovy", "running init.groovy.d/dropped.groovy"), told("drift.added"));
            assertEquals(List.of("running init.groovy"), told("drift.removed"));
            Files.setLastModifiedTime(home.resolve("secrets/of-a-tool"), FileTime.fromMillis(2_000));
            look();
            assertEquals(2, told("drift.secret").size(), "What is in it is what it was");
        });
    }

    @Test
    void noStartUpScriptHidesAnother() throws Throwable {
        first();
        Files.writeString(home.resolve("init.groovy"), "println 'known'");
        sessions.then(j -> {
            compared();
            for (String directory : List.of("init.groovy.d", "boot-failure.groovy.d")) {
                Files.createDirectories(home.resolve(directory));
                Files.writeString(home.resolve(directory + "/init.groovy"), "println 'dropped'");
                Files.writeString(home.resolve(directory + "/notes.txt"), "This is not run");
            }
            Files.writeString(home.resolve("boot-failure.groovy"), "println 'dropped'");
            look();
            assertEquals(
                    List.of(
                            "startup init.groovy",
                            "running boot-failure.groovy",
                            "running boot-failure.groovy.d/init.groovy",
                            "running init.groovy.d/init.groovy"),
                    told("drift.added"));
            Files.writeString(home.resolve("init.groovy.d/init.groovy"), "println 'changed'");
            look();
            assertEquals(List.of("running init.groovy.d/init.groovy"), told("drift.changed"));
        });
    }

    /** They were known by the last part of their paths, and some not at all. */
    @Test
    void theFirstStartAfterAnOlderVersionTellsNoMoreThanWhatChanged() throws Throwable {
        first();
        Files.createDirectories(home.resolve("init.groovy.d"));
        Files.createDirectories(home.resolve("boot-failure.groovy.d"));
        for (String script : List.of("init.groovy", "init.groovy.d/init.groovy", "init.groovy.d/same.groovy")) {
            Files.writeString(home.resolve(script), "println '" + script + "'");
        }
        Files.writeString(home.resolve("init.groovy.d/changed.groovy"), "println 'before'");
        Files.writeString(home.resolve("init.groovy.d/removed.groovy"), "println 'removed'");
        Files.writeString(home.resolve("boot-failure.groovy"), "println 'failed'");
        Files.writeString(home.resolve("boot-failure.groovy.d/more.groovy"), "println 'failed'");
        int[] known = new int[1];
        sessions.then(j -> {
            compared();
            known[0] = TestTrail.since(0, "drift.added").size();
        });
        asOlderVersionsKeptThem();
        Files.writeString(home.resolve("init.groovy.d/changed.groovy"), "println 'after'");
        Files.delete(home.resolve("init.groovy.d/removed.groovy"));
        sessions.then(j -> {
            compared();
            assertEquals(List.of(), TestTrail.since(0, "drift.forgotten"));
            assertEquals(known[0], TestTrail.since(0, "drift.added").size(), "Nothing came");
            assertEquals(List.of("startup init.groovy.d/changed.groovy"), told("drift.changed"));
            assertEquals(List.of("startup init.groovy.d/removed.groovy"), told("drift.removed"));
        });
        Files.delete(home.resolve("boot-failure.groovy"));
        sessions.then(j -> {
            compared();
            assertEquals(
                    List.of("startup init.groovy.d/removed.groovy", "startup boot-failure.groovy"),
                    told("drift.removed"),
                    "From then on it is as with any other");
        });
    }

    /** Makes of the file with the facts one like those of before scripts were known by their paths. */
    private void asOlderVersionsKeptThem() throws IOException {
        Path file = home.resolve(FACTS);
        Properties kept = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            kept.load(in);
        }
        SortedMap<String, String> former = new TreeMap<>();
        // In this order, init.groovy itself comes over what has its name.
        for (String key : new TreeSet<>(kept.stringPropertyNames()).descendingSet()) {
            if (key.matches("(plugin|secret|script) .*") && !key.contains("boot-failure")) {
                former.put(key.replace("init.groovy.d/", ""), kept.getProperty(key));
            }
        }
        former.put("mac", FactsFile.mac(former));
        Properties properties = new Properties();
        properties.putAll(former);
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    /** A process may be killed between writing a file and putting it in the place of the other. */
    @Test
    void whatAKilledProcessLeftOfTheFactsGoesAway() throws Throwable {
        first();
        for (String name : List.of(FACTS + ".tmp", FACTS + "1234567890123456789.tmp", FACTS + "98.tmp")) {
            Files.writeString(home.resolve(name), "half of it");
        }
        sessions.then(j -> compared());
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(
                    List.of(FACTS),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith(FACTS))
                            .toList());
        }
        sessions.then(j -> {
            compared();
            assertEquals(List.of(), TestTrail.since(0, "drift.forgotten"));
        });
    }

    /** Whoever copies a key, or the end of one, need not have the master key. */
    @Test
    void aCopiedKeyIsNotOneThatJenkinsMadeForItself() throws Throwable {
        first();
        sessions.then(j -> {
            compared();
            new HMACConfidentialKey("made.while.it.runs").mac("any".getBytes(StandardCharsets.UTF_8));
            byte[] key = Files.readAllBytes(home.resolve("secrets/made.while.it.runs"));
            Files.write(home.resolve("secrets/copied.while.it.runs"), key);
            Files.write(
                    home.resolve("secrets/empty.while.it.runs"), Arrays.copyOfRange(key, key.length - 16, key.length));
            look();
            assertEquals(
                    Set.of("running copied.while.it.runs", "running empty.while.it.runs"),
                    // Which of the two is the copy is not to be seen where both are new.
                    without(told("drift.secret"), "running made.while.it.runs"));
        });
        Files.copy(home.resolve("secrets/copied.while.it.runs"), home.resolve("secrets/copied.while.it.was.down"));
        sessions.then(j -> {
            compared();
            assertTrue(told("drift.secret").contains("startup copied.while.it.was.down"));
        });
    }

    private static Set<String> without(List<String> told, String one) {
        Set<String> others = new HashSet<>(told);
        others.remove(one);
        return others;
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
