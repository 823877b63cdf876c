package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.deployment.NumberParameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Which members of a convergence are asked for: the one predicate behind its table, its counts, its JSON and its CSV.
 *
 * @param state only machines that stand in this way; null for all
 * @param from the place of the first machine that is wanted, from 0, among those that are found
 * @param limit how many machines at most, from 1 to {@value #MAX_LIMIT}
 */
record MemberQuery(@CheckForNull MemberState state, int from, int limit) implements Predicate<MemberRow> {

    /** The most machines in one answer. */
    static final int MAX_LIMIT = 1_000;

    /** How many machines one page shows. */
    static final int PAGE_SIZE = 100;

    /** Asks for the first page of all machines. */
    static final MemberQuery ALL = new MemberQuery(null, 0, PAGE_SIZE);

    /**
     * Reads a query from the parameters {@code state}, {@code from} and {@code limit}.
     *
     * @throws IllegalArgumentException if one cannot be read; the message names it
     */
    @NonNull
    static MemberQuery of(@NonNull StaplerRequest2 request) {
        return new MemberQuery(
                state(Util.fixEmptyAndTrim(request.getParameter("state"))),
                NumberParameter.of("from", request, 0, 0, Integer.MAX_VALUE),
                NumberParameter.of("limit", request, PAGE_SIZE, 1, MAX_LIMIT));
    }

    @Override
    public boolean test(MemberRow member) {
        return state == null || member.state() == state;
    }

    /** The query as it stands in a URL, for another page of the same machines. */
    @NonNull
    String at(int otherFrom) {
        StringBuilder url = new StringBuilder();
        append(url, "state", state == null ? "" : state.name());
        append(url, "from", otherFrom == 0 ? "" : String.valueOf(otherFrom));
        append(url, "limit", limit == PAGE_SIZE ? "" : String.valueOf(limit));
        return url.toString();
    }

    private static void append(StringBuilder url, String name, String value) {
        if (!value.isEmpty()) {
            url.append(url.isEmpty() ? '?' : '&').append(name).append('=').append(value);
        }
    }

    private static MemberState state(@CheckForNull String value) {
        try {
            return value == null ? null : MemberState.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Messages.MemberQuery_badState(value, Arrays.toString(MemberState.values())), e);
        }
    }
}
