package io.jenkins.plugins.deploymentledger.core.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.analysis.StageTimeline.Moment;
import io.jenkins.plugins.deploymentledger.core.analysis.StageTimeline.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * The machines in one place over time, as a band of a stacked chart: an SVG polygon within {@link #WIDTH} by {@link #HEIGHT}.
 *
 * <p>The bands lie on one another without a gap, from machines that have ended at the bottom to those that wait at the top, and
 * fill the whole height together.
 *
 * @param place what it shows
 * @param points the polygon's {@code points}
 */
public record TimelineArea(@NonNull Place place, @NonNull String points) {

    /** The width of the chart in its own units. */
    public static final int WIDTH = 400;

    /** The height of the chart in its own units. */
    public static final int HEIGHT = 100;

    private static final List<Place> FROM_BELOW =
            List.of(Place.ENDED, Place.INVENTORY, Place.EXECUTE, Place.SEND, Place.BETWEEN, Place.WAITING);

    /** The bands in which there is a machine at some moment, from below. */
    @NonNull
    public static List<TimelineArea> of(@NonNull StageTimeline timeline) {
        List<TimelineArea> areas = new ArrayList<>();
        for (Place place : FROM_BELOW) {
            if (timeline.moments().stream().anyMatch(moment -> moment.of(place) > 0)) {
                areas.add(new TimelineArea(place, points(timeline, place)));
            }
        }
        return areas;
    }

    private static String points(StageTimeline timeline, Place place) {
        StringBuilder points = new StringBuilder();
        List<Moment> moments = timeline.moments();
        for (int i = 0; i < moments.size(); i++) {
            append(
                    points,
                    i,
                    moments.size(),
                    level(moments.get(i), place) + moments.get(i).of(place),
                    timeline.total());
        }
        for (int i = moments.size() - 1; i >= 0; i--) {
            append(points, i, moments.size(), level(moments.get(i), place), timeline.total());
        }
        return points.toString().strip();
    }

    /** How many machines lie below a band. */
    private static int level(Moment moment, Place place) {
        return FROM_BELOW.subList(0, FROM_BELOW.indexOf(place)).stream()
                .mapToInt(moment::of)
                .sum();
    }

    private static void append(StringBuilder points, int index, int size, int machines, int total) {
        double x = size < 2 ? 0 : (double) WIDTH * index / (size - 1);
        double y = HEIGHT - (double) HEIGHT * machines / total;
        append(points, x);
        points.append(',');
        append(points, y);
        points.append(' ');
    }

    /** Appends a number with two decimals; a thousand of them are in a chart, for which a format is slow. */
    private static void append(StringBuilder points, double number) {
        long hundredths = Math.round(number * 100);
        points.append(hundredths / 100).append('.');
        points.append((char) ('0' + hundredths / 10 % 10)).append((char) ('0' + hundredths % 10));
    }
}
