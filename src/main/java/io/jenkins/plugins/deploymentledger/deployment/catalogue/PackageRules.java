package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.access.KnownJobs;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what a catalogue may become, given what it is and which of its versions were deployed. */
final class PackageRules {

    /** So many deployments are named where a version cannot be deleted. */
    private static final int MOST_NAMED = 5;

    private final List<DeploymentPackage> before;
    private final Map<PackageVersion, String> fingerprints;

    PackageRules(@NonNull List<DeploymentPackage> before, @NonNull List<PackageUse> uses) {
        this.before = before;
        this.fingerprints =
                uses.stream().collect(Collectors.toMap(PackageUse::used, PackageUse::fingerprint, (one, other) -> one));
    }

    /**
     * Checks what it is to become.
     *
     * @throws IllegalArgumentException if it may not; the message says why, and what to do
     */
    void check(@NonNull List<DeploymentPackage> after) {
        if (after.size() > PackageCatalogue.MAX_VERSIONS) {
            throw new IllegalArgumentException(Messages.PackageRules_tooMany(PackageCatalogue.MAX_VERSIONS));
        }
        Set<PackageVersion> there = new HashSet<>();
        for (DeploymentPackage each : after) {
            PackageVersion id = PackageCatalogue.idOf(each);
            check(each, id);
            if (!there.add(id)) {
                throw new IllegalArgumentException(Messages.PackageRules_twice(id));
            }
        }
        for (DeploymentPackage each : before) {
            PackageVersion id = PackageCatalogue.idOf(each);
            List<String> naming = there.contains(id) ? List.of() : PackageUsers.of(id, there);
            if (!naming.isEmpty()) {
                throw new IllegalArgumentException(Messages.PackageRules_named(id, naming.size(), inWords(naming)));
            }
        }
    }

    /** Names those of which the current user may know, and counts the others. */
    private static String inWords(List<String> naming) {
        List<String> named =
                naming.stream().filter(KnownJobs::mayBeNamed).limit(MOST_NAMED).toList();
        int others = naming.size() - named.size();
        Stream<String> rest = others == 0 ? Stream.of() : Stream.of(Messages.PackageRules_others(others));
        return Stream.concat(named.stream(), rest).collect(Collectors.joining(", "));
    }

    private void check(DeploymentPackage described, PackageVersion id) {
        described.validate();
        if (!id.isWellFormed()) {
            throw new IllegalArgumentException(Messages.PackageRules_characters(id, PackageVersion.MAX_TEXT));
        }
        String deployed = fingerprints.get(id);
        if (deployed != null && !deployed.equals(PackageFingerprint.of(described))) {
            throw new IllegalArgumentException(Messages.PackageRules_used(id));
        }
    }
}
