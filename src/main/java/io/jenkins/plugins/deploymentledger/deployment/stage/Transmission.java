package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.rollout.StageControl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Reads a binary on the controller once and sends it, feeding its SHA-256 on the way.
 *
 * <p>Remoting sends a whole array of this size without copying it. Several of them may be under way at once, so that the
 * machine writes one while others are coming; larger ones would be humongous objects to the garbage collector.
 */
final class Transmission {

    /** How much is sent at once, in bytes. */
    static final int CHUNK = 256 << 10;

    private final Path file;
    private final long size;
    private final StageControl control;

    Transmission(Path file, long size, StageControl control) {
        this.file = file;
        this.size = size;
        this.control = control;
    }

    /**
     * Sends the file from an offset on; reads what lies before it for the digest only.
     *
     * @param offset how many bytes the machine has
     * @param out to the machine
     * @param digest is fed with the whole file; null if nobody wants to know
     * @param guard is told of the progress
     * @return whether all was sent; not if the rollout is being stopped
     * @throws IOException if the machine takes no more, or the thread was interrupted
     * @throws StageFailedException if the file cannot be read
     */
    boolean send(long offset, OutputStream out, @CheckForNull MessageDigest digest, StallGuard guard)
            throws IOException {
        try (InputStream in = open(digest, offset)) {
            byte[] chunk = new byte[CHUNK];
            long sent = offset;
            int read;
            // One byte more than announced is enough to see that the file has changed.
            while (sent <= size && (read = read(in, chunk)) > 0) {
                if (control.isStopRequested()) {
                    return false;
                }
                if (digest != null) {
                    digest.update(chunk, 0, read);
                }
                out.write(chunk, 0, read);
                sent += read;
                guard.progress();
                control.progress(Math.min(sent, size), size);
            }
        }
        return true;
    }

    private InputStream open(MessageDigest digest, long offset) {
        try {
            if (digest != null) {
                Sha256.update(digest, file, offset);
            }
            InputStream in = Files.newInputStream(file);
            try {
                in.skipNBytes(offset);
                return in;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private int read(InputStream in, byte[] chunk) throws ClosedByInterruptException {
        try {
            return in.readNBytes(chunk, 0, chunk.length);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /** Told apart from what goes wrong on the machine or on the way there. */
    private StageFailedException unreadable() {
        return new StageFailedException(FailureCause.BINARY_MISSING, Messages.SendStage_gone(file));
    }
}
