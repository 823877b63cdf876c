package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.util.Secret;
import java.util.List;
import java.util.Objects;

/** Knows what whoever launched a run gave it as a secret, so that it can be kept out of what is shown. */
final class SensitiveValues {

    private SensitiveValues() {}

    /** The secrets in plain text. */
    @NonNull
    static List<String> of(@NonNull DeploymentRun run) {
        return run.getActions(ParametersAction.class).stream()
                .flatMap(action -> action.getAllParameters().stream())
                .filter(ParameterValue::isSensitive)
                .map(SensitiveValues::plain)
                .filter(Objects::nonNull)
                .toList();
    }

    @CheckForNull
    private static String plain(ParameterValue parameter) {
        Object value = parameter.getValue();
        return value instanceof Secret secret ? secret.getPlainText() : value instanceof String text ? text : null;
    }
}
