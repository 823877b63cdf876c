package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The taking in of one content into a file, as long as there is room.
 *
 * <p>What finds no room is read nevertheless while it may be a content that is there already; only its end tells which it is.
 */
final class ContentIntake {

    private final ContentRoom room;
    private final MessageDigest digest = newDigest();
    private long size;
    private boolean whole = true;

    ContentIntake(@NonNull ContentRoom room) {
        this.room = room;
    }

    /**
     * Reads a content to its end.
     *
     * @param content is not closed
     * @param file is written as far as there is room
     * @throws IOException if it cannot be read or written, or finds no room and is too long to be there already
     */
    void read(@NonNull InputStream content, @NonNull Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long allowed = room.free();
        long longest = Long.MAX_VALUE;
        try (OutputStream out = Files.newOutputStream(file)) {
            int read;
            while ((read = content.read(buffer)) >= 0) {
                if (whole && size + read > allowed) {
                    allowed = size + room.make(read);
                    whole = size + read <= allowed;
                    longest = whole ? longest : room.longest();
                }
                size += read;
                digest.update(buffer, 0, read);
                if (whole) {
                    out.write(buffer, 0, read);
                } else if (size > longest) {
                    throw new IOException(Messages.ContentStore_full());
                }
            }
        }
    }

    /** Whether the file has all of it. */
    boolean isWhole() {
        return whole;
    }

    /** How many bytes there were. */
    long size() {
        return size;
    }

    /** The SHA-256 of what was read; asked once, at its end. */
    @NonNull
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
