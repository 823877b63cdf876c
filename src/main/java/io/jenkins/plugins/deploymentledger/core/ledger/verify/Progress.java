package io.jenkins.plugins.deploymentledger.core.ledger.verify;

/** Is told how far a verification is. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress NONE = (entries, of) -> {};

    /**
     * Called now and then.
     *
     * @param entries how many entries were read
     * @param of how many there are to read
     */
    void at(long entries, long of);
}
