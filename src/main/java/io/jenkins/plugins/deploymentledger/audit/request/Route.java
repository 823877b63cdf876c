package io.jenkins.plugins.deploymentledger.audit.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.Ancestor;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Where Stapler took a request: the objects on the way, and the action on the last of them.
 *
 * <p>Taken from Stapler's own record rather than from the URL, because one action has many URLs: {@code /restart/x},
 * {@code //restart}, {@code /manage/restart} and {@code /%72estart} are all the restart of Jenkins.
 *
 * @param objects the objects, from the root
 * @param ends the objects on which the action may have been: the last one, and those that it stands for at the same place
 * @param action the token after the last object, decoded; empty if there is none
 * @param rest the tokens after the action
 */
public record Route(
        @NonNull List<Object> objects,
        @NonNull List<Object> ends,
        @NonNull String action,
        @NonNull List<String> rest) {

    /** Of a request that did not reach Stapler. */
    public static final Route UNKNOWN = new Route(List.of(), List.of(), "", List.of());

    /** Copies the lists. */
    public Route {
        objects = List.copyOf(objects);
        ends = List.copyOf(ends);
        rest = List.copyOf(rest);
    }

    /** Where Stapler took this request, once it was dispatched. */
    @NonNull
    public static Route of(@CheckForNull StaplerRequest2 request) {
        if (request == null || request.getAncestors().isEmpty()) {
            return UNKNOWN;
        }
        List<Ancestor> ancestors = request.getAncestors();
        String after = ancestors.get(ancestors.size() - 1).getRestOfUrl();
        List<Object> objects = new ArrayList<>();
        List<Object> ends = new ArrayList<>();
        for (Ancestor ancestor : ancestors) {
            objects.add(ancestor.getObject());
            // An object may delegate to another without taking a part of the URL, as /manage does to Jenkins.
            if (ancestor.getRestOfUrl().equals(after)) {
                ends.add(ancestor.getObject());
            }
        }
        List<String> tokens = tokens(after);
        return tokens.isEmpty()
                ? new Route(objects, ends, "", List.of())
                : new Route(objects, ends, tokens.get(0), tokens.subList(1, tokens.size()));
    }

    private static List<String> tokens(String path) {
        List<String> tokens = new ArrayList<>();
        for (String raw : path.split("/")) {
            if (!raw.isEmpty()) {
                tokens.add(decode(raw));
            }
        }
        return tokens;
    }

    private static String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        try {
            // A plus sign stands for itself in a path.
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return raw;
        }
    }

    /** The nearest object of this type on the way. */
    @NonNull
    public <T> Optional<T> nearest(@NonNull Class<T> type) {
        for (int i = objects.size() - 1; i >= 0; i--) {
            if (type.isInstance(objects.get(i))) {
                return Optional.of(type.cast(objects.get(i)));
            }
        }
        return Optional.empty();
    }

    /** The object of this type on which the action was. */
    @NonNull
    public <T> Optional<T> end(@NonNull Class<T> type) {
        for (Object end : ends) {
            if (type.isInstance(end)) {
                return Optional.of(type.cast(end));
            }
        }
        return Optional.empty();
    }

    /** The action, for people: where no object takes the token, that may be a secret as well. */
    @NonNull
    public String shownAction() {
        return Redaction.path(action);
    }

    /** The action as {@code Type.action}, for people and for the page of what could not be classified. */
    @NonNull
    public String describe() {
        if (ends.isEmpty()) {
            return "";
        }
        return ends.get(ends.size() - 1).getClass().getName() + "." + shownAction();
    }
}
