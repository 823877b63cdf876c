package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Failure;
import hudson.model.User;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * Holds who owns a standing order after its job was sent as a file: who sent it, as with the form, unless nothing of what the job does
 * was changed; administrators name whom they like.
 *
 * <p>Otherwise whoever may configure a job would have others' permissions used. All methods ask for the current user, and may be
 * called by any thread.
 */
final class OrderOwners {

    private OrderOwners() {}

    /**
     * Requires that a new configuration of a job names no owner that it may not name, and makes the current user the owner of what was
     * somebody else's and does something else now.
     *
     * @param before the properties that the job has
     * @param after those that it is to have
     * @param asBefore whether the whole job does what it did before
     * @return whether anything was changed
     * @throws Failure if one of them names an owner who neither is the current user nor owned it before; the message names the field
     */
    static boolean settle(@NonNull Iterable<?> before, @NonNull Iterable<?> after, boolean asBefore) {
        List<StandingOrder> kept = StandingOrder.in(before);
        for (StandingOrder order : StandingOrder.in(after)) {
            if (!mayName(order.getOwner()) && kept.stream().noneMatch(each -> isSame(each, order))) {
                throw new Failure(Messages.OrderOwners_refused(
                        order.getOwner(), order.getDescriptor().getDisplayName()));
            }
        }
        return !asBefore && adopt(after);
    }

    /**
     * Makes the current user the owner of whatever names somebody else, as what was made by a file or copied does.
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
