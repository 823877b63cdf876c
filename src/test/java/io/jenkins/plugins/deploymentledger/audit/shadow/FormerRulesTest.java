package io.jenkins.plugins.deploymentledger.audit.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.tasks.Shell;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A version that knows more secrets than the one before takes them out of what that remembered, and tells of no change. */
class FormerRulesTest {

    private static final String SECRET = "hunter2x";

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private Path home;

    @Test
    void whatIsUnchangedIsQuietlyMadeAnew() throws Throwable {
        sessions.then(j -> {
            home = j.jenkins.getRootDir().toPath();
            job(j.createFreeStyleProject("same"));
            job(j.createFreeStyleProject("touched"));
            TestTrail.end();
        });
        asOfFormerRules("jobs/same/config.xml", 2);
        asOfFormerRules("jobs/touched/config.xml", 1);
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(List.of(), TestTrail.since(0, "drift.changed"));
            assertEquals(List.of(), TestTrail.since(0, "drift.added"));
            assertFalse(shadow("jobs/same/config.xml").contains(SECRET));
            assertFalse(shadow("jobs/touched/config.xml").contains(SECRET));
        });
    }

    @Test
    void whatChangedMeanwhileIsToldWithoutTheSecret() throws Throwable {
        sessions.then(j -> {
            home = j.jenkins.getRootDir().toPath();
            job(j.createFreeStyleProject("changed"));
            TestTrail.end();
        });
        asOfFormerRules("jobs/changed/config.xml", 2);
        Path config = home.resolve("jobs/changed/config.xml");
        Files.writeString(config, Files.readString(config).replace("make all", "make everything"));
        sessions.then(j -> {
            TestTrail.end();
            List<AuditEntry> drift = TestTrail.since(0, "drift.changed");
            assertEquals(1, drift.size());
            String diff = drift.get(0).details().get("diff");
            assertTrue(diff.contains("make everything"), diff);
            assertFalse(diff.contains(SECRET), diff);
            assertEquals("1", drift.get(0).details().get("changes"));
        });
    }

    private static void job(FreeStyleProject job) throws IOException {
        job.getBuildersList().add(new Shell("export DBPASS=" + SECRET + "\nmake all\n"));
        job.save();
    }

    /** Makes a shadow one that knew no name such as {@code DBPASS}. */
    private void asOfFormerRules(String key, int version) throws IOException {
        Path file = home.resolve("audit-trail-shadows").resolve(key + ".shadow");
        Shadow now = Shadow.parse(Files.readAllBytes(file));
        assertFalse(text(now).contains(SECRET), text(now));
        String former = text(now).replaceFirst("DBPASS=\\[secret [0-9a-f]{12}]", "DBPASS=" + SECRET);
        assertTrue(former.contains(SECRET), former);
        Files.write(file, ShadowTest.ofVersion(version, now.modified(), now.size(), now.fingerprint(), former));
    }

    private String shadow(String key) throws IOException {
        Path file = home.resolve("audit-trail-shadows").resolve(key + ".shadow");
        return text(Shadow.parse(Files.readAllBytes(file)));
    }

    private static String text(Shadow shadow) {
        return new String(shadow.redacted(), StandardCharsets.UTF_8);
    }
}
