package io.jenkins.plugins.deploymentledger.core.ledger.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/**
 * Reads an end of a period as people write it: a date, a date and time, or a date and time with its offset (ISO 8601).
 *
 * <p>A date as the end of a period includes that day: an export that stopped at its first minute would be wrong in a way
 * that nobody notices.
 */
final class TimeParser {

    private final ZoneId zone;

    TimeParser(ZoneId zone) {
        this.zone = zone;
    }

    Instant from(String field, String text) throws InvalidQueryException {
        return parse(field, text, false);
    }

    Instant to(String field, String text) throws InvalidQueryException {
        return parse(field, text, true);
    }

    private Instant parse(String field, String text, boolean end) throws InvalidQueryException {
        try {
            if (text.indexOf('T') < 0) {
                LocalDate day = LocalDate.parse(text);
                return (end ? day.plusDays(1) : day).atStartOfDay(zone).toInstant();
            }
            return withOffset(text)
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw new InvalidQueryException(
                    field,
                    Shown.quoted(text) + " is not a time.",
                    "Write a date (2026-11-08), a date and time (2026-11-08T09:00, in " + zone
                            + ") or one with its offset (2026-11-08T09:00:00Z).");
        } catch (DateTimeException e) {
            throw new InvalidQueryException(
                    field, Shown.quoted(text) + " is beyond the calendar.", "Write a nearer date.");
        }
    }

    private static boolean withOffset(String text) {
        int time = text.indexOf('T');
        return text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
    }
}
