package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The packages of this controller, each in its versions. A version that was deployed never changes. Safe for use by several
 * threads.
 */
@Extension
@Symbol("packageCatalogue")
public final class PackageCatalogue extends GlobalConfiguration implements PersistentDescriptor {

    /** The most versions of all packages together. */
    public static final int MAX_VERSIONS = 5_000;

    private static final PermissionGroup PERMISSIONS =
            new PermissionGroup(PackageCatalogue.class, Messages._PackageCatalogue_permissions());

    /** Making versions of packages, and deleting them; whoever administers Jenkins has it. */
    public static final Permission MANAGE = new Permission(
            PERMISSIONS, "Manage", Messages._PackageCatalogue_manage(), Jenkins.ADMINISTER, PermissionScope.JENKINS);

    /** Seeing the packages with their commands; whoever manages them has it. */
    public static final Permission VIEW =
            new Permission(PERMISSIONS, "View", Messages._PackageCatalogue_view(), MANAGE, PermissionScope.JENKINS);

    private volatile List<DeploymentPackage> packages = new ArrayList<>();
    private List<PackageUse> uses = new ArrayList<>();
    private transient volatile Index index;

    /** The catalogue of this controller. */
    @NonNull
    public static PackageCatalogue get() {
        return ExtensionList.lookupSingleton(PackageCatalogue.class);
    }

    /** All versions of all packages. */
    @NonNull
    public List<DeploymentPackage> getPackages() {
        List<DeploymentPackage> all = packages;
        return all == null ? List.of() : List.copyOf(all);
    }

    /** All versions of all packages, in their order. */
    @NonNull
    public NavigableMap<PackageVersion, DeploymentPackage> versions() {
        List<DeploymentPackage> all = packages;
        Index known = index;
        if (known == null || known.of() != all) {
            known = Index.of(all == null ? List.of() : all);
            index = known;
        }
        return known.versions();
    }

    /** The versions of a list in their order; the list itself tells whether it is still the one. */
    private record Index(List<DeploymentPackage> of, NavigableMap<PackageVersion, DeploymentPackage> versions) {

        static Index of(List<DeploymentPackage> all) {
            TreeMap<PackageVersion, DeploymentPackage> versions = new TreeMap<>();
            all.forEach(each -> versions.put(idOf(each), each));
            return new Index(all, Collections.unmodifiableNavigableMap(versions));
        }
    }

    /**
     * Finds a version of a package.
     *
     * @param version null for the newest
     * @return empty if there is none
     */
    @NonNull
    public Optional<DeploymentPackage> find(@NonNull String name, @CheckForNull String version) {
        if (version != null) {
            return Optional.ofNullable(versions().get(new PackageVersion(name, version)));
        }
        // Nothing comes between the last version of a name and the name with a character more.
        return Optional.ofNullable(versions().lowerEntry(new PackageVersion(name + '\0', "")))
                .filter(newest -> newest.getKey().name().equals(name))
                .map(Map.Entry::getValue);
    }

    /**
     * Sets all versions of all packages, and saves them.
     *
     * @throws IllegalArgumentException if there are too many, one is incomplete, two have the same name and version, one that was
     *     deployed is described otherwise, or one is gone that a deployment names; the message says which. Nothing is changed then
     */
    @DataBoundSetter
    public void setPackages(@NonNull List<DeploymentPackage> packages) {
        synchronized (this) {
            new PackageRules(getPackages(), getUses()).check(packages);
            this.packages = new ArrayList<>(packages);
            save();
        }
    }

    /**
     * Adds a version, and saves it.
     *
     * @throws IllegalArgumentException as {@link #setPackages} does
     */
    public synchronized void add(@NonNull DeploymentPackage added) {
        List<DeploymentPackage> more = new ArrayList<>(getPackages());
        more.add(added);
        setPackages(more);
    }

    /**
     * Describes a version otherwise that was not deployed yet, and saves it.
     *
     * @throws IllegalArgumentException as {@link #setPackages} does, and if there is no such version
     */
    public synchronized void replace(@NonNull PackageVersion before, @NonNull DeploymentPackage after) {
        List<DeploymentPackage> others = new ArrayList<>(getPackages());
        if (!others.removeIf(each -> idOf(each).equals(before))) {
            throw new IllegalArgumentException(Messages.PackageReference_unknown(before));
        }
        others.add(after);
        setPackages(others);
    }

    /**
     * Removes a version if it is there, and saves that. That it was deployed is kept: it can come back only as it was.
     *
     * @throws IllegalArgumentException if a deployment names it
     */
    public synchronized void remove(@NonNull PackageVersion removed) {
        List<DeploymentPackage> fewer = new ArrayList<>(getPackages());
        if (fewer.removeIf(each -> idOf(each).equals(removed))) {
            setPackages(fewer);
        }
    }

    /**
     * Notes that a version is deployed, so that it never changes from now on.
     *
     * @param sha256 of the binary that is sent
     * @throws IllegalArgumentException if it was deployed before with another binary
     */
    public synchronized void use(@NonNull DeploymentPackage used, @NonNull String sha256) {
        PackageVersion id = idOf(used);
        Optional<PackageUse> before = useOf(id);
        if (before.isEmpty()) {
            List<PackageUse> more = new ArrayList<>(getUses());
            more.add(new PackageUse(id, PackageFingerprint.of(used), sha256));
            uses = more;
            save();
        } else if (!before.get().sha256().equals(sha256)) {
            throw new IllegalArgumentException(
                    Messages.PackageCatalogue_otherBinary(id, before.get().sha256(), sha256));
        }
    }

    /** Whether a version was deployed, so that it never changes any more. */
    public boolean isUsed(@NonNull PackageVersion version) {
        return useOf(version).isPresent();
    }

    private Optional<PackageUse> useOf(PackageVersion version) {
        return getUses().stream().filter(use -> use.used().equals(version)).findFirst();
    }

    private synchronized List<PackageUse> getUses() {
        return uses == null ? List.of() : uses;
    }

    static PackageVersion idOf(DeploymentPackage described) {
        return new PackageVersion(described.getName(), described.getVersion());
    }

    /** Changes nothing: the page of all settings only leads to the page of the packages. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        return true;
    }
}
