package io.jenkins.plugins.deploymentledger.audit.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.verification.Verifications;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What administrators are warned of. */
@WithJenkins
class LedgerMonitorTest {

    private static String problems() {
        return String.join(
                "\n", ExtensionList.lookupSingleton(LedgerMonitor.class).getProblems());
    }

    private static void check() throws Exception {
        Verifications.get().begin();
        Await.until(
                "The verification has ended",
                () -> Verifications.get().running().isEmpty());
    }

    @Test
    void aSoundLedgerIsVerifiedAndNothingIsWarnedOf(JenkinsRule j) throws Exception {
        TestTrail.end();
        check();
        AuditEntry verified = TestTrail.since(0, "audit.verified").get(0);
        assertEquals(Outcome.SUCCESS, verified.outcome());
        assertEquals(List.of(), List.copyOf(Verifications.get().getProblems()));
        assertFalse(problems().contains("cannot be written"), LedgerMonitorTest::problems);
        assertFalse(problems().contains("nearly full"), LedgerMonitorTest::problems);
    }

    @Test
    void aLedgerThatWasTamperedWithIsWarnedOf(JenkinsRule j) throws Exception {
        for (int i = 0; i < 3; i++) {
            j.createFreeStyleProject("job" + i);
        }
        TestTrail.end();
        Recorder.find().orElseThrow().trail().ledger().orElseThrow().checkpoint();
        tamper(j.jenkins.getRootDir().toPath().resolve("audit-trail"));
        long mark = TestTrail.end();
        check();
        assertTrue(problems().contains("failed its verification"), LedgerMonitorTest::problems);
        assertTrue(ExtensionList.lookupSingleton(LedgerMonitor.class).isActivated());
        AuditEntry verified = TestTrail.since(mark, "audit.verified").get(0);
        assertEquals(Outcome.FAILURE, verified.outcome());
        String page = j.createWebClient().goTo("manage").asNormalizedText();
        assertTrue(page.contains("failed its verification"), page);
    }

    private static void tamper(Path ledger) throws IOException {
        List<Path> segments;
        try (Stream<Path> files = Files.walk(ledger)) {
            segments = files.filter(file -> file.toString().endsWith(".seg")).toList();
        }
        byte[] bytes = Files.readAllBytes(segments.get(0));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("job1")] = 'J';
        Files.write(segments.get(0), bytes);
    }

    @Test
    void aFullDiskALedgerThatIsClosedAndWhatOthersKnowAreWarnedOf(JenkinsRule j) {
        TestTrail.end();
        ExtensionList.lookupSingleton(FreeSpace.class).run();
        System.setProperty("io.jenkins.plugins.deploymentledger.audit.minFreeMegabytes", Long.toString(Long.MAX_VALUE));
        try {
            assertTrue(problems().contains("nearly full"), LedgerMonitorTest::problems);
        } finally {
            System.clearProperty("io.jenkins.plugins.deploymentledger.audit.minFreeMegabytes");
        }
        assertFalse(problems().contains("nearly full"));
        Recorder.find().orElseThrow().trail().close();
        assertTrue(problems().contains("cannot be written"), LedgerMonitorTest::problems);
        further = List.of("No anchor for a day.");
        try {
            assertTrue(problems().contains("No anchor for a day."), LedgerMonitorTest::problems);
        } finally {
            further = List.of();
        }
    }

    /** Every page of an administrator asks the monitor. */
    @Test
    void aDiskThatHangsHoldsNoPageUp(JenkinsRule j) throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch looking = new CountDownLatch(1);
        ExtensionList<FreeSpace> spaces = ExtensionList.lookup(FreeSpace.class);
        spaces.remove(spaces.get(0));
        FreeSpace hangs = new FreeSpace(() -> {
            looking.countDown();
            hanging.await();
            return 1L << 20;
        });
        spaces.add(0, hangs);
        Thread work = new Thread(hangs, "looks at a disk that hangs");
        work.start();
        try {
            looking.await();
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertFalse(problems().contains("nearly full"), LedgerMonitorTest::problems));
        } finally {
            hanging.countDown();
            work.join();
        }
        assertTrue(problems().contains("nearly full: 1 MB"), LedgerMonitorTest::problems);
    }

    private static volatile List<String> further = List.of();

    /** What another part of the plugin knows. */
    @TestExtension
    public static final class Further implements TrailProblem {
        @Override
        public Collection<String> getProblems() {
            return further;
        }
    }
}
