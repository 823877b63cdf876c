package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.io.IOException;
import jenkins.security.MasterToSlaveCallable;

/** Drops what has come of a binary that is not wanted any more, and the run's hold on it. */
final class DropReceipt extends MasterToSlaveCallable<Void, IOException> {

    private static final long serialVersionUID = 1;

    private final CacheEntry entry;
    private final String token;

    DropReceipt(CacheEntry entry, String token) {
        this.entry = entry;
        this.token = token;
    }

    @Override
    public Void call() throws IOException {
        try (Incoming incoming = OpenReceipts.take(token)) {
            new MachineCache(entry).release();
        }
        return null;
    }
}
