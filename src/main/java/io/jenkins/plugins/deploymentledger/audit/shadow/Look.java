package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * A look at a file. For the recorder's thread.
 *
 * @param seen what came of it
 * @param remember has the file compared with what it looks like now from now on; until then it is compared with what it looked like before
 * @param untold has it compared with what it looked like before, whether or not it was remembered: what came of the look could not be told
 */
public record Look(
        @NonNull Shadows.Seen seen,
        @NonNull Runnable remember,
        @NonNull Runnable untold) {

    /** The same, where somebody else did something to the file at the same moment. */
    @NonNull
    Look with(@NonNull Meanwhile other) {
        return new Look(seen.with(other), remember, untold);
    }

    /** The same, where the file holds what is remembered of it by another look. */
    @NonNull
    Look ofAnother() {
        return new Look(seen, () -> {}, () -> {});
    }
}
