package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;
import jenkins.model.Jenkins;

/** Finds the deployments that name a version of a package, whoever may see them. */
final class PackageUsers {

    private PackageUsers() {}

    /**
     * The full names of the deployments for which nothing would be left without a version.
     *
     * @param version which would be gone
     * @param others which would be left; what names the newest version is content with any
     */
    @NonNull
    static List<String> of(@NonNull PackageVersion version, @NonNull Collection<PackageVersion> others) {
        boolean last = others.stream().noneMatch(other -> other.name().equals(version.name()));
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return StreamSupport.stream(
                            Jenkins.get().allItems(PackageNaming.class).spliterator(), false)
                    .filter(item -> names(item.getPackageReference(), version, last))
                    .map(PackageNaming::getFullName)
                    .toList();
        }
    }

    private static boolean names(PackageReference reference, PackageVersion version, boolean last) {
        if (reference == null || !reference.getName().equals(version.name())) {
            return false;
        }
        String named = reference.getVersion();
        return named == null ? last : named.equals(version.version());
    }
}
