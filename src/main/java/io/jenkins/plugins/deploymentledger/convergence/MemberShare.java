package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.analysis.BarPart;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The members of a convergence that stand in one way, as a part of a bar that leads to exactly these.
 *
 * @param part of the bar
 */
public record MemberShare(@NonNull BarPart<MemberState> part) {

    /** The counts in one line. */
    @NonNull
    public static String inWords(@NonNull List<MemberShare> shares) {
        return shares.stream()
                .map(share -> share.getCount() + " " + share.getText())
                .collect(Collectors.joining(", "));
    }

    /** How many. */
    public int getCount() {
        return part.count();
    }

    /** How they stand, in words. */
    @NonNull
    public String getText() {
        return ConvergenceSummary.text(part.key());
    }

    /** What asks the convergence's page for exactly these. */
    @NonNull
    public String getQuery() {
        return new MemberQuery(part.key(), 0, MemberQuery.PAGE_SIZE).at(0);
    }

    /** How they stand, for a query. */
    @NonNull
    public String getKey() {
        return part.key().name();
    }

    /** The end of its CSS class. */
    @NonNull
    public String getStyle() {
        return part.key().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where its part of the bar begins. */
    @NonNull
    public String getX() {
        return part.x();
    }

    /** How wide its part of the bar is. */
    @NonNull
    public String getWidth() {
        return part.w();
    }
}
