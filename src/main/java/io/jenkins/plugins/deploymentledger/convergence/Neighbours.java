package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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
     * What another convergence wants the other way round on a machine that both have.
     *
     * @param detection by what the package is recognized
     * @param machines that this one has
     * @return in words; null if there is no such thing
     */
    @CheckForNull
    String contradiction(@NonNull Detection detection, @NonNull Set<String> machines, @NonNull Instant now)
            throws IOException {
        for (Neighbour other : others()) {
            if (other.job().getPolarity() == self.getPolarity()
                    || other.job().isDisabled()
                    || isExpired(other.property(), now)
                    || !isAbout(other.job(), detection)) {
                continue;
            }
            String both = other.property().file(other.job()).read().states().keySet().stream()
                    .filter(machines::contains)
                    .limit(MOST_NAMED)
                    .collect(Collectors.joining(", "));
            if (!both.isEmpty()) {
                return Messages.Neighbours_contradiction(other.job().getFullName(), detection.software(), both);
            }
        }
        return null;
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

    private static boolean isAbout(DeploymentJob job, Detection detection) {
        Predicate<DetectionRule> same = rule -> detection.software().equalsIgnoreCase(rule.getSoftware());
        try {
            return job.deployedPackage()
                    .map(DeploymentPackage::getDetection)
                    .filter(same)
                    .isPresent();
        } catch (IllegalArgumentException e) {
            // Its own looks say that its package is gone.
            return false;
        }
    }
}
