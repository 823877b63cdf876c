package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says which event an action is of which Jenkins tells no listener.
 *
 * @param type the type of the object, or the name of a type that only another plugin has
 * @param actions the actions on it; empty for every action that is not a read by its verb
 * @param event the event
 * @param unless effects that already say what the action did
 */
record RouteRule(
        @NonNull String type,
        @NonNull Set<String> actions,
        @NonNull Event event,
        @NonNull List<EventType> unless) {

    static RouteRule on(Class<?> type, Event event, String... actions) {
        return on(type.getName(), event, actions);
    }

    static RouteRule on(String type, Event event, String... actions) {
        return new RouteRule(type, Set.of(actions), event, List.of(event.type()));
    }

    /** The same, but silent where one of these was seen. */
    RouteRule unless(Event... effects) {
        List<EventType> types = new ArrayList<>(unless);
        Arrays.stream(effects).map(Event::type).forEach(types::add);
        return new RouteRule(type, actions, event, List.copyOf(types));
    }

    /** The object that the action was on, if this rule is about it. */
    @NonNull
    Optional<Object> match(@NonNull Route route, boolean changing) {
        if (actions.isEmpty() ? !changing : !actions.contains(route.action())) {
            return Optional.empty();
        }
        return route.ends().stream().filter(end -> isA(end.getClass())).findFirst();
    }

    /** The event as the object now shows it: some actions do one thing or its opposite. */
    @NonNull
    Event eventOf(@NonNull Object object) {
        return event == Event.BUILD_KEPT && object instanceof Run<?, ?> run && !run.isKeepLog()
                ? Event.BUILD_RELEASED
                : event;
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
