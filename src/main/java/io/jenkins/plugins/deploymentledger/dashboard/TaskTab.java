package io.jenkins.plugins.deploymentledger.dashboard;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * A tab above the lists.
 *
 * @param text what it says
 * @param link where it leads
 * @param active whether it is the one that is shown
 */
public record TaskTab(@NonNull String text, @NonNull String link, boolean active) {

    /** See {@link #text()}. */
    @NonNull
    public String getText() {
        return text;
    }

    /** See {@link #link()}. */
    @NonNull
    public String getLink() {
        return link;
    }

    /** See {@link #active()}. */
    public boolean isActive() {
        return active;
    }
}
