package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.io.IOException;
import java.util.List;
import jenkins.security.MasterToSlaveCallable;

/**
 * Ends an installation on the machine, with all its processes, unless it has ended by itself; returns the numbers of the
 * processes that could not be ended, in words.
 */
final class KillInstaller extends MasterToSlaveCallable<String, IOException> {

    private static final long serialVersionUID = 1;

    private final String root;
    private final String key;
    private final FailureCause verdict;

    /**
     * Names the installation.
     *
     * @param verdict why it is ended; kept on the machine, so that it is still known after a restart of the controller
     */
    KillInstaller(@NonNull String root, @NonNull String key, @NonNull FailureCause verdict) {
        this.root = root;
        this.key = key;
        this.verdict = verdict;
    }

    @Override
    public String call() throws IOException {
        RunDirectory directory = new RunDirectory(root, key);
        if (!directory.exists()) {
            return "";
        }
        // An earlier call may have been lost after its verdict and before its end; its verdict stays.
        if (directory.read("verdict") == null) {
            // Before the kill, which can make the wrapper write a result that means nothing.
            directory.write("verdict", verdict.name());
            if (directory.read("result") != null) {
                directory.delete("verdict");
                return "";
            }
        }
        try {
            List<Long> left = InstallerProcesses.end(key, directory.readNumber("pid"), directory.readNumber("started"));
            return left.isEmpty() ? "" : left.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
