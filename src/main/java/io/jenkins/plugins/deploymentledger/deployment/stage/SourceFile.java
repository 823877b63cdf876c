package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The binary on the controller, as all sendings of one run share it: the first of them computes its SHA-256 on the way.
 *
 * <p>The others need not, since each machine computes its own and nothing passes that differs; only then is it asked
 * which end is to blame. So a thousand machines cost the controller one computation.
 */
final class SourceFile {

    private final InstallOrder.Available binary;
    private final AtomicBoolean taken = new AtomicBoolean();

    SourceFile(InstallOrder.Available binary) {
        this.binary = binary;
    }

    /** What the sending that asks has to feed; null if another one does so, or did. */
    @CheckForNull
    MessageDigest begin() {
        return taken.compareAndSet(false, true) ? Sha256.begin() : null;
    }

    /** Says that the sending that had to feed the digest was broken off: another has to. */
    void brokenOff(@CheckForNull MessageDigest digest) {
        if (digest != null) {
            taken.set(false);
        }
    }

    /** Whether a digest that was fed says that this is the file that was announced; so does one that was not needed. */
    boolean confirms(@CheckForNull MessageDigest digest) {
        return digest == null || HexFormat.of().formatHex(digest.digest()).equals(binary.sha256());
    }

    /** Whether the file is what was announced; reads all of it. */
    boolean isUnchanged() {
        try {
            MessageDigest digest = Sha256.begin();
            Sha256.update(digest, binary.file(), Long.MAX_VALUE);
            return Files.size(binary.file()) == binary.sizeBytes() && confirms(digest);
        } catch (IOException e) {
            return false;
        }
    }
}
