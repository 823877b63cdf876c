package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.deployment.payload.ContentStore;
import io.jenkins.plugins.deploymentledger.deployment.payload.StoredBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.UploadedBinary;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import jenkins.util.VirtualFile;

/** Brings an artifact of a build that is under way into the content store. */
final class ArchivedArtifact {

    private ArchivedArtifact() {}

    /**
     * Copies an artifact.
     *
     * @param run the build that archived it
     * @param path below its artifacts
     * @throws AbortException if there is no such file; it says what to do
     * @throws IOException if it cannot be read, or the content store is full
     */
    @NonNull
    static UploadedBinary store(Run<?, ?> run, String path) throws IOException, InterruptedException {
        boolean leavesRoot =
                path.startsWith("/") || Arrays.asList(path.split("[/\\\\]")).contains("..");
        VirtualFile file = run.getArtifactManager().root().child(path);
        if (leavesRoot || !file.isFile()) {
            throw new AbortException(Messages.DeployStep_noArtifact(path));
        }
        try (InputStream content = file.open()) {
            StoredBinary stored = ContentStore.get().put(content, file.getName());
            return new UploadedBinary(stored.sha256(), stored.fileName());
        }
    }
}
