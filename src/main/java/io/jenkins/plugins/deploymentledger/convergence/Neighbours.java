package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.convergence.SoftwareName;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
import org.springframework.security.core.AuthenticationException;

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
     * What other convergences want otherwise on machines that both have: that the package is there or is not, or another version. Only
     * those count that would do it: not one that is disabled, paused, a dry run, behind its end, or without an owner who may.
     *
     * @param sought what this one wants there, or gone
     * @param machines that this one looks after
     * @return by the machines concerned
     * @throws IOException if what another remembers cannot be read
     * @throws IllegalArgumentException if it is not known whether another may act, since the security realm does not answer
     */
    @NonNull
    Map<Contradiction, Set<String>> contradictions(
            @NonNull DeploymentPackage sought, @NonNull Set<String> machines, @NonNull Instant now) throws IOException {
        Map<Contradiction, Set<String>> found = new LinkedHashMap<>();
        for (Neighbour other : others()) {
            DeploymentJob job = other.job();
            try {
                DeploymentPackage wanted = job.deployedPackage().orElse(null);
                if (wanted == null || isAgreed(job, wanted, sought) || !acts(other, now)) {
                    continue;
                }
                Set<String> both = Members.of(job, other.property()).concerned();
                both.retainAll(machines);
                if (!both.isEmpty()) {
                    found.put(contradiction(job, wanted, both), both);
                }
            } catch (IllegalArgumentException e) {
                if (e.getCause() instanceof AuthenticationException) {
                    // What is not known must not be taken for consent.
                    throw e;
                }
                // Its own looks say that its package or its target is gone, or that its owner may not.
                continue;
            }
        }
        return found;
    }

    private Contradiction contradiction(DeploymentJob other, DeploymentPackage wanted, Set<String> both) {
        return new Contradiction(
                other.getFullName(),
                String.valueOf(software(wanted)),
                other.getPolarity() == self.getPolarity() ? wanted.getVersion() : null,
                both.stream().limit(MOST_NAMED).toList(),
                both.size());
    }

    private static boolean acts(Neighbour other, Instant now) throws IOException {
        DeploymentJob job = other.job();
        ConvergenceProperty property = other.property();
        return !job.isDisabled()
                && !property.isDryRun()
                && !isExpired(property, now)
                && !new Keeping(job, property).content().memory().paused();
    }

    /** Whether both can be had; of names with stars it is not known that they mean the same, so only opposites count. */
    private boolean isAgreed(DeploymentJob other, DeploymentPackage wanted, DeploymentPackage sought) {
        String theirs = software(wanted);
        String ours = software(sought);
        if (theirs == null || ours == null) {
            return true;
        }
        if (other.getPolarity() != self.getPolarity()) {
            return !new SoftwareName(theirs).overlaps(new SoftwareName(ours));
        }
        return self.getPolarity() == Polarity.UNINSTALL
                || !theirs.equalsIgnoreCase(ours)
                || wanted.getVersion().equals(sought.getVersion());
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
