package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.List;

/** Refuses parameters that nothing knows: one that is misspelt would otherwise be a filter that does not filter. */
public final class UnknownParameters {

    private UnknownParameters() {}

    /**
     * Looks at the names in a request.
     *
     * @param given the names
     * @param known those that mean something; may be empty
     * @throws InvalidQueryException if any of them means nothing, with the one that was probably meant, or all that there are
     */
    public static void refuse(@NonNull Collection<String> given, @NonNull List<String> known)
            throws InvalidQueryException {
        for (String name : given) {
            if (!known.contains(name)) {
                throw new InvalidQueryException(
                        Shown.beginning(name), "There is no such parameter.", remedy(name, known));
            }
        }
    }

    private static String remedy(String name, List<String> known) {
        if (known.isEmpty()) {
            return "Leave it out.";
        }
        return Nearest.to(name, known)
                .map(nearest -> "Did you mean '" + nearest + "'?")
                .orElse("Use one of " + String.join(", ", known) + '.');
    }
}
