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
import java.util.stream.Stream;

/**
 * The minutes that lines in Jenkins' cron syntax name: a {@code TZ=} line first where there is one, comments, and expressions of which
 * any may match. Core reads the same of a {@link CronTabList}, and keeps for itself to ask one for its times.
 */
final class CronLines {

    private static final String ZONE = "TZ=";

    private final ZoneId zone;
    private final List<CronTab> tabs = new ArrayList<>();

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
                tabs.add(new CronTab(line, number, hash, named));
            }
        }
    }

    /** The first minute that begins after a moment; empty if there is none for years. */
    @NonNull
    Optional<Instant> after(@NonNull Instant moment) {
        return times(moment.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES), CronTab::ceil)
                .min(Instant::compareTo);
    }

    /** The last minute that began up to a moment; empty if there was none for years. */
    @NonNull
    Optional<Instant> upTo(@NonNull Instant moment) {
        return times(moment.truncatedTo(ChronoUnit.MINUTES), CronTab::floor).max(Instant::compareTo);
    }

    private Stream<Instant> times(Instant from, BiFunction<CronTab, Calendar, Calendar> nearest) {
        return tabs.stream().map(tab -> time(tab, from, nearest)).filter(Objects::nonNull);
    }

    private Instant time(CronTab tab, Instant from, BiFunction<CronTab, Calendar, Calendar> nearest) {
        TimeZone named = tab.getTimeZone();
        ZoneId where = named == null ? zone : named.toZoneId();
        try {
            return nearest.apply(tab, GregorianCalendar.from(ZonedDateTime.ofInstant(from, where)))
                    .toInstant();
        } catch (RuntimeException e) {
            // Core's own, not for others: the line names a date that comes seldom or never, such as the 31st of June.
            return null;
        }
    }
}
