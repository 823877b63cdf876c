package io.jenkins.plugins.deploymentledger.audit.record;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * What is left to be done on the recorder's thread when it is known what became of events.
 *
 * @param recorded if all of them are on disk
 * @param lost if one of them is not, and never will be
 */
public record Aftermath(@NonNull Runnable recorded, @NonNull Runnable lost) {

    /** Nothing is left. */
    public static final Aftermath NONE = new Aftermath(() -> {}, () -> {});
}
