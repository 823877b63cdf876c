package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Some actions on objects of one type; the same word on an object of another type is none of them.
 *
 * @param type the type of the object, or the name of a type that only another plugin has
 * @param actions the actions on it; empty for every action
 */
record ActionOn(@NonNull String type, @NonNull Set<String> actions) {

    static ActionOn of(Class<?> type, String... actions) {
        return of(type.getName(), actions);
    }

    static ActionOn of(String type, String... actions) {
        return new ActionOn(type, Set.of(actions));
    }

    /** The object that a request was on, if this is where it went. */
    @NonNull
    Optional<Object> in(@NonNull Route route) {
        return actions.isEmpty() || actions.contains(route.action()) ? object(route) : Optional.empty();
    }

    private Optional<Object> object(Route route) {
        return route.ends().stream().filter(end -> isA(end.getClass())).findFirst();
    }

    private boolean isA(Class<?> candidate) {
        for (Class<?> at = candidate; at != null; at = at.getSuperclass()) {
            if (at.getName().equals(type) || implementsIt(at)) {
                return true;
            }
        }
        return false;
    }

    private boolean implementsIt(Class<?> candidate) {
        return Arrays.stream(candidate.getInterfaces())
                .anyMatch(one -> one.getName().equals(type) || implementsIt(one));
    }
}
