package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * A value that a filter can have.
 *
 * @param value as it stands in the URL
 * @param text what it is called
 * @param chosen whether it is what is asked for
 */
public record TaskChoice(@NonNull String value, @NonNull String text, boolean chosen) {

    /** See {@link #value()}. */
    @NonNull
    public String getValue() {
        return value;
    }

    /** See {@link #text()}. */
    @NonNull
    public String getText() {
        return text;
    }

    /** See {@link #chosen()}. */
    public boolean isChosen() {
        return chosen;
    }
}
