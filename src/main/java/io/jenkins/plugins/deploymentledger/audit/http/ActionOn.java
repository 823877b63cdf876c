package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Some actions on objects of one type; the same word on an object of another type is none of them.
 *
 * @param type the type of the object, or the name of a type that only another plugin has
 * @param actions the actions on it; empty for every action
 */
record ActionOn(@NonNull String type, @NonNull Set<String> actions) {

    /** The names of a class and of all that it extends and implements; every request asks for those of the same few. */
    private static final ClassValue<Set<String>> NAMES = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            Set<String> names = new HashSet<>(Set.of(type.getName()));
            Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                    .forEach(above -> names.addAll(NAMES.get(above)));
            return Set.copyOf(names);
        }
    };

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
        return route.ends().stream()
                .filter(end -> NAMES.get(end.getClass()).contains(type))
                .findFirst();
    }
}
