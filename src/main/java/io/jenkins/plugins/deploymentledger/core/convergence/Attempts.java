package io.jenkins.plugins.deploymentledger.core.convergence;

/**
 * What a convergence remembers of one machine.
 *
 * @param failures in a row
 * @param notBefore when it may be tried again, in milliseconds since 1970
 * @param applicable whether the package is for its operating system, as far as is known
 * @param converged whether it has been as it should before, so that a new attempt corrects something
 * @param underWay whether it is being tried
 * @param seenAt when the inventory was taken that last showed it as it should be, in milliseconds since 1970; 0 where it has not
 *     been so, or was seen otherwise since
 * @param heardAt when its newest inventory was taken, or when it was last asked for one in vain, whichever is later, in
 *     milliseconds since 1970; 0 where neither has been
 * @param leftAt since when it is no member of the group, in milliseconds since 1970; 0 while it is one
 */
public record Attempts(
        int failures,
        long notBefore,
        boolean applicable,
        boolean converged,
        boolean underWay,
        long seenAt,
        long heardAt,
        long leftAt) {

    /** Nothing has happened to it. */
    public static final Attempts NONE = new Attempts(0, 0, true, false, false, 0, 0, 0);

    /** Whether it would be tried once too often if it left the group, came back, and this were forgotten. */
    boolean outlivesMembership() {
        return failures > 0 || !applicable || underWay;
    }

    boolean isMember() {
        return leftAt == 0;
    }

    Attempts begun() {
        return with(failures, notBefore, applicable, converged, true, seenAt);
    }

    Attempts seenConverged(long at) {
        return with(0, 0, true, true, underWay, at);
    }

    /** Its inventory no longer shows it as it should be; that is told once. */
    Attempts seenLost() {
        return with(failures, notBefore, applicable, converged, underWay, 0);
    }

    Attempts failed(long until) {
        return with(failures + 1, until, applicable, converged, false, seenAt);
    }

    Attempts notTried() {
        return with(failures, notBefore, applicable, converged, false, seenAt);
    }

    Attempts notApplicable() {
        return with(failures, notBefore, false, converged, false, seenAt);
    }

    Attempts forgiven() {
        return with(0, 0, true, converged, underWay, seenAt);
    }

    /** It has told how it stands, or was asked in vain. */
    Attempts heard(long at) {
        return new Attempts(
                failures, notBefore, applicable, converged, underWay, seenAt, Math.max(heardAt, at), leftAt);
    }

    /** It was not found in the group; the first time counts. */
    Attempts absent(long at) {
        return isMember()
                ? new Attempts(failures, notBefore, applicable, converged, underWay, seenAt, heardAt, at)
                : this;
    }

    /** It was found in the group. */
    Attempts present() {
        return isMember()
                ? this
                : new Attempts(failures, notBefore, applicable, converged, underWay, seenAt, heardAt, 0);
    }

    private Attempts with(
            int newFailures,
            long newNotBefore,
            boolean nowApplicable,
            boolean nowConverged,
            boolean nowUnderWay,
            long newSeenAt) {
        return new Attempts(
                newFailures, newNotBefore, nowApplicable, nowConverged, nowUnderWay, newSeenAt, heardAt, leftAt);
    }
}
