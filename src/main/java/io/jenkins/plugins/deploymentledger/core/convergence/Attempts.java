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
 */
public record Attempts(
        int failures, long notBefore, boolean applicable, boolean converged, boolean underWay, long seenAt) {

    static final Attempts NONE = new Attempts(0, 0, true, false, false, 0);

    Attempts begun() {
        return new Attempts(failures, notBefore, applicable, converged, true, seenAt);
    }

    Attempts seenConverged(long at) {
        return new Attempts(0, 0, true, true, underWay, at);
    }

    /** Its inventory no longer shows it as it should be; that is told once. */
    Attempts seenLost() {
        return new Attempts(failures, notBefore, applicable, converged, underWay, 0);
    }

    Attempts failed(long until) {
        return new Attempts(failures + 1, until, applicable, converged, false, seenAt);
    }

    Attempts notTried() {
        return new Attempts(failures, notBefore, applicable, converged, false, seenAt);
    }

    Attempts notApplicable() {
        return new Attempts(failures, notBefore, false, converged, false, seenAt);
    }

    Attempts forgiven() {
        return new Attempts(0, 0, true, converged, underWay, seenAt);
    }
}
