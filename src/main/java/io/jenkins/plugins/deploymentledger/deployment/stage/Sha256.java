package io.jenkins.plugins.deploymentledger.deployment.stage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes SHA-256 on both ends of a connection. */
final class Sha256 {

    private static final int BUFFER = 1 << 18;

    private Sha256() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Takes the first bytes of a file into a digest; fewer if the file is shorter. */
    static void update(MessageDigest digest, Path file, long bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            long left = bytes;
            int read = 0;
            while (left > 0 && read >= 0) {
                read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read > 0) {
                    digest.update(buffer, 0, read);
                    left -= read;
                }
            }
        }
    }
}
