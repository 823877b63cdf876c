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

/**
 * Says which event an action is of which Jenkins tells no listener.
 *
 * @param where the actions; without any, every action that is not a read by its verb
 * @param event the event
 * @param unless effects that already say what the action did
 * @param naming what its parameters say
 */
record RouteRule(
        @NonNull ActionOn where,
        @NonNull Event event,
        @NonNull List<EventType> unless,
        @NonNull Naming naming) {

    static RouteRule on(Class<?> type, Event event, String... actions) {
        return on(type.getName(), event, actions);
    }

    static RouteRule on(String type, Event event, String... actions) {
        return new RouteRule(ActionOn.of(type, actions), event, List.of(event.type()), Naming.NONE);
    }

    /** The same, but silent where one of these was seen. */
    RouteRule unless(Event... effects) {
        List<EventType> types = new ArrayList<>(unless);
        Arrays.stream(effects).map(Event::type).forEach(types::add);
        return new RouteRule(where, event, List.copyOf(types), naming);
    }

    /** The same, where a parameter of the request names an object of this kind; with the facts in others. */
    RouteRule naming(String kind, String parameter, String... facts) {
        return new RouteRule(where, event, unless, new Naming(kind, parameter, List.of(facts)));
    }

    /** The object that the action was on, if this rule is about it. */
    @NonNull
    Optional<Object> match(@NonNull Route route, boolean changing) {
        return where.actions().isEmpty() && !changing ? Optional.empty() : where.in(route);
    }

    /** The event as the object now shows it: some actions do one thing or its opposite. */
    @NonNull
    Event eventOf(@NonNull Object object) {
        return event == Event.BUILD_KEPT && object instanceof Run<?, ?> run && !run.isKeepLog()
                ? Event.BUILD_RELEASED
                : event;
    }
}
