package io.jenkins.plugins.deploymentledger.core.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hours of the day in which something may happen, on the clocks of one time zone; immutable.
 *
 * <p>A window begins with its first minute and ends before its last: {@code 20:00-06:00} is open at 20:00 and closed at
 * 06:00. Where the clocks go forward, what they skip is never open; where they go back, what they repeat is open twice.
 *
 * @param windows none means always
 * @param zone whose clocks count
 */
public record DailyWindows(
        @NonNull List<Window> windows, @NonNull ZoneId zone) {

    /** The most windows of a day. */
    public static final int MAX_WINDOWS = 24;

    /** Open at all times. */
    public static final DailyWindows ALWAYS = new DailyWindows(List.of(), ZoneOffset.UTC);

    /** No zone skips or repeats more than a day, so within this many days every window that can open does. */
    private static final int DAYS_AHEAD = 3;

    private static final Pattern WINDOW = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*-\\s*(\\d{1,2}):(\\d{2})");

    /**
     * One window of the day.
     *
     * @param from the first minute
     * @param to the minute before which it ends; if that is earlier than {@code from}, it ends on the next day
     */
    public record Window(@NonNull LocalTime from, @NonNull LocalTime to) {

        boolean contains(LocalTime time) {
            return from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
        }

        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    /** Copies the windows. */
    public DailyWindows {
        windows = List.copyOf(windows);
    }

    @JsonCreator
    static DailyWindows read(String text) {
        int end = text.lastIndexOf(' ');
        return parse(text.substring(0, end), ZoneId.of(text.substring(end + 1)));
    }

    /**
     * Reads windows as they are written: {@code 20:00-06:00, 12:00-13:30}.
     *
     * @param text empty means always
     * @param zone whose clocks count
     * @throws IllegalArgumentException if that cannot be read; the message is the part that cannot
     */
    @NonNull
    public static DailyWindows parse(@NonNull String text, @NonNull ZoneId zone) {
        List<Window> windows = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                windows.add(window(part.strip()));
            }
        }
        if (windows.size() > MAX_WINDOWS) {
            throw new IllegalArgumentException(text.strip());
        }
        return new DailyWindows(windows, zone);
    }

    private static Window window(String part) {
        Matcher matcher = WINDOW.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(part);
        }
        LocalTime from = time(part, matcher.group(1), matcher.group(2));
        LocalTime to = time(part, matcher.group(3), matcher.group(4));
        if (from.equals(to)) {
            throw new IllegalArgumentException(part);
        }
        return new Window(from, to);
    }

    private static LocalTime time(String part, String hour, String minute) {
        int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
        if (Integer.parseInt(minute) > 59 || minutes > 24 * 60) {
            throw new IllegalArgumentException(part);
        }
        return LocalTime.of(minutes / 60 % 24, minutes % 60);
    }

    /** Whether something may happen at a moment. */
    public boolean isOpen(@NonNull Instant at) {
        if (windows.isEmpty()) {
            return true;
        }
        LocalTime time = at.atZone(zone).toLocalTime();
        return windows.stream().anyMatch(window -> window.contains(time));
    }

    /**
     * The first moment at or after one at which something may happen.
     *
     * @return empty if there is none in the days that follow: the clocks skip the only window
     */
    @NonNull
    public Optional<Instant> nextOpening(@NonNull Instant at) {
        if (isOpen(at)) {
            return Optional.of(at);
        }
        // What is closed opens where a window begins, or where the clocks jump into one.
        List<Instant> candidates = new ArrayList<>();
        ZoneRules rules = zone.getRules();
        LocalDate today = at.atZone(zone).toLocalDate();
        for (int day = 0; day <= DAYS_AHEAD; day++) {
            for (Window window : windows) {
                LocalDateTime begin = today.plusDays(day).atTime(window.from());
                rules.getValidOffsets(begin).forEach(offset -> candidates.add(begin.toInstant(offset)));
            }
        }
        Instant end = today.plusDays(DAYS_AHEAD + 1L).atStartOfDay(zone).toInstant();
        ZoneOffsetTransition jump = rules.nextTransition(at);
        while (jump != null && jump.getInstant().isBefore(end)) {
            candidates.add(jump.getInstant());
            jump = rules.nextTransition(jump.getInstant());
        }
        return candidates.stream()
                .filter(candidate -> candidate.isAfter(at) && isOpen(candidate))
                .min(Instant::compareTo);
    }

    /** The windows as they are written, see {@link #parse}. */
    @NonNull
    public String hours() {
        return windows.stream().map(Window::toString).collect(Collectors.joining(", "));
    }

    /** The windows and their zone, as {@code 20:00-06:00 Europe/Paris}. */
    @JsonValue
    @Override
    public String toString() {
        return hours() + ' ' + zone.getId();
    }
}
