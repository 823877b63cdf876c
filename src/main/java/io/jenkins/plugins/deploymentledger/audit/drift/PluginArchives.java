package io.jenkins.plugins.deploymentledger.audit.drift;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Tells what is in the archives of plugins: one of the same version may have been tampered with. Each is read once, and again when its time or
 * length is another. Not thread-safe.
 */
final class PluginArchives {

    private static final List<String> SUFFIXES = List.of(".jpi", ".hpi");

    private final File directory;
    private final Map<String, Read> read = new HashMap<>();

    private record Read(long time, long length, String digest) {}

    /** @param directory where the archives are */
    PluginArchives(@NonNull File directory) {
        this.directory = directory;
    }

    /** The digest of a plugin's archive; empty if it has none, as a plugin that is being developed. */
    @NonNull
    String digest(@NonNull String plugin) {
        for (String suffix : SUFFIXES) {
            File archive = new File(directory, plugin + suffix);
            if (archive.isFile()) {
                return digest(archive);
            }
        }
        return "";
    }

    private String digest(File archive) {
        long time = archive.lastModified();
        long length = archive.length();
        Read known = read.get(archive.getName());
        if (known == null || known.time() != time || known.length() != length) {
            known = new Read(time, length, read(archive));
            read.put(archive.getName(), known);
        }
        return known.digest();
    }

    private static String read(File archive) {
        try (InputStream in = Files.newInputStream(archive.toPath())) {
            return DigestUtils.sha256Hex(in);
        } catch (IOException e) {
            // It may be on its way out; what it is replaced with is looked at the next time.
            return "unreadable";
        }
    }
}
