package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Target;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which parameters of a request say more about its effect than the object of the action, where they are no secret.
 *
 * @param kind the kind of the object that a parameter names; empty for the object of the action itself
 * @param parameter the one that names it
 * @param facts those that are worth keeping; all others may hold anything
 */
record Naming(
        @NonNull String kind,
        @NonNull String parameter,
        @NonNull List<String> facts) {

    /** Of an action whose parameters say nothing that is kept. */
    static final Naming NONE = new Naming("", "", List.of());

    private static final int MAX_VALUE = 200;

    /** The object that the request names; that of the action if it names none. */
    @NonNull
    Target target(@NonNull HttpServletRequest request, @NonNull Target object) {
        String name = kind.isEmpty() ? null : request.getParameter(parameter);
        return name == null ? object : new Target(kind, cut(name), cut(name));
    }

    /** What is kept of the parameters, without the secrets that can be seen in them. */
    @NonNull
    Map<String, String> facts(@NonNull HttpServletRequest request) {
        Map<String, String> found = new TreeMap<>();
        for (String fact : facts) {
            String value = request.getParameter(fact);
            if (value != null) {
                found.put(fact, Redaction.typed(value, MAX_VALUE));
            }
        }
        return found;
    }

    private static String cut(String value) {
        return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE);
    }
}
