package io.jenkins.plugins.deploymentledger.access;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;

/** Says why a run began, without the names of jobs of which the current user may not know. */
public final class CauseText {

    private CauseText() {}

    /** A cause in a sentence. */
    @NonNull
    public static String of(@NonNull Cause cause) {
        return cause instanceof Cause.UpstreamCause upstream && !mayBeNamed(upstream)
                ? hidden()
                : cause.getShortDescription();
    }

    private static boolean mayBeNamed(Cause.UpstreamCause upstream) {
        String job = upstream.getUpstreamProject();
        return job != null && KnownJobs.mayBeNamed(job);
    }

    /** What is said of a build of which one may not know. */
    @NonNull
    public static String hidden() {
        return Messages.CauseText_hidden();
    }
}
