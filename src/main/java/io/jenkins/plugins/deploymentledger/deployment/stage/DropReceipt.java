package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.io.IOException;
import jenkins.security.MasterToSlaveCallable;

/** Drops what has come of a binary that is not wanted any more, and the run's hold on it. */
final class DropReceipt extends MasterToSlaveCallable<Void, IOException> {

    private static final long serialVersionUID = 1;

    private final CacheEntry entry;

    DropReceipt(CacheEntry entry) {
        this.entry = entry;
    }

    @Override
    public Void call() throws IOException {
        MachineCache cache = new MachineCache(entry);
        OpenReceipts.supersede(cache.partial());
        cache.release();
        return null;
    }
}
