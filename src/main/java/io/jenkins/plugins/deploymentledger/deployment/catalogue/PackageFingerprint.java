package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.rest.DescribedJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells two descriptions of a package apart. */
public final class PackageFingerprint {

    private PackageFingerprint() {}

    /** The SHA-256 of a description in a fixed order, in lower-case hexadecimal digits. */
    @NonNull
    public static String of(@NonNull DeploymentPackage described) {
        try {
            byte[] json = DescribedJson.write(DescribedJson.properties(DeploymentPackage.class, described));
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }
}
