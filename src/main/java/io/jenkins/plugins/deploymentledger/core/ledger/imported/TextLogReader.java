package io.jenkins.plugins.deploymentledger.core.ledger.imported;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text log of the {@code audit-trail} plugin, entry by entry, in constant memory.
 *
 * <p>Each entry begins with the time as {@code MMM d, yyyy h:mm:ss,SSS aa}, in the language and time zone of the controller that
 * wrote it, and a separator; lines that do not begin so belong to the entry before them. For one thread.
 */
final class TextLogReader {

    private static final Pattern SEPARATOR = Pattern.compile("[\\s|;,:\\-]+");
    private static final int SHORTEST_TIME = "1 1, 2026 1:00:00,000".length();
    private static final int LONGEST_ENTRY = 64 * 1024;

    private final BufferedReader reader;
    private final ZoneId zone;
    private final List<DateTimeFormatter> formats;
    private String ahead;
    private boolean begun;
    private long sequence;
    private long unread;

    /**
     * A reader.
     *
     * @param reader of the log; stays the caller's to close
     * @param zone in which its times are
     * @param language in which its months are written; English is understood besides
     */
    TextLogReader(@NonNull Reader reader, @NonNull ZoneId zone, @NonNull Locale language) {
        this.reader = new BufferedReader(reader);
        this.zone = zone;
        this.formats = List.of(format(Locale.ENGLISH), format(language));
    }

    private static DateTimeFormatter format(Locale language) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("MMM d, uuuu h:mm:ss,SSS a")
                .toFormatter(language);
    }

    /**
     * The next entry.
     *
     * @return null if there is none
     * @throws IOException if the log cannot be read
     */
    @CheckForNull
    AuditEntry next() throws IOException {
        if (!begun) {
            begun = true;
            ahead = line();
        }
        while (ahead != null) {
            String first = ahead;
            ahead = line();
            ParsePosition end = new ParsePosition(0);
            Instant time = time(first, end);
            if (time == null) {
                unread++;
                continue;
            }
            StringBuilder message = new StringBuilder(withoutSeparator(first.substring(end.getIndex())));
            while (ahead != null && time(ahead, new ParsePosition(0)) == null) {
                if (message.length() < LONGEST_ENTRY) {
                    message.append('\n').append(ahead);
                }
                ahead = line();
            }
            return new AuditEntry(
                    sequence++, AuditEntry.NOTHING_BEFORE, time, TextLogLine.event(time, message.toString()));
        }
        return null;
    }

    /** How many lines at the beginning belonged to no entry. */
    long unread() {
        return unread;
    }

    /** The beginning of the next line, in bounded memory. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() < LONGEST_ENTRY && c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private Instant time(String line, ParsePosition end) {
        // Cheap, since it is asked of every line, and what a formatter does not understand is an exception.
        if (line.length() < SHORTEST_TIME || line.indexOf(", ") < 0) {
            return null;
        }
        for (DateTimeFormatter format : formats) {
            try {
                ParsePosition position = new ParsePosition(0);
                TemporalAccessor parsed = format.parse(line, position);
                end.setIndex(position.getIndex());
                return LocalDateTime.from(parsed).atZone(zone).toInstant();
            } catch (DateTimeException | IndexOutOfBoundsException e) {
                continue;
            }
        }
        return null;
    }

    private static String withoutSeparator(String rest) {
        Matcher separator = SEPARATOR.matcher(rest);
        return separator.lookingAt() ? rest.substring(separator.end()) : rest;
    }
}
