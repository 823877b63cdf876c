package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.User;
import hudson.model.View;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import java.util.List;
import java.util.Optional;

/**
 * Names what a request was on that was refused or changed nothing: the object of the action, or where that is a page that nobody knows by a
 * name, what the page is of.
 */
final class RequestTarget {

    private static final List<Class<?>> NAMED = List.of(Item.class, Run.class, Computer.class, User.class, View.class);

    private RequestTarget() {}

    /** Empty if the request led nowhere. */
    @NonNull
    static Optional<Target> of(@NonNull Route route) {
        List<Object> ends = route.ends();
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        Target last = Targets.of(ends.get(ends.size() - 1));
        return Optional.of(Targets.isKnown(last) ? last : owner(route).orElse(last));
    }

    private static Optional<Target> owner(Route route) {
        List<Object> objects = route.objects();
        for (int i = objects.size() - 1; i >= 0; i--) {
            Object object = objects.get(i);
            if (NAMED.stream().anyMatch(type -> type.isInstance(object))) {
                return Optional.of(Targets.of(object));
            }
        }
        return Optional.empty();
    }
}
