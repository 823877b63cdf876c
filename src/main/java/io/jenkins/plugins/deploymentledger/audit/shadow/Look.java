package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.function.Supplier;

/**
 * A look at a file. For the recorder's thread.
 *
 * @param seen what came of it
 * @param remember has the file compared with what it looks like now from now on, and prepares to write that down
 */
public record Look(@NonNull Shadows.Seen seen, @NonNull Supplier<Remembering> remember) {

    /** The same, where somebody else did something to the file at the same moment. */
    Look with(@NonNull Meanwhile other) {
        return new Look(seen.with(other), remember);
    }

    /** Remembers what the file looks like, where there is nothing to tell. */
    public void rememberAtOnce() {
        remember.get().write().run();
    }
}
