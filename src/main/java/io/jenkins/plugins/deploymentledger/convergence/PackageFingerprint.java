package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import jenkins.model.Jenkins;

/** Tells one package from another that has the same name and version: by all that describes it. */
final class PackageFingerprint {

    private PackageFingerprint() {}

    /** Name, version, what is done with it, and a SHA-256 of its whole description. */
    @NonNull
    static String of(@NonNull DeploymentPackage described, @NonNull Polarity polarity) {
        // Another version of this plugin makes no other package.
        String xml = Jenkins.XSTREAM2.toXML(described).replaceAll(" plugin=\"[^\"]*\"", "");
        return described.getName() + ' ' + described.getVersion() + ' ' + polarity + ' ' + sha256(xml);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
