package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.ManagementLink;
import hudson.model.Run;
import hudson.model.User;
import hudson.model.View;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import io.jenkins.plugins.deploymentledger.audit.target.NamesTargets;
import io.jenkins.plugins.deploymentledger.audit.target.PageTarget;
import io.jenkins.plugins.deploymentledger.audit.target.Targets;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * Names what a request was on that was refused or changed nothing: the object of the action, as its page says, or where that is a page that
 * nobody knows by a name, what the page is of.
 */
final class RequestTarget {

    private static final List<Class<?>> NAMED = List.of(Item.class, Run.class, Computer.class, User.class, View.class);

    private RequestTarget() {}

    /** Empty if the request led nowhere. */
    @NonNull
    static Optional<Target> of(@NonNull Route route, @NonNull HttpServletRequest request) {
        List<Object> ends = route.ends();
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        Optional<PageTarget> named = named(route, name -> parameter(request, name));
        if (named.isPresent()) {
            return named.map(page -> new Target(page.kind(), page.id(), page.name()));
        }
        Target last = Targets.of(ends.get(ends.size() - 1));
        return Optional.of(Targets.isKnown(last) ? last : owner(route).orElse(last));
    }

    private static Optional<PageTarget> named(Route route, UnaryOperator<String> parameter) {
        Optional<NamesTargets> page = route.end(NamesTargets.class);
        if (page.isPresent()) {
            return page.get().target(below(route), parameter);
        }
        // Whoever may not see a page of the administration does not come as far as that.
        return route.end(Jenkins.class).isEmpty()
                ? Optional.empty()
                : ManagementLink.all().stream()
                        .filter(link -> route.action().equals(link.getUrlName()))
                        .filter(NamesTargets.class::isInstance)
                        .findFirst()
                        .flatMap(link -> ((NamesTargets) link).target(route.rest(), parameter));
    }

    @CheckForNull
    private static String parameter(HttpServletRequest request, String name) {
        try {
            return request.getParameter(name);
        } catch (RuntimeException e) {
            // Of a query that the web server cannot read, it is not known.
            return null;
        }
    }

    private static List<String> below(Route route) {
        return route.action().isEmpty()
                ? List.of()
                : Stream.concat(Stream.of(route.action()), route.rest().stream())
                        .toList();
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
