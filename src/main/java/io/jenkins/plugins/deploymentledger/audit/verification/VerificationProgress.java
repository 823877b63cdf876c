package io.jenkins.plugins.deploymentledger.audit.verification;

/**
 * How far a verification is.
 *
 * @param entries how many entries were read
 * @param of how many there are to read; 0 while that is not known
 */
public record VerificationProgress(long entries, long of) {

    /** In percent. */
    public int percent() {
        return of == 0 ? 0 : (int) Math.min(100, 100 * entries / of);
    }
}
