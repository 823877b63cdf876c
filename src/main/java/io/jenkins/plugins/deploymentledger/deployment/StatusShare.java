package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.analysis.BarPart;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.StatusCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * A group of statuses and its share of a run's machines, as a part of a bar.
 *
 * @param part of the bar
 */
public record StatusShare(@NonNull BarPart<StatusGroup> part) {

    private static final List<StatusGroup> ORDER = List.of(
            StatusGroup.SUCCESS,
            StatusGroup.IN_PROGRESS,
            StatusGroup.ERROR,
            StatusGroup.UNREACHABLE,
            StatusGroup.STOPPED,
            StatusGroup.NOT_APPLICABLE);

    /** The groups that occur, in their order; their widths add up to 100. */
    @NonNull
    static List<StatusShare> of(@NonNull StatusCounts counts) {
        return of(counts::of);
    }

    /**
     * The groups that occur, in their order; their widths add up to 100.
     *
     * @param counts how many machines have a status of a group
     */
    @NonNull
    public static List<StatusShare> of(@NonNull ToIntFunction<StatusGroup> counts) {
        Map<StatusGroup, Integer> inOrder = new LinkedHashMap<>();
        ORDER.forEach(group -> inOrder.put(group, counts.applyAsInt(group)));
        return BarPart.of(inOrder).stream().map(StatusShare::new).toList();
    }

    /** The counts in one line. */
    @NonNull
    public static String inWords(@NonNull List<StatusShare> shares) {
        return shares.stream()
                .map(share -> share.getCount() + " " + share.getText())
                .collect(Collectors.joining(", "));
    }

    /** The name of the group, for a query. */
    @NonNull
    public String getKey() {
        return part.key().name();
    }

    /** The name of the group, for a style. */
    @NonNull
    public String getStyle() {
        return part.key().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The group in the reader's language. */
    @NonNull
    public String getText() {
        return StatusTexts.of(part.key());
    }

    /** The group. */
    @NonNull
    StatusGroup group() {
        return part.key();
    }

    /** How many machines. */
    public int getCount() {
        return part.count();
    }

    /** Where its part of the bar begins, as an attribute of SVG. */
    @NonNull
    public String getX() {
        return part.x();
    }

    /** How wide its part of the bar is, as an attribute of SVG. */
    @NonNull
    public String getWidth() {
        return part.w();
    }
}
