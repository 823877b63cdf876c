package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.EditDistance;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Names a package of the catalogue, in one version or the newest. */
public final class PackageReference implements Describable<PackageReference> {

    private final String name;
    private String version;

    /** Names a package, in its newest version. */
    @DataBoundConstructor
    public PackageReference(String name) {
        this.name = Util.fixNull(name).trim();
    }

    /** Names a version of a package; null for the newest. */
    public PackageReference(@NonNull String name, @CheckForNull String version) {
        this(name);
        setVersion(version);
    }

    /** The package's name. */
    @NonNull
    public String getName() {
        return Util.fixNull(name);
    }

    /** The version; null for the newest that there is at the launch. */
    @CheckForNull
    public String getVersion() {
        return version;
    }

    /** Sets the version. */
    @DataBoundSetter
    public void setVersion(@CheckForNull String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    /**
     * The package as it is in the catalogue now.
     *
     * @throws IllegalArgumentException if it is not there; the message says so, with the nearest name or version
     */
    @NonNull
    public DeploymentPackage resolve() {
        return find().orElseThrow(() -> new IllegalArgumentException(problem(PackageCatalogue.get())));
    }

    /** The package as it is in the catalogue now; empty if it is not there. */
    @NonNull
    public Optional<DeploymentPackage> find() {
        return PackageCatalogue.get().find(getName(), version);
    }

    private String problem(PackageCatalogue catalogue) {
        List<PackageVersion> all = List.copyOf(catalogue.versions().keySet());
        List<String> versions = all.stream()
                .filter(each -> each.name().equals(getName()))
                .map(PackageVersion::version)
                .toList();
        if (!versions.isEmpty()) {
            return Messages.PackageReference_unknown(this)
                    + ' '
                    + Messages.PackageReference_near(EditDistance.findNearest(version, versions));
        }
        List<String> names = all.stream().map(PackageVersion::name).distinct().toList();
        String unknown = Messages.PackageReference_unknown(getName());
        return names.isEmpty()
                ? unknown + ' ' + Messages.PackageReference_none()
                : unknown + ' ' + Messages.PackageReference_near(EditDistance.findNearest(getName(), names));
    }

    /** The name and the version as people write them. */
    @Override
    public String toString() {
        return version == null ? getName() : getName() + ' ' + version;
    }

    /** Describes {@link PackageReference}. */
    @Extension
    @Symbol("cataloguePackage")
    public static final class DescriptorImpl extends Descriptor<PackageReference> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PackageReference_displayName();
        }

        /** The names of the packages, for those who may configure the deployment; and the one that is chosen. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public ListBoxModel doFillNameItems(@AncestorInPath Item item, @QueryParameter String name) {
            ListBoxModel items = new ListBoxModel();
            if (mayChoose(item)) {
                PackageCatalogue.get().versions().keySet().stream()
                        .map(PackageVersion::name)
                        .distinct()
                        .forEach(items::add);
            }
            return withChosen(items, name);
        }

        /** The versions of a package, likewise, after the choice of the newest. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public ListBoxModel doFillVersionItems(
                @AncestorInPath Item item, @QueryParameter String name, @QueryParameter String version) {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.PackageReference_newest(), "");
            if (mayChoose(item)) {
                PackageCatalogue.get().versions().descendingKeySet().stream()
                        .filter(each -> each.name().equals(name))
                        .forEach(each -> items.add(each.version()));
            }
            return withChosen(items, version);
        }

        private static boolean mayChoose(@CheckForNull Item item) {
            return item == null
                    ? Jenkins.get().hasPermission(PackageCatalogue.VIEW)
                    : item.hasPermission(Item.CONFIGURE);
        }

        private static ListBoxModel withChosen(ListBoxModel items, @CheckForNull String chosen) {
            String value = Util.fixNull(chosen);
            if (!value.isEmpty() && items.stream().noneMatch(option -> option.value.equals(value))) {
                items.add(value);
            }
            return items;
        }
    }
}
