package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is told of saves of which not all can be known: what was not looked at is never told to be unchanged. */
@WithJenkins
@Timeout(120)
class SavedAtOnceTest {

    private static final long ENDLESS = 100L << 30;

    private JenkinsRule j;
    private AuditClient admin;

    @BeforeEach
    void secure(JenkinsRule rule) throws Exception {
        j = rule;
        admin = Administrators.client(j);
    }

    @Test
    void whatARequestDoesToAUserThatItHasJustMadeIsTold() throws Exception {
        long mark = TestTrail.settled();
        String script = "def u = hudson.model.User.getById('eve', true)\nu.save()\n"
                + "u.getProperty(jenkins.security.ApiTokenProperty).generateNewToken('hidden')\nu.save()\n"
                + "u.setDescription('another key')\nu.save()\n";
        assertEquals(200, admin.post("scriptText", "script", script));

        List<AuditEntry> entries = of(mark, "eve");
        assertEquals(
                List.of("user.created", "auth.token.created", "user.updated"),
                entries.stream().map(entry -> entry.event().name()).toList());
        assertTrue(entries.get(2).details().get("diff").contains("another key"), entries::toString);
    }

    @Test
    void aFileThatCannotBeReadIsToldWithWhatIsNotKnown() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("job");
        Path file = job.getConfigFile().getFile().toPath();
        String content = Files.readString(file);
        long mark = TestTrail.settled();

        // Whoever reads a directory gets an error of the disk.
        Files.delete(file);
        Files.createDirectory(file);
        SaveableListener.fireOnChange(job, job.getConfigFile());

        List<AuditEntry> entries = of(mark, "job");
        assertEquals(1, entries.size(), entries::toString);
        assertEquals("item.config.updated", entries.get(0).event().name());
        assertEquals("unknown", entries.get(0).details().get("after"));
        assertEquals("jobs/job/config.xml", entries.get(0).details().get("file"));

        mark = TestTrail.settled();
        Files.delete(file);
        Files.writeString(file, content.replace("<disabled>", "<description>x</description><disabled>"));
        SaveableListener.fireOnChange(job, job.getConfigFile());

        AuditEntry next = of(mark, "job").get(0);
        assertTrue(next.details().getOrDefault("meanwhile", "").contains("could not be read"), next::toString);
    }

    @Test
    void aFileThatIsGoneAgainIsNoChange() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("job");
        long mark = TestTrail.settled();
        Files.delete(job.getConfigFile().getFile().toPath());
        SaveableListener.fireOnChange(job, job.getConfigFile());
        assertEquals(List.of(), of(mark, "job"));
    }

    /** Reading one takes minutes. */
    @Test
    void aFileOfAnyLengthHoldsNobodyUp() throws Exception {
        FreeStyleProject job = j.createFreeStyleProject("job");
        Path file = job.getConfigFile().getFile().toPath();
        for (int save = 1; save <= 2; save++) {
            long mark = TestTrail.settled();
            stretch(file);
            SaveableListener.fireOnChange(job, job.getConfigFile());

            List<AuditEntry> entries = of(mark, "job");
            assertEquals(1, entries.size(), "Nobody knows whether it is the same: " + entries);
            String diff = entries.get(0).details().get("diff");
            assertTrue(diff.contains(Long.toString(ENDLESS)) && diff.contains("unknown"), diff);
        }
    }

    private static void stretch(Path file) throws IOException {
        Path fresh = file.resolveSibling("fresh.xml");
        try (RandomAccessFile content = new RandomAccessFile(fresh.toFile(), "rw")) {
            content.setLength(ENDLESS);
        }
        Files.delete(file);
        Files.move(fresh, file);
    }

    /** What is told of something and of what is in it. */
    private static List<AuditEntry> of(long mark, String id) throws IOException {
        TestTrail.settled();
        return TestTrail.since(mark).stream()
                .filter(entry ->
                        entry.target().id().equals(id) || entry.target().id().startsWith(id + "/"))
                .toList();
    }
}
