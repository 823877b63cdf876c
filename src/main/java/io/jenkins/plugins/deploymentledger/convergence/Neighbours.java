package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;

/** What a convergence must know of all others. */
final class Neighbours {

    /** How many machines all convergences together try within an hour, unless a system property says otherwise. */
    static final int DEFAULT_PER_HOUR = 2_000;

    private static final String PER_HOUR = "io.jenkins.plugins.deploymentledger.convergenceMachinesPerHour";

    /** So many machines are named in a contradiction. */
    private static final int MOST_NAMED = 5;

    private final DeploymentJob self;

    Neighbours(@NonNull DeploymentJob self) {
        this.self = self;
    }

    private record Neighbour(DeploymentJob job, ConvergenceProperty property) {}

    private List<Neighbour> others() {
        List<Neighbour> others = new ArrayList<>();
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (DeploymentJob job : Jenkins.get().allItems(DeploymentJob.class)) {
                ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
                if (property != null && job != self) {
                    others.add(new Neighbour(job, property));
                }
            }
        }
        return others;
    }

    /** How many machines may be tried now, of what all may within an hour. */
    int room(@NonNull Instant now) throws IOException {
        int tried = 0;
        for (Neighbour other : others()) {
            Convergence.Memory memory =
                    other.property().file(other.job()).read().memory();
            tried += new Convergence(other.property().rules(other.job().getPolarity()), memory).triedWithinHour(now);
        }
        return Math.max(0, SystemProperties.getInteger(PER_HOUR, DEFAULT_PER_HOUR) - tried);
    }

    /**
     * What another convergence wants otherwise on a machine that both have: that the package is there or is not, or another version.
     *
     * @param sought what this one wants there, or gone
     * @param machines that this one looks after
     * @return in words; null if there is no such thing
     */
    @CheckForNull
    String contradiction(@NonNull DeploymentPackage sought, @NonNull Set<String> machines, @NonNull Instant now) {
        for (Neighbour other : others()) {
            DeploymentJob job = other.job();
            if (job.isDisabled() || isExpired(other.property(), now)) {
                continue;
            }
            try {
                DeploymentPackage wanted = job.deployedPackage().orElse(null);
                if (wanted == null || !isSameSoftware(wanted, sought) || isAgreed(job, wanted, sought)) {
                    continue;
                }
                String both = new Keeping(job, other.property())
                        .concerned().stream()
                                .filter(machines::contains)
                                .limit(MOST_NAMED)
                                .collect(Collectors.joining(", "));
                if (!both.isEmpty()) {
                    return inWords(job, wanted, both);
                }
            } catch (IllegalArgumentException e) {
                // Its own looks say that its package or its target is gone.
                continue;
            }
        }
        return null;
    }

    private String inWords(DeploymentJob other, DeploymentPackage wanted, String both) {
        String software = software(wanted);
        return other.getPolarity() == self.getPolarity()
                ? Messages.Neighbours_versions(other.getFullName(), wanted.getVersion(), software, both)
                : Messages.Neighbours_contradiction(other.getFullName(), software, both);
    }

    private boolean isAgreed(DeploymentJob other, DeploymentPackage wanted, DeploymentPackage sought) {
        return other.getPolarity() == self.getPolarity()
                && (self.getPolarity() == Polarity.UNINSTALL
                        || wanted.getVersion().equals(sought.getVersion()));
    }

    private static boolean isSameSoftware(DeploymentPackage one, DeploymentPackage other) {
        String name = software(one);
        return name != null && name.equalsIgnoreCase(software(other));
    }

    @CheckForNull
    private static String software(DeploymentPackage described) {
        DetectionRule rule = described.getDetection();
        return rule == null ? null : rule.getSoftware();
    }

    static boolean isExpired(ConvergenceProperty property, Instant now) {
        try {
            Instant expiry = property.expiry();
            return expiry != null && !now.isBefore(expiry);
        } catch (IllegalArgumentException e) {
            // What cannot be read is told by the look.
            return false;
        }
    }
}
