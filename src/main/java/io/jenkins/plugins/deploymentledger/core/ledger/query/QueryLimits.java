package io.jenkins.plugins.deploymentledger.core.ledger.query;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.Optional;

/**
 * How much one may ask for at once.
 *
 * @param usualPeriod what is searched when no period is given, ending now; nothing for all times
 * @param longestPeriod the longest period that may be asked for; nothing for no limit
 * @param usualPage how many entries are on a page when nothing is said
 * @param largestPage how many entries a page may have at most
 * @param mostFilters how many filters of one kind there may be
 * @param longestFilter how many characters a filter may have
 */
public record QueryLimits(
        @NonNull Optional<Duration> usualPeriod,
        @NonNull Optional<Duration> longestPeriod,
        int usualPage,
        int largestPage,
        int mostFilters,
        int longestFilter) {

    /** For people at a page: the last seven days, at most ninety. */
    public static final QueryLimits PAGE =
            new QueryLimits(Optional.of(Duration.ofDays(7)), Optional.of(Duration.ofDays(90)), 50, 1_000, 200, 1_024);

    /** For an auditor at the command line, who may search the whole ledger. */
    public static final QueryLimits AUDIT = new QueryLimits(Optional.empty(), Optional.empty(), 50, 10_000, 200, 1_024);
}
