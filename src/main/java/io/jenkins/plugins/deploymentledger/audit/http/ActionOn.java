package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Some actions on objects of one type; the same word on an object of another type is none of them.
 *
 * @param type the type of the object, or the name of a type that only another plugin has
 * @param actions the actions on it; empty for every action
 */
record ActionOn(@NonNull String type, @NonNull Set<String> actions) {

    /** No action is called so: a token of a URL has no slash. */
    private static final String OTHERS = "/";

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

    /**
     * Puts what is about actions where it is found by the name of one; what is about every action is in all of the lists.
     *
     * @param all in order, which each list keeps
     * @param where the actions that one is about
     * @return the lists by the names of actions, and that of all other actions
     */
    @NonNull
    static <T> Map<String, List<T>> index(@NonNull List<T> all, @NonNull Function<T, ActionOn> where) {
        Map<String, List<T>> index = new HashMap<>();
        Stream.concat(Stream.of(OTHERS), all.stream().flatMap(one -> where.apply(one).actions().stream()))
                .forEach(action -> index.put(
                        action,
                        all.stream()
                                .filter(one -> where.apply(one).isAbout(action))
                                .toList()));
        return index;
    }

    /** What an {@linkplain #index index} has of an action. */
    @NonNull
    static <T> List<T> find(@NonNull Map<String, List<T>> index, @NonNull String action) {
        List<T> found = index.get(action);
        return found == null ? index.get(OTHERS) : found;
    }

    private boolean isAbout(String action) {
        return actions.isEmpty() || actions.contains(action);
    }

    /** The object that a request was on, if this is where it went. */
    @NonNull
    Optional<Object> in(@NonNull Route route) {
        return isAbout(route.action()) ? object(route) : Optional.empty();
    }

    private Optional<Object> object(Route route) {
        for (Object end : route.ends()) {
            if (NAMES.get(end.getClass()).contains(type)) {
                return Optional.of(end);
            }
        }
        return Optional.empty();
    }
}
