package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Run;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jenkins.model.ArtifactManager;
import jenkins.model.ArtifactManagerFactory;
import jenkins.util.VirtualFile;

/** A storage whose only artifact, {@code app.txt}, comes once the test says so. */
final class SlowArtifacts extends ArtifactManagerFactory {

    // Not to be kept with the build.
    private final transient CountDownLatch reading = new CountDownLatch(1);
    private final transient CountDownLatch goingOn = new CountDownLatch(1);

    /** Waits until somebody reads the artifact. */
    void awaitReading() throws InterruptedException {
        if (!reading.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("Nobody reads the artifact");
        }
    }

    /** Lets the artifact come. */
    void goOn() {
        goingOn.countDown();
    }

    @CheckForNull
    @Override
    public ArtifactManager managerFor(Run<?, ?> build) {
        return new Manager();
    }

    private final class Manager extends ArtifactManager {

        @Override
        public void onLoad(@NonNull Run<?, ?> build) {
            // It keeps nothing.
        }

        @Override
        public void archive(
                FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts) {
            // It has what it has.
        }

        @Override
        public boolean delete() {
            return false;
        }

        @Override
        public VirtualFile root() {
            return new Artifact("");
        }
    }

    private final class Artifact extends VirtualFile {

        private static final long serialVersionUID = 1;

        private final String name;

        private Artifact(String name) {
            this.name = name;
        }

        @NonNull
        @Override
        public String getName() {
            return name;
        }

        @NonNull
        @Override
        public URI toURI() {
            return URI.create("slow:/" + name);
        }

        @Override
        public VirtualFile getParent() {
            return new Artifact("");
        }

        @Override
        public boolean isDirectory() {
            return name.isEmpty();
        }

        @Override
        public boolean isFile() {
            return !name.isEmpty();
        }

        @Override
        public boolean exists() {
            return true;
        }

        @NonNull
        @Override
        public VirtualFile[] list() {
            return new VirtualFile[] {new Artifact("app.txt")};
        }

        @NonNull
        @Override
        public VirtualFile child(@NonNull String path) {
            return new Artifact(path);
        }

        @Override
        public long length() {
            return 1;
        }

        @Override
        public long lastModified() {
            return 0;
        }

        @Override
        public boolean canRead() {
            return true;
        }

        @Override
        public InputStream open() throws IOException {
            reading.countDown();
            try {
                if (!goingOn.await(1, TimeUnit.MINUTES)) {
                    throw new IOException("The test never let it come");
                }
            } catch (InterruptedException e) {
                throw new InterruptedIOException(e.getMessage());
            }
            return new ByteArrayInputStream("a".getBytes(StandardCharsets.UTF_8));
        }
    }
}
