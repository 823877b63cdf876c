package io.jenkins.plugins.deploymentledger.schedule;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.scheduler.CronTab;
import hudson.scheduler.CronTabList;
import hudson.scheduler.Hash;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.BiFunction;

/**
 * The minutes that lines in Jenkins' cron syntax name: a {@code TZ=} line first where there is one, comments, and expressions of which
 * any may match. Core reads the same of a {@link CronTabList}, and keeps for itself to ask one for its times.
 *
 * <p>On the days on which the clocks are set, a line that names hours of the day has each of them once: where an hour is repeated, the
 * first time; where it is skipped, as much later as the clocks go forward. A line for each hour goes by the time that passes.
 */
final class CronLines {

    private static final String ZONE = "TZ=";

    private final ZoneId zone;
    private final List<Line> tabs = new ArrayList<>();

    /**
     * Reads the lines.
     *
     * @param seed what {@code H} is computed from
     * @param zone on whose clocks, where no {@code TZ=} line says so
     * @throws IllegalArgumentException if a line cannot be read; the message says which
     */
    CronLines(@NonNull String lines, @NonNull String seed, @NonNull ZoneId zone) {
        this.zone = zone;
        Hash hash = Hash.from(seed);
        // Refuses what core would refuse, in its words.
        CronTabList.create(lines, hash);
        String named = null;
        int number = 0;
        for (String line : lines.lines().map(String::strip).toList()) {
            number++;
            if (number == 1 && line.startsWith(ZONE)) {
                named = CronTabList.getValidTimezone(line.substring(ZONE.length()));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                tabs.add(new Line(new CronTab(line, number, hash, named), isForEachHour(line)));
            }
        }
    }

    /** One expression. */
    private record Line(CronTab tab, boolean forEachHour) {}

    private static boolean isForEachHour(String line) {
        String[] fields = line.split("\\s+");
        return fields.length > 1 ? fields[1].contains("*") : "@hourly".equals(line);
    }

    /** The first minute that begins after a moment; empty if there is none for years. */
    @NonNull
    Optional<Instant> after(@NonNull Instant moment) {
        Instant from = moment.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        return tabs.stream()
                .map(line -> ahead(line, from))
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
    }

    /** The last minute that began up to a moment; empty if there was none for years. */
    @NonNull
    Optional<Instant> upTo(@NonNull Instant moment) {
        Instant until = moment.truncatedTo(ChronoUnit.MINUTES);
        return tabs.stream()
                .map(line -> back(line, until))
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
    }

    private Instant ahead(Line line, Instant from) {
        Instant at = time(line.tab(), from, CronTab::ceil);
        if (at != null && once(line, at, at).isBefore(from)) {
            at = time(line.tab(), at.plus(1, ChronoUnit.MINUTES), CronTab::ceil);
        }
        if (at == null) {
            return null;
        }
        // Core passes over a minute that the clocks skip when it looks ahead, and takes a later one when it looks back.
        Instant skipped = back(line, at.minus(1, ChronoUnit.MINUTES));
        return skipped == null || skipped.isBefore(from) ? once(line, at, at) : skipped;
    }

    private Instant back(Line line, Instant until) {
        Instant at = time(line.tab(), until, CronTab::floor);
        return at == null ? null : once(line, at, until);
    }

    /**
     * Which of the two moments is meant at which the clocks show the same, where an hour is repeated: core gives either of them.
     *
     * @param latest what is later is not meant
     */
    private Instant once(Line line, Instant at, Instant latest) {
        return line.forEachHour() && !at.isAfter(latest)
                ? at
                : at.atZone(where(line.tab())).withEarlierOffsetAtOverlap().toInstant();
    }

    private ZoneId where(CronTab tab) {
        TimeZone named = tab.getTimeZone();
        return named == null ? zone : named.toZoneId();
    }

    private Instant time(CronTab tab, Instant from, BiFunction<CronTab, Calendar, Calendar> nearest) {
        try {
            return nearest.apply(tab, GregorianCalendar.from(ZonedDateTime.ofInstant(from, where(tab))))
                    .toInstant();
        } catch (RuntimeException e) {
            // Core's own, not for others: the line names a date that comes seldom or never, such as the 31st of June.
            return null;
        }
    }
}
