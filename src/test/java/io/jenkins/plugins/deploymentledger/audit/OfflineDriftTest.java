package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.AbstractFolderDescriptor;
import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.computed.ChildObserver;
import com.cloudbees.hudson.plugins.folder.computed.ComputedFolder;
import hudson.logging.LogRecorder;
import hudson.model.FreeStyleProject;
import hudson.model.ItemGroup;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.shadow.StateFiles;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.logging.Level;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.TestExtension;
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
            assertEquals(List.of("init.groovy.d/dropped.groovy"), targets("drift.added"));
            assertEquals(1, TestTrail.since(0, "script.hook").size());
        });
    }

    /** The directory is called by some letters of the id and a digest. */
    @Test
    void aUserWhoChangedOnDiskIsCalledByTheId() throws Throwable {
        Path[] config = new Path[1];
        sessions.then(j -> {
            User user = User.getById("ana.maria@example.com", true);
            user.setFullName("Ana");
            user.save();
            config[0] = user.getUserFolder().toPath().resolve("config.xml");
            TestTrail.end();
        });
        Files.writeString(config[0], Files.readString(config[0]).replace("Ana", "Eve"));
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(List.of("ana.maria@example.com"), targets("drift.changed"));
        });
    }

    /** It is called like a file that Jenkins keeps its state in. */
    @Test
    void aLogRecorderMayBeCalledAnything() throws Throwable {
        sessions.then(j -> {
            long mark = TestTrail.settled();
            LogRecorder recorder = new LogRecorder("queue");
            j.jenkins.getLog().getRecorders().add(recorder);
            recorder.save();
            recorder.setLoggers(List.of(new LogRecorder.Target("org.example", Level.FINE)));
            recorder.save();
            assertEquals(1, TestTrail.since(mark, "log.recorder.created").size());
            assertEquals(1, TestTrail.since(mark, "log.recorder.updated").size());
            File home = j.jenkins.getRootDir();
            assertTrue(StateFiles.contains(new File(home, "queue.xml")), "What Jenkins is doing");
            assertTrue(StateFiles.contains(new File(home, "users/ana_1/apiTokenStats.xml")));
            assertFalse(StateFiles.contains(new File(home, "log/apiTokenStats.xml")));
        });
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(List.of(), ofFile("log/queue.xml"));
        });
    }

    private static List<String> ofFile(String file) throws Exception {
        return TestTrail.since(0).stream()
                .filter(entry -> entry.event().name().startsWith("drift."))
                .filter(entry -> file.equals(entry.details().get("file")))
                .map(entry -> entry.event().name())
                .toList();
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

    @Test
    void aSingleFileWithoutAnythingToCompareWithIsToldAsThat() throws Throwable {
        Path[] home = new Path[1];
        sessions.then(j -> {
            home[0] = j.jenkins.getRootDir().toPath();
            j.createFreeStyleProject("kept").setDescription("kept");
            j.createFreeStyleProject("hidden").setDescription("before");
            j.createFreeStyleProject("vanished");
            j.createFreeStyleProject("deleted").delete();
            j.createFreeStyleProject("old-name").renameTo("renamed");
            TestTrail.end();
        });
        Path shadows = home[0].resolve("audit-trail-shadows/jobs");
        Path config = home[0].resolve("jobs/hidden/config.xml");
        Files.writeString(config, Files.readString(config).replace("before", "after the fact"));
        Files.delete(shadows.resolve("hidden/config.xml.shadow"));
        PathUtils.deleteDirectory(home[0].resolve("jobs/vanished"));
        PathUtils.deleteDirectory(shadows.resolve("vanished"));
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(List.of("hidden"), targets("drift.forgotten"));
            AuditEntry forgotten = TestTrail.since(0, "drift.forgotten").get(0);
            assertEquals("unknown", forgotten.details().get("before"));
            assertTrue(forgotten.details().get("diff").contains("after the fact"), "What is there now is told");
            assertEquals(List.of("vanished"), targets("drift.removed"));
            assertEquals(List.of(), targets("drift.added"));
            assertEquals(List.of(), targets("drift.changed"));
            TestTrail.end();
        });
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(List.of("hidden"), targets("drift.forgotten"), "It is told once");
            assertEquals(List.of("vanished"), targets("drift.removed"));
        });
    }

    @Test
    void thatNobodyKnowsWhatWasSeenIsRecorded() throws Throwable {
        Path[] home = new Path[1];
        sessions.then(j -> {
            home[0] = j.jenkins.getRootDir().toPath();
            j.createFreeStyleProject("job");
            TestTrail.end();
        });
        Files.delete(home[0].resolve("audit-trail-shadows/.index"));
        sessions.then(j -> {
            TestTrail.end();
            List<AuditEntry> forgotten = TestTrail.since(0, "drift.forgotten");
            assertEquals(1, forgotten.size(), forgotten::toString);
            assertEquals(
                    "audit-trail-shadows/.index", forgotten.get(0).details().get("file"));
            assertEquals(List.of(), targets("drift.added"));
        });
        Files.writeString(home[0].resolve("audit-trail-shadows/.index"), "garbage");
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(2, TestTrail.since(0, "drift.forgotten").size());
        });
    }

    @Test
    void theBranchesOfAMultibranchProjectAreComparedTooAndWhateverWasSeenElsewhere() throws Throwable {
        Path[] home = new Path[1];
        sessions.then(j -> {
            home[0] = j.jenkins.getRootDir().toPath();
            j.createProject(Folder.class, "team").createProject(Branches.class, "project");
            j.createProject(Branches.class, "elsewhere")
                    .scheduleBuild2(0)
                    .getFuture()
                    .get();
            ((Branches) j.jenkins.getItemByFullName("team/project"))
                    .scheduleBuild2(0)
                    .getFuture()
                    .get();
            TestTrail.end();
        });
        Path branches = home[0].resolve("jobs/team/jobs/project/branches");
        for (Path project : List.of(branches, home[0].resolve("jobs/elsewhere/promotions"))) {
            Path config = project.resolve("main/config.xml");
            Files.writeString(config, Files.readString(config).replace("of main", "after the fact"));
        }
        PathUtils.deleteDirectory(branches.resolve("topic"));
        Files.createDirectories(branches.resolve("added"));
        Files.writeString(branches.resolve("added/config.xml"), "<project><builders/></project>");
        sessions.then(j -> {
            TestTrail.end();
            assertEquals(List.of("team/project/main", "elsewhere/main"), targets("drift.changed"));
            assertEquals(List.of("team/project/topic"), targets("drift.removed"));
            assertEquals(List.of("team/project/added"), targets("drift.added"));
            assertTrue(TestTrail.since(0, "drift.changed").stream()
                    .anyMatch(entry -> entry.details().get("diff").contains("after the fact")));
        });
    }

    /** Keeps its jobs where multibranch projects do, or where nobody would look for them. */
    public static final class Branches extends ComputedFolder<FreeStyleProject> {

        public Branches(ItemGroup<?> parent, String name) {
            super(parent, name);
        }

        @Override
        protected File getJobsDir() {
            return new File(getRootDir(), getName().equals("elsewhere") ? "promotions" : "branches");
        }

        @Override
        protected void computeChildren(ChildObserver<FreeStyleProject> observer, TaskListener listener)
                throws IOException, InterruptedException {
            for (String branch : List.of("main", "topic")) {
                try {
                    if (observer.shouldUpdate(branch) == null && observer.mayCreate(branch)) {
                        FreeStyleProject job = new FreeStyleProject(this, branch);
                        job.setDescription("of " + branch);
                        observer.created(job);
                    }
                } finally {
                    observer.completed(branch);
                }
            }
        }

        @TestExtension
        public static final class DescriptorImpl extends AbstractFolderDescriptor {

            @Override
            public TopLevelItem newInstance(ItemGroup parent, String name) {
                return new Branches(parent, name);
            }
        }
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
