package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.io.IOException;
import jenkins.security.MasterToSlaveCallable;

/** Removes on the machine what an installation does not need any more. */
final class CleanUp extends MasterToSlaveCallable<Void, IOException> {

    private static final long serialVersionUID = 1;

    private final String root;
    private final String key;
    private final CacheEntry binary;

    private CleanUp(String root, String key, CacheEntry binary) {
        this.root = root;
        this.key = key;
        this.binary = binary;
    }

    /** Keeps what tells how it ended: the controller may crash before it has written that down. */
    static CleanUp butResult(String root, String key) {
        return new CleanUp(root, key, null);
    }

    /**
     * Removes everything of all attempts, for the controller has written down how they ended.
     *
     * @param key of the first attempt
     * @param binary is no longer in use by the run; null if there was none
     */
    static CleanUp whole(String root, String key, CacheEntry binary) {
        return new CleanUp(root, key, binary);
    }

    @Override
    public Void call() throws IOException {
        RunDirectory directory = new RunDirectory(root, key);
        if (binary == null) {
            directory.shrink();
        } else {
            // What an install command left there as another user may stay; the binary must not be held for it.
            new MachineCache(binary).release();
            directory.removeAllAttempts();
        }
        return null;
    }
}
