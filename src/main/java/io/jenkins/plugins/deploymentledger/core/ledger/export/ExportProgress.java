package io.jenkins.plugins.deploymentledger.core.ledger.export;

/** Is told how far an export is. */
@FunctionalInterface
public interface ExportProgress {

    /** Does nothing. */
    ExportProgress NONE = (rows, sequence) -> {};

    /**
     * A row was written.
     *
     * @param rows how many there are now
     * @param sequence the sequence number of the last one; they fall
     */
    void wrote(long rows, long sequence);
}
