package io.jenkins.plugins.deploymentledger.audit.coverage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** The web methods that no action of the audit coverage goes, for a reason that stands in a file beside this class. */
final class MethodsWithoutAction {

    static final String FILE = "web-methods-without-action.txt";

    private static final String COMMENT = "#";
    private static final String INDENTED = "  ";

    private MethodsWithoutAction() {}

    /** All of them: a reason is a line of its own, below it, indented, are classes, each with its methods. */
    static Set<String> all() throws IOException {
        Set<String> methods = new TreeSet<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(MethodsWithoutAction.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            boolean given = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(INDENTED)) {
                    assertTrue(given, "No reason is given for" + line);
                    String[] words = line.trim().split(" +");
                    Arrays.stream(words).skip(1).forEach(method -> methods.add(words[0] + "#" + method));
                } else {
                    given = !line.isBlank() && !line.startsWith(COMMENT);
                }
            }
        }
        return methods;
    }
}
