package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import hudson.model.ComputerSet;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.User;
import hudson.model.UserPropertyDescriptor;
import hudson.model.View;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import java.lang.reflect.Method;
import java.net.URL;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.WebMethod;

/**
 * Knows the actions whose every effect the trail hears of, so that one of which it heard nothing changed nothing: to disable what
 * is disabled, to add a job to a view that has it.
 *
 * <p>Those are the web methods of core itself on the objects whose listeners and files the trail follows, and those of this plugin,
 * which records what they do. A plugin may give such an object an action of its own, or one of core's another meaning: of that
 * nothing is known.
 */
final class HeardActions {

    private static final List<Class<?>> FOLLOWED = List.of(
            Item.class,
            View.class,
            Computer.class,
            User.class,
            UserPropertyDescriptor.class,
            Label.class,
            Queue.class,
            Queue.Item.class);

    /** On others, what makes an object that is followed: the first step only shows the page of the second. */
    private static final List<ActionOn> MAKING = List.of(
            ActionOn.of(ComputerSet.class, "createItem", "doCreateItem"),
            ActionOn.of("jenkins.agents.CloudSet", "create", "doCreate", "reorder"));

    private HeardActions() {}

    static boolean contains(@NonNull Route route) {
        return MAKING.stream().anyMatch(making -> making.in(route).isPresent())
                || route.ends().stream().anyMatch(end -> isHeard(end.getClass(), route.action()));
    }

    private static boolean isHeard(Class<?> type, String action) {
        try {
            List<Method> methods = Arrays.stream(type.getMethods())
                    .filter(method -> tokens(method).contains(action))
                    .toList();
            return !methods.isEmpty() && methods.stream().allMatch(method -> isHeard(type, method));
        } catch (LinkageError e) {
            // A class of an optional plugin is missing; then nothing is known of this one.
            return false;
        }
    }

    private static boolean isHeard(Class<?> type, Method method) {
        boolean followed = FOLLOWED.stream().anyMatch(one -> one.isAssignableFrom(type));
        return isFrom(HeardActions.class, method) || followed && isFrom(Jenkins.class, method);
    }

    /** Whether a method was written where this class was. */
    private static boolean isFrom(Class<?> place, Method method) {
        CodeSource here = place.getProtectionDomain().getCodeSource();
        CodeSource there = method.getDeclaringClass().getProtectionDomain().getCodeSource();
        return here != null && there != null && isSame(here.getLocation(), there.getLocation());
    }

    /** As texts: to compare URLs is to resolve their hosts. */
    private static boolean isSame(@CheckForNull URL one, @CheckForNull URL other) {
        return one != null && other != null && one.toExternalForm().equals(other.toExternalForm());
    }

    /** What Stapler takes to this method. */
    private static Set<String> tokens(Method method) {
        WebMethod named = method.getAnnotation(WebMethod.class);
        if (named != null) {
            return Set.of(named.name());
        }
        String name = method.getName();
        return name.length() > 2 && name.startsWith("do")
                ? Set.of(name.substring(2, 3).toLowerCase(Locale.ROOT) + name.substring(3))
                : Set.of();
    }
}
