package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Set;

/** Tells the HTTP methods that only read from those that may change something. */
final class Verbs {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private Verbs() {}

    static boolean changes(@NonNull String verb) {
        return !READING.contains(verb);
    }
}
