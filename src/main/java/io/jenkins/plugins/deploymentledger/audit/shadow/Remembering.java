package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * What a file looks like, or that it is gone, to be written down when that is told. For the recorder's thread.
 *
 * @param write writes it down; unless the file changed again meanwhile, or is gone
 * @param giveUp it could not be told: for the next start the file looks as it did before
 */
public record Remembering(@NonNull Runnable write, @NonNull Runnable giveUp) {

    /** Nothing is to be written down. */
    static final Remembering NOTHING = new Remembering(() -> {}, () -> {});
}
