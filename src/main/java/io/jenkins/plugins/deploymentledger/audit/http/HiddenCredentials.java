package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.request.Route;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * Tells that a request was about credentials which Jenkins hides from whoever asked: they are answered as if there were no store of
 * credentials where they looked for one.
 */
final class HiddenCredentials {

    private static final String STORE = "store";

    /** And those within it, for what is in a store of Jenkins itself. */
    private static final String VIEW = "com.cloudbees.plugins.credentials.ViewCredentialsAction";

    private HiddenCredentials() {}

    /** Whether a request for which nothing was found went to a store; of an administrator nothing is hidden, who may have erred. */
    static boolean isIn(@NonNull Route route) {
        List<String> tokens = new ArrayList<>(List.of(route.action()));
        tokens.addAll(route.rest());
        boolean within = tokens.size() > 1
                && tokens.get(0).equals("credentials")
                && tokens.get(1).equals(STORE);
        boolean below = tokens.get(0).equals(STORE)
                && route.ends().stream()
                        .anyMatch(end -> end.getClass().getName().startsWith(VIEW));
        return (within || below) && !Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }
}
