package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/**
 * How many entries answer a query, counted no further than a bound, so that a count never costs more than a page should.
 *
 * @param value how many were counted, at most the bound
 * @param complete whether these are all; otherwise there are more
 */
public record BoundedCount(long value, boolean complete) {

    /** The count as a person reads it: {@code 1,204} or {@code 10,000+}. */
    @NonNull
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d", value) + (complete ? "" : "+");
    }
}
