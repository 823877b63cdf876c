package io.jenkins.plugins.deploymentledger.schedule;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.deployment.StandingOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The times of a schedule, read from what people wrote.
 *
 * @param once when something begins once; null for never
 * @param cron when it begins again and again; null for never
 * @param expiry from when on nothing begins any more; null for never
 */
record ScheduleTimes(
        @CheckForNull Instant once,
        @CheckForNull CronLines cron,
        @CheckForNull Instant expiry) {

    /**
     * Reads a schedule.
     *
     * @param seed what {@code H} is computed from
     * @throws IllegalArgumentException if something cannot be read or contradicts something else; the message names the
     *     field
     */
    @NonNull
    static ScheduleTimes of(@NonNull LaunchSchedule schedule, @NonNull String seed) {
        ZoneId zone = schedule.zone();
        String startAt = schedule.getStartAt();
        ScheduleTimes times = new ScheduleTimes(
                StandingOrder.time(startAt, zone), lines(schedule.getCron(), seed, zone), schedule.expiry());
        if (times.once == null && times.cron == null) {
            throw new IllegalArgumentException(Messages.LaunchSchedule_nothing());
        }
        if (times.once != null && times.expiry != null && !times.once.isBefore(times.expiry)) {
            throw new IllegalArgumentException(
                    Messages.LaunchSchedule_expiryBeforeStart(schedule.getExpireAt(), startAt));
        }
        return times;
    }

    private static CronLines lines(@CheckForNull String cron, String seed, ZoneId zone) {
        try {
            return cron == null ? null : new CronLines(cron, seed, zone);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.LaunchSchedule_badCron(cron, e.getMessage()), e);
        }
    }

    /**
     * Requires that something is still to begin.
     *
     * @throws IllegalArgumentException if nothing is
     */
    void checkAhead(@NonNull Instant now) {
        if (next(now).isEmpty()) {
            throw new IllegalArgumentException(Messages.LaunchSchedule_past());
        }
    }

    /** The first time after a moment at which something begins; empty if nothing does any more. */
    @NonNull
    Optional<Instant> next(@NonNull Instant now) {
        Instant single = once != null && once.isAfter(now) ? once : null;
        Instant repeated = cron == null ? null : cron.after(now).orElse(null);
        return Stream.of(single, repeated)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .filter(next -> expiry == null || next.isBefore(expiry));
    }

    /** The latest time up to a moment at which something should have begun; null if there is none. */
    @CheckForNull
    Instant latest(@NonNull Instant now) {
        Instant single = once != null && !once.isAfter(now) ? once : null;
        Instant repeated = cron == null ? null : cron.upTo(now).orElse(null);
        return Stream.of(single, repeated)
                .filter(Objects::nonNull)
                .filter(at -> !at.isAfter(now))
                .max(Instant::compareTo)
                .orElse(null);
    }
}
