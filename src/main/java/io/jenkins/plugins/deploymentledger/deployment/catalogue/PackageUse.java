package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;

/** That a version was deployed, and what it was then: from then on it is that or nothing; immutable. */
final class PackageUse {

    private final String name;
    private final String version;
    private final String fingerprint;
    private final String sha256;

    /**
     * Notes a use.
     *
     * @param fingerprint see {@link PackageFingerprint#of}
     * @param sha256 of the binary
     */
    PackageUse(@NonNull PackageVersion used, @NonNull String fingerprint, @NonNull String sha256) {
        this.name = used.name();
        this.version = used.version();
        this.fingerprint = fingerprint;
        this.sha256 = sha256;
    }

    PackageVersion used() {
        return new PackageVersion(name, version);
    }

    String fingerprint() {
        return fingerprint;
    }

    String sha256() {
        return sha256;
    }
}
