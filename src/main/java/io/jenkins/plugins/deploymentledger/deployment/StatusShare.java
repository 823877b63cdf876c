package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.StatusCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A group of statuses and its share of a run's machines, as a part of a bar.
 *
 * @param group the group
 * @param count how many machines
 * @param offset where its part of the bar begins, in percent
 * @param width how wide its part is, in percent
 */
public record StatusShare(@NonNull StatusGroup group, int count, double offset, double width) {

    /** The groups that occur, in their order; their widths add up to 100. */
    @NonNull
    static List<StatusShare> of(@NonNull StatusCounts counts) {
        List<StatusShare> shares = new ArrayList<>();
        int total = counts.total();
        int before = 0;
        for (StatusGroup group : List.of(
                StatusGroup.SUCCESS,
                StatusGroup.IN_PROGRESS,
                StatusGroup.ERROR,
                StatusGroup.UNREACHABLE,
                StatusGroup.STOPPED,
                StatusGroup.NOT_APPLICABLE)) {
            int count = counts.of(group);
            if (count > 0) {
                shares.add(new StatusShare(group, count, 100.0 * before / total, 100.0 * count / total));
                before += count;
            }
        }
        return shares;
    }

    /** The counts in one line. */
    @NonNull
    static String inWords(@NonNull List<StatusShare> shares) {
        return shares.stream()
                .map(share -> share.count() + " " + share.getText())
                .collect(Collectors.joining(", "));
    }

    /** The name of the group, for a query. */
    @NonNull
    public String getKey() {
        return group.name();
    }

    /** The name of the group, for a style. */
    @NonNull
    public String getStyle() {
        return group.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The group in the reader's language. */
    @NonNull
    public String getText() {
        return StatusTexts.of(group);
    }

    /** See {@link #count()}. */
    public int getCount() {
        return count;
    }

    /** See {@link #offset()}, as an attribute of SVG. */
    @NonNull
    public String getX() {
        return String.format(Locale.ROOT, "%.3f%%", offset);
    }

    /** See {@link #width()}, as an attribute of SVG. */
    @NonNull
    public String getWidth() {
        return String.format(Locale.ROOT, "%.3f%%", width);
    }
}
