package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A binary that is being received: appends to its partial file and computes the SHA-256 on the way; on the machine.
 *
 * <p>After a failure, or once closed, it takes nothing more: what is under way in the connection would leave a hole in
 * the file. Safe for use by several threads.
 */
final class Incoming extends OutputStream {

    private final Path partial;
    private final MessageDigest digest = Sha256.begin();
    private final OutputStream out;
    private MachineFailureException failure;
    private boolean closed;

    /**
     * Goes on with a partial file.
     *
     * @param offset how many of its bytes count; they are read once for the digest
     */
    Incoming(Path partial, long offset) throws IOException {
        this.partial = partial;
        if (offset > 0) {
            Sha256.update(digest, partial, offset);
        }
        this.out = Files.newOutputStream(partial, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The file that grows. */
    Path partial() {
        return partial;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int off, int len) throws IOException {
        check();
        if (closed) {
            throw new IOException(partial + " is closed");
        }
        try {
            out.write(bytes, off, len);
        } catch (IOException e) {
            failure = MachineFailureException.of(e, partial);
            close();
            if (failure.failure() == FailureCause.DISK_FULL) {
                // What did not fit is of no use to anybody, and the machine needs the room.
                Files.deleteIfExists(partial);
            }
            throw failure;
        }
        digest.update(bytes, off, len);
    }

    /** Throws what a write failed with: Remoting does not carry the type of it to the writer. */
    synchronized void check() throws MachineFailureException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        out.close();
    }

    /** The SHA-256 of all that has come; ends the digest. */
    synchronized String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
