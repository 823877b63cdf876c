package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells which requests may change something, before they run; some do whose verb says that they only read.
 *
 * <p>Where a request goes is not known yet. So of a path any part counts, wherever it stands: rather is a page not shown for a moment than
 * a build begun of which nobody is told.
 */
final class ChangingGets {

    /** What a job does for whoever has its token, also by a GET. */
    private static final Set<String> WITH_TOKEN = Set.of("build", "buildWithParameters", "polling");

    /** What source code managers ask for when something was pushed, also by a GET. */
    private static final String PUSHED = "notifyCommit";

    private ChangingGets() {}

    /** Whether a request may change something, by its verb, or as one of these. */
    static boolean mayChange(@NonNull HttpServletRequest request) {
        return Verbs.changes(request.getMethod()) || isKnown(request);
    }

    private static boolean isKnown(HttpServletRequest request) {
        String path = request.getRequestURI();
        return has(path, PUSHED::equals) || has(path, WITH_TOKEN::contains) && hasToken(request);
    }

    private static boolean hasToken(HttpServletRequest request) {
        try {
            return request.getParameterMap().containsKey("token");
        } catch (RuntimeException e) {
            // Of a query that the web server cannot read, it is not known.
            return true;
        }
    }

    private static boolean has(String path, Predicate<String> part) {
        return Stream.of(path.split("/")).map(ChangingGets::decoded).anyMatch(part);
    }

    /** Without what may follow a semicolon, which is no part of the name. */
    private static String decoded(String part) {
        String name = part.split(";", 2)[0];
        try {
            return name.indexOf('%') < 0 ? name : URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
