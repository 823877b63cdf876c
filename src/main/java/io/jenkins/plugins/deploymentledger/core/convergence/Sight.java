package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import java.time.Instant;

/**
 * What is known of a machine when it is looked at.
 *
 * @param takenAt when its inventory was taken; null where it has none
 * @param finding what that shows of the package; null where there is no inventory
 * @param reachable whether its agent is connected
 * @param problem why it cannot be said whether it has the package; null where it can, or was never looked at
 */
public record Sight(
        @CheckForNull Instant takenAt,
        @CheckForNull Detection.Finding finding,
        boolean reachable,
        @CheckForNull String problem) {

    /** What an inventory shows that could be read. */
    public Sight(@CheckForNull Instant takenAt, @CheckForNull Detection.Finding finding, boolean reachable) {
        this(takenAt, finding, reachable, null);
    }

    /** A machine without an inventory. */
    public static Sight never(boolean reachable) {
        return new Sight(null, null, reachable);
    }
}
