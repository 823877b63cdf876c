package io.jenkins.plugins.deploymentledger.deployment.payload;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.model.Label;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.LaunchOverrides;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What becomes of the binaries on the controller when there is no room for more. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
class ContentStoreTest {

    private static final String LIMIT = "io.jenkins.plugins.deploymentledger.contentStoreGiB";
    private static final long MIB = 1L << 20;

    private JenkinsRule j;

    @TempDir
    private Path directory;

    @BeforeEach
    void limit(JenkinsRule rule) {
        j = rule;
        System.setProperty(LIMIT, "1");
    }

    @AfterEach
    void noLimit() {
        System.clearProperty(LIMIT);
    }

    @Test
    void whatIsThereAlreadyIsTakenThoughThereIsNoRoom() throws Exception {
        StoredBinary before = put("tools 1.0");
        filler("f", 1024 * MIB, Duration.ZERO);

        StoredBinary again = put("tools 1.0");

        assertEquals(before, again);
        assertEquals("tools 1.0", Files.readString(again.file()));
        assertFull("tools 1.1");
    }

    @Test
    void whatIsTooLongToBeThereIsNotReadToItsEnd() throws Exception {
        filler("f", 1024 * MIB, Duration.ZERO);
        long[] read = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                read[0] += length;
                return length;
            }
        };

        assertThrows(IOException.class, () -> ContentStore.get().put(endless, "endless"));

        assertTrue(read[0] <= 1025 * MIB, "Read: " + read[0]);
        assertEquals(1, files().size(), "Nothing of it stays: " + files());
    }

    @Test
    void whatNothingNamesMakesWayTheLongestUnusedFirst() throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("none"));
        job.setDeploymentPackage(
                job.getDeploymentPackage().with(null, new UploadedBinary("A".repeat(64), "named.bin")));
        job.save();
        Path named = filler("a", 24 * MIB, Duration.ofDays(9));
        Path unused = filler("b", 500 * MIB, Duration.ofDays(5));
        Path lately = filler("c", 500 * MIB, Duration.ofDays(3));

        StoredBinary stored = put("more");

        assertEquals("more", Files.readString(stored.file()));
        assertTrue(Files.exists(named), "A deployment names it");
        assertFalse(Files.exists(unused), "It was unused longest");
        assertTrue(Files.exists(lately), "There was room enough without it");
    }

    @Test
    void whatWasUsedWithinADayStays() throws Exception {
        Path young = filler("a", 512 * MIB, Duration.ofHours(23));
        Path used = filler("b", 512 * MIB, Duration.ofDays(40));
        ContentStore.get().find("b".repeat(64), "used.bin");

        assertFull("more");

        assertTrue(Files.exists(young));
        assertTrue(Files.exists(used), "It was used a moment ago");
    }

    @Test
    void nothingMakesWayWhileItIsNotKnownWhatIsNeeded() throws Exception {
        Path old = filler("a", 1024 * MIB, Duration.ofDays(40));
        ExtensionList.lookupSingleton(Starting.class).starting = true;

        assertFull("more");

        assertTrue(Files.exists(old));
    }

    @Test
    void everythingThatMayStillBeSentIsNamed() throws Exception {
        j.createOnlineSlave(Label.get("m"));
        Path released = directory.resolve("released");
        DeploymentJob job = TestDeployments.create(
                "deploy", "while [ ! -e '" + released + "' ]; do sleep 0.1; done", new LabelTarget("m"));
        String active = TestDeployments.upload("active").getSha256();
        job.setDeploymentPackage(job.getDeploymentPackage().with(null, new UploadedBinary(active, "active.bin")));
        DeploymentRun run = job.scheduleBuild2(0).waitForStart();
        Await.until("It is under way", () -> run.getOrder() != null);
        job.setDeploymentPackage(
                job.getDeploymentPackage().with(null, new UrlBinary("http://localhost/", "b".repeat(64))));
        job.scheduleBuild2(3600, new LaunchOverrides().withSource(new UploadedBinary("c".repeat(64), "queued.bin")));
        PackageCatalogue.get()
                .add(job.getDeploymentPackage().with(null, new UploadedBinary("d".repeat(64), "catalogue.bin")));
        List<Path> named = List.of(
                aged(ContentStore.get().find(active, "x").file()),
                filler("b", 200 * MIB, Duration.ofDays(40)),
                filler("c", 200 * MIB, Duration.ofDays(40)),
                filler("d", 200 * MIB, Duration.ofDays(40)));
        Path past = filler("e", 424 * MIB, Duration.ofDays(2));

        put("more");

        assertTrue(named.stream().allMatch(Files::exists), named + " in " + files());
        assertFalse(Files.exists(past));
        Files.createFile(released);
        j.assertBuildStatusSuccess(j.waitForCompletion(run));
    }

    @Test
    void aLaunchWhoseBinaryMadeWayIsToldWhatToDo() throws Exception {
        j.createOnlineSlave(Label.get("m"));
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("m"));
        UploadedBinary brought = TestDeployments.upload("brought by a pipeline");
        LaunchOverrides launch = new LaunchOverrides().withSource(brought);
        j.assertBuildStatusSuccess(job.scheduleBuild2(0, launch));
        aged(ContentStore.get().find(brought.getSha256(), "x").file());
        filler("f", 1024 * MIB, Duration.ZERO);
        System.setProperty(LIMIT, "1");
        assertThrows(IOException.class, () -> put("more"));

        DeploymentRun again = job.scheduleBuild2(0, launch).get();

        var report = again.snapshot().machines().get(0).stages().get(Stage.SEND).report();
        assertEquals(FailureCause.BINARY_MISSING, report.cause());
        assertThat(report.message(), containsString("have the pipeline run again"));
    }

    private static StoredBinary put(String content) throws IOException {
        return ContentStore.get().put(new ByteArrayInputStream(content.getBytes()), "tools.txt");
    }

    private static void assertFull(String content) {
        IOException full = assertThrows(IOException.class, () -> put(content));
        assertThat(full.getMessage(), containsString("is full"));
    }

    /** A content that was used last some time ago; it takes no room on the disk. */
    private Path filler(String digit, long bytes, Duration unused) throws IOException {
        Path file = store().resolve(digit + digit).resolve(digit.repeat(64));
        Files.createDirectories(file.getParent());
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(unused)));
        return file;
    }

    private static Path aged(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(60))));
    }

    private Path store() {
        return j.jenkins.getRootDir().toPath().resolve("deployment-ledger/content");
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(store())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Does not know yet what it needs. */
    @TestExtension("nothingMakesWayWhileItIsNotKnownWhatIsNeeded")
    public static final class Starting implements ContentUser {

        private boolean starting;

        @Override
        @NonNull
        public Set<String> contents() {
            if (starting) {
                throw new IllegalStateException("Jenkins is starting");
            }
            return Set.of();
        }
    }
}
