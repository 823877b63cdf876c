package io.jenkins.plugins.deploymentledger.core.ledger.verify;

/**
 * Entries one after the other.
 *
 * @param first the sequence number of the first
 * @param last the sequence number of the last
 */
public record SequenceRange(long first, long last) {

    /** How many they are. */
    public long count() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + " to " + last;
    }
}
