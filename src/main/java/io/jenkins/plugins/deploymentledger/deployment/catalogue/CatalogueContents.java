package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.deployment.payload.ContentUser;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Names the binaries of the packages in the catalogue. */
@Extension
public final class CatalogueContents implements ContentUser {

    @Override
    @NonNull
    public Set<String> contents() {
        return PackageCatalogue.get().getPackages().stream()
                .map(DeploymentPackage::content)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
