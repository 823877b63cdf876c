package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Says which event an action is of which Jenkins tells no listener.
 *
 * @param where the actions; without any, every action
 * @param asking whether a request that is a read by its verb does nothing, but asks first, or shows something
 * @param event the event
 * @param unless effects that already say what the action did
 * @param naming what its parameters say
 * @param parameter the one that a request must have; empty if it needs none
 * @param subject whose event it is: the nearest object of this type on the way to the action
 * @param asksAgain whether it shows its form again where it refuses, so that a success without an effect is none
 */
record RouteRule(
        @NonNull ActionOn where,
        boolean asking,
        @NonNull Event event,
        @NonNull List<EventType> unless,
        @NonNull Naming naming,
        @NonNull String parameter,
        @NonNull Class<?> subject,
        boolean asksAgain) {

    static RouteRule on(Class<?> type, Event event, String... actions) {
        return on(type.getName(), event, actions);
    }

    static RouteRule on(String type, Event event, String... actions) {
        return new RouteRule(
                ActionOn.of(type, actions),
                actions.length == 0,
                event,
                List.of(event.type()),
                Naming.NONE,
                "",
                Object.class,
                false);
    }

    /** The same, but silent where one of these was seen. */
    RouteRule unless(Event... effects) {
        List<EventType> types = new ArrayList<>(unless);
        Arrays.stream(effects).map(Event::type).forEach(types::add);
        return new RouteRule(where, asking, event, List.copyOf(types), naming, parameter, subject, asksAgain);
    }

    /** The same, where a parameter of the request names an object of this kind; with the facts in others. */
    RouteRule naming(String kind, String parameter, String... facts) {
        return new RouteRule(
                where,
                asking,
                event,
                unless,
                new Naming(kind, parameter, List.of(facts)),
                this.parameter,
                subject,
                asksAgain);
    }

    /** The same, where a read by its verb only asks whether to do it. */
    RouteRule askingFirst() {
        return new RouteRule(where, true, event, unless, naming, parameter, subject, asksAgain);
    }

    /** The same, of requests with this parameter alone. */
    RouteRule with(String needed) {
        return new RouteRule(where, asking, event, unless, naming, needed, subject, asksAgain);
    }

    /** The same, where the action is on a part of an object of this type. */
    RouteRule about(Class<?> whole) {
        return new RouteRule(where, asking, event, unless, naming, parameter, whole, asksAgain);
    }

    /** The same, where the action shows its form again if it refuses. */
    RouteRule askingAgain() {
        return new RouteRule(where, asking, event, unless, naming, parameter, subject, true);
    }

    /** How the action ended, where its request ended so. */
    @NonNull
    Outcome outcome(@NonNull Outcome answered) {
        return asksAgain && answered == Outcome.SUCCESS ? Outcome.FAILURE : answered;
    }

    /** The object that the action was on, if this rule is about it. */
    @NonNull
    Optional<Object> match(@NonNull Route route, @NonNull HttpServletRequest request) {
        return asking && !Verbs.changes(request.getMethod())
                ? Optional.empty()
                : where.in(route).filter(object -> parameter.isEmpty() || request.getParameter(parameter) != null);
    }

    /** Whose event it is, where the action was on this object. */
    @NonNull
    Object subjectOf(@NonNull Route route, @NonNull Object object) {
        return subject == Object.class
                ? object
                : route.nearest(subject).map(Object.class::cast).orElse(object);
    }

    /** The event as the object now shows it: some actions do one thing or its opposite. */
    @NonNull
    Event eventOf(@NonNull Object object) {
        return event == Event.BUILD_KEPT && object instanceof Run<?, ?> run && !run.isKeepLog()
                ? Event.BUILD_RELEASED
                : event;
    }
}
