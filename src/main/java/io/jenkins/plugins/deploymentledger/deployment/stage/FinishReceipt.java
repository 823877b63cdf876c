package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import jenkins.security.MasterToSlaveCallable;

/** Moves a received binary to its place on the machine, if it is the one that was announced; returns its SHA-256. */
final class FinishReceipt extends MasterToSlaveCallable<String, IOException> {

    private static final long serialVersionUID = 1;

    private final CacheEntry entry;
    private final String token;

    FinishReceipt(CacheEntry entry, String token) {
        this.entry = entry;
        this.token = token;
    }

    @Override
    public String call() throws IOException {
        MachineCache cache = new MachineCache(entry);
        Path partial = cache.partial();
        Incoming incoming = OpenReceipts.take(token);
        if (incoming == null) {
            throw new MachineFailureException(FailureCause.IO_ERROR, partial.toString());
        }
        try {
            incoming.close();
            incoming.check();
            String received = incoming.sha256();
            if (received.equals(entry.sha256())) {
                move(partial, cache.file());
            } else {
                Files.deleteIfExists(partial);
            }
            return received;
        } catch (IOException e) {
            throw MachineFailureException.of(e, partial);
        }
    }

    private void move(Path partial, Path file) throws IOException {
        try {
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // Windows replaces no file that is in use, as by an installer of another run that brought the same binary.
            if (!Files.exists(file) || Files.size(file) != entry.sizeBytes()) {
                throw e;
            }
            Files.deleteIfExists(partial);
        }
    }
}
