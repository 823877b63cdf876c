package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which looks of a convergence are kept, so that thirty days can be drawn however often it is looked: the newest as they are, and
 * what came of something; of the others only the last and the lowest of each few hours.
 */
public final class LookHistory {

    /** For how long looks are kept that nothing came of. */
    static final Duration SPAN = DriftPlot.SPAN;

    /** So many of the newest are all kept. */
    static final int NEWEST = 100;

    /** So many are kept of those that something came of. */
    static final int MOST_TELLING = 200;

    /** Of so long a time, two others. */
    static final Duration BUCKET = Duration.ofHours(4);

    /** There are never more; one part of the time may have begun before the thirty days, and one may not be over. */
    static final int MOST = NEWEST + MOST_TELLING + 2 * ((int) SPAN.dividedBy(BUCKET) + 2);

    private LookHistory() {}

    /** One look. */
    public interface Look {

        /** When, in milliseconds since 1970. */
        long at();

        /** The share of machines that were as they should be, from 0 to 100. */
        int percent();

        /** Whether it has seen machines at all. */
        boolean sees();

        /** Whether something came of it. */
        boolean tells();
    }

    /**
     * Those that are kept.
     *
     * @param looks the newest first; what was left out before need not be among them
     * @param now when the newest was
     */
    @NonNull
    public static <T extends Look> List<T> kept(@NonNull List<T> looks, @NonNull Instant now) {
        long since = now.minus(SPAN).toEpochMilli();
        Map<Long, T> lowest = new HashMap<>();
        for (T look : older(looks)) {
            if (look.sees() && look.at() > since) {
                lowest.merge(
                        bucket(look), look, (newer, before) -> before.percent() < newer.percent() ? before : newer);
            }
        }
        List<T> kept = new ArrayList<>(looks.subList(0, Math.min(looks.size(), NEWEST)));
        int telling = 0;
        long last = Long.MAX_VALUE;
        for (T look : older(looks)) {
            boolean ofItsTime = look.sees() && look.at() > since;
            boolean stays = look.tells() && telling < MOST_TELLING;
            if (stays) {
                telling++;
            } else {
                stays = ofItsTime && (bucket(look) != last || lowest.get(bucket(look)) == look);
            }
            if (ofItsTime) {
                last = bucket(look);
            }
            if (stays) {
                kept.add(look);
            }
        }
        return kept;
    }

    private static <T> List<T> older(List<T> looks) {
        return looks.subList(Math.min(looks.size(), NEWEST), looks.size());
    }

    private static long bucket(Look look) {
        return Math.floorDiv(look.at(), BUCKET.toMillis());
    }
}
