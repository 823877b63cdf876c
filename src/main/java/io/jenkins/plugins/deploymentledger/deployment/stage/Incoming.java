package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A binary that is being received: appends to its partial file and computes the SHA-256 on the way; on the machine. */
final class Incoming extends OutputStream {

    private final Path partial;
    private final MessageDigest digest = Sha256.begin();
    private final OutputStream out;

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

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int off, int len) throws IOException {
        try {
            out.write(bytes, off, len);
        } catch (IOException e) {
            MachineFailureException typed = MachineFailureException.of(e, partial);
            if (typed.failure() == FailureCause.DISK_FULL) {
                // What did not fit is of no use to anybody, and the machine needs the room.
                close();
                Files.deleteIfExists(partial);
            }
            throw typed;
        }
        digest.update(bytes, off, len);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** The SHA-256 of all that has come; ends the digest. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
