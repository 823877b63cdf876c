package io.jenkins.plugins.deploymentledger.deployment.stage;

import hudson.remoting.RemoteOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import jenkins.security.MasterToSlaveCallable;

/** Looks on the machine for a binary, or for what has come of it before, and gets ready to receive the rest. */
final class PrepareReceipt extends MasterToSlaveCallable<PreparedReceipt, IOException> {

    private static final long serialVersionUID = 1;

    private final CacheEntry entry;
    private final long limitBytes;

    /**
     * Names the binary.
     *
     * @param limitBytes how much the machine's cache may hold
     */
    PrepareReceipt(CacheEntry entry, long limitBytes) {
        this.entry = entry;
        this.limitBytes = limitBytes;
    }

    @Override
    public PreparedReceipt call() throws IOException {
        MachineCache cache = new MachineCache(entry);
        Path file = cache.file();
        try {
            cache.use();
            if (Files.exists(file)) {
                if (isWhole(file)) {
                    return new PreparedReceipt(entry.sizeBytes(), null, null);
                }
                Files.delete(file);
            }
            return receive(cache);
        } catch (IOException e) {
            throw MachineFailureException.of(e, file);
        }
    }

    private PreparedReceipt receive(MachineCache cache) throws IOException {
        Path partial = cache.partial();
        OpenReceipts.supersede(partial);
        long offset = Files.exists(partial) ? Files.size(partial) : 0;
        if (offset > entry.sizeBytes()) {
            Files.delete(partial);
            offset = 0;
        }
        cache.makeRoom(entry.sizeBytes() - offset, limitBytes);
        Incoming incoming = new Incoming(partial, offset);
        return new PreparedReceipt(offset, OpenReceipts.keep(incoming), new RemoteOutputStream(incoming));
    }

    private boolean isWhole(Path file) throws IOException {
        if (Files.size(file) != entry.sizeBytes()) {
            return false;
        }
        MessageDigest digest = Sha256.begin();
        Sha256.update(digest, file, entry.sizeBytes());
        return HexFormat.of().formatHex(digest.digest()).equals(entry.sha256());
    }
}
