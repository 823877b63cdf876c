package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.AdministrativeMonitor;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.springframework.security.core.Authentication;

/**
 * Warns administrators when deployments name packages that the catalogue has no more. While Jenkins runs, {@link PackageRules} keep what
 * is named; but at its start configuration as code makes the catalogue before there are any jobs to ask.
 */
@Extension
@Symbol("missingPackages")
public final class MissingPackages extends AdministrativeMonitor {

    /** So many deployments are named for each package, and so many packages. */
    private static final int MOST_NAMED = 5;

    private volatile boolean found;

    /** Looks once all jobs are there. */
    @Initializer(after = InitMilestone.JOB_LOADED)
    @Restricted(DoNotUse.class) // called by Jenkins
    public static void look() {
        MissingPackages monitor = ExtensionList.lookupSingleton(MissingPackages.class);
        monitor.found = !missing().isEmpty();
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.MissingPackages_displayName();
    }

    /** Whether what was found at the start is still so; each page of an administrator asks this. */
    @Override
    public boolean isActivated() {
        if (found) {
            found = !missing().isEmpty();
        }
        return found;
    }

    /** What is missing, one sentence for each; a deployment is named only to those who may see it. */
    @NonNull
    public List<String> getProblems() {
        Authentication reader = Jenkins.getAuthentication2();
        Map<String, List<PackageNaming>> missing = missing();
        List<String> problems = new ArrayList<>();
        missing.entrySet().stream().limit(MOST_NAMED).forEach(each -> {
            List<String> shown = each.getValue().stream()
                    .filter(item -> item.getACL().hasPermission2(reader, Item.READ))
                    .map(PackageNaming::getFullName)
                    .limit(MOST_NAMED)
                    .toList();
            String problem = Messages.MissingPackages_missing(
                    each.getKey(), each.getValue().size());
            problems.add(
                    shown.isEmpty()
                            ? problem
                            : problem + ' ' + Messages.MissingPackages_among(String.join(", ", shown)));
        });
        if (missing.size() > MOST_NAMED) {
            problems.add(Messages.MissingPackages_more(missing.size() - MOST_NAMED));
        }
        return problems;
    }

    /** The items that name a package which is not there, by what they name. */
    private static Map<String, List<PackageNaming>> missing() {
        PackageCatalogue catalogue = PackageCatalogue.get();
        Map<String, List<PackageNaming>> missing = new TreeMap<>();
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (PackageNaming item : Jenkins.get().allItems(PackageNaming.class)) {
                PackageReference named = item.getPackageReference();
                if (named != null
                        && catalogue.find(named.getName(), named.getVersion()).isEmpty()) {
                    missing.computeIfAbsent(named.toString(), name -> new ArrayList<>())
                            .add(item);
                }
            }
        }
        return missing;
    }
}
