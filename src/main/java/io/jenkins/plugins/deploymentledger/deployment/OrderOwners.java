package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Failure;
import hudson.model.User;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * Holds who may be named as the owner of a standing order: oneself, and who owns it already; administrators name whom they like.
 *
 * <p>Otherwise whoever may configure a job would have others' permissions used. All methods ask for the current user, and may be
 * called by any thread.
 */
final class OrderOwners {

    private OrderOwners() {}

    /**
     * Requires that a new configuration of a job names no owner that the current user may not name.
     *
     * @param before the properties that the job has
     * @param after those that it is to have
     * @throws Failure if one of them names such an owner; the message names the field
     */
    static void check(@NonNull Iterable<?> before, @NonNull Iterable<?> after) {
        List<StandingOrder> kept = StandingOrder.in(before);
        for (StandingOrder order : StandingOrder.in(after)) {
            if (!mayName(order.getOwner()) && kept.stream().noneMatch(each -> isSame(each, order))) {
                throw new Failure(Messages.OrderOwners_refused(
                        order.getOwner(), order.getDescriptor().getDisplayName()));
            }
        }
    }

    /**
     * Makes the current user the owner of what was made by a file and names somebody else, as that of a job which was copied.
     *
     * @return whether anything was changed
     */
    static boolean adopt(@NonNull Iterable<?> properties) {
        boolean changed = false;
        for (StandingOrder order : StandingOrder.in(properties)) {
            if (!mayName(order.getOwner())) {
                order.own();
                changed = true;
            }
        }
        return changed;
    }

    private static boolean isSame(StandingOrder before, StandingOrder after) {
        return before.getClass() == after.getClass() && isSame(before.getOwner(), after.getOwner());
    }

    private static boolean isSame(@CheckForNull String one, @CheckForNull String other) {
        return one != null && other != null && User.idStrategy().equals(one, other);
    }

    private static boolean mayName(@CheckForNull String owner) {
        if (owner == null || Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return true;
        }
        User current = User.current();
        return current != null && isSame(current.getId(), owner);
    }
}
