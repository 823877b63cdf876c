package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Tells what is in files by their SHA-256. Each is read once, and again when its time or length is another; so the first look after a
 * start reads all, whatever times somebody gave them. Not thread-safe.
 */
final class Digests {

    private final Map<File, Read> read = new HashMap<>();

    private record Read(long time, long length, String digest) {}

    /** The SHA-256 of a file, in hexadecimal digits; {@code unreadable} if it cannot be read. */
    @NonNull
    String of(@NonNull File file) {
        long time = file.lastModified();
        long length = file.length();
        Read known = read.get(file);
        if (known == null || known.time() != time || known.length() != length) {
            known = new Read(time, length, digest(file));
            read.put(file, known);
        }
        return known.digest();
    }

    private static String digest(File file) {
        try (InputStream in = Files.newInputStream(file.toPath())) {
            return DigestUtils.sha256Hex(in);
        } catch (IOException e) {
            // It may be on its way out; what it is replaced with is looked at the next time.
            return "unreadable";
        }
    }
}
