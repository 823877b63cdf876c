package io.jenkins.plugins.deploymentledger.audit.capture;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The archive from which a plugin is loaded, now or by the next start: what it says it is, and what it is.
 *
 * @param sha256 of the whole archive, in hexadecimal digits
 * @param named the version in its manifest; null if there is none
 */
record InstalledArchive(
        @NonNull String sha256, @CheckForNull String named) {

    /**
     * Reads it.
     *
     * @param directory of all plugins
     * @return empty if there is none that can be read
     */
    @NonNull
    static Optional<InstalledArchive> of(@NonNull File directory, @NonNull String plugin) {
        File file = new File(directory, plugin + ".jpi");
        try (InputStream in = Files.newInputStream(file.toPath());
                JarFile archive = new JarFile(file)) {
            Manifest manifest = archive.getManifest();
            return Optional.of(new InstalledArchive(
                    DigestUtils.sha256Hex(in),
                    manifest == null ? null : manifest.getMainAttributes().getValue("Plugin-Version")));
        } catch (IOException e) {
            // The entry says that it was installed all the same.
            return Optional.empty();
        }
    }

    /**
     * Whether it is the one that was downloaded.
     *
     * @param base64 the SHA-256 of that; null if nothing was downloaded
     */
    boolean isOf(@CheckForNull String base64) {
        return base64 != null
                && sha256.equals(HexFormat.of().formatHex(Base64.getDecoder().decode(base64)));
    }

    /** The version in its manifest; empty if there is none. */
    @NonNull
    Optional<String> version() {
        return Optional.ofNullable(named);
    }
}
