package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoField;

/** Writes and reads times as entries have them, {@code 2026-11-24T09:00:00.000Z}: many times as fast as what knows any pattern. */
final class TimeText {

    private static final int DAY_SECONDS = 86_400;
    private static final byte[] FORM = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);

    private TimeText() {}

    /**
     * The text of a time, which loses what is finer than a millisecond.
     *
     * @throws IllegalArgumentException if its year is not between 0 and 9999
     */
    static String of(Instant time) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), DAY_SECONDS));
        if (day.getYear() < 0 || day.getYear() > 9999) {
            throw new IllegalArgumentException("The time " + time + " is not between the years 0 and 9999");
        }
        int second = Math.floorMod(time.getEpochSecond(), DAY_SECONDS);
        byte[] text = FORM.clone();
        put(text, 3, day.getYear());
        put(text, 6, day.getMonthValue());
        put(text, 9, day.getDayOfMonth());
        put(text, 12, second / 3_600);
        put(text, 15, second / 60 % 60);
        put(text, 18, second % 60);
        put(text, 22, time.get(ChronoField.MILLI_OF_SECOND));
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /**
     * The time that a text stands for, in any form of ISO 8601 that {@link Instant#parse} knows.
     *
     * @throws java.time.DateTimeException if it is none
     */
    static Instant parse(String text) {
        if (!hasForm(text)) {
            return Instant.parse(text);
        }
        LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        int hour = ChronoField.HOUR_OF_DAY.checkValidIntValue(number(text, 11, 13));
        int minute = ChronoField.MINUTE_OF_HOUR.checkValidIntValue(number(text, 14, 16));
        int second = ChronoField.SECOND_OF_MINUTE.checkValidIntValue(number(text, 17, 19));
        return Instant.ofEpochSecond(
                day.toEpochDay() * DAY_SECONDS + hour * 3_600L + minute * 60L + second,
                number(text, 20, 23) * 1_000_000L);
    }

    private static boolean hasForm(String text) {
        if (text.length() != FORM.length) {
            return false;
        }
        for (int i = 0; i < FORM.length; i++) {
            char c = text.charAt(i);
            if (FORM[i] == '0' ? c < '0' || c > '9' : c != FORM[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int end) {
        int number = 0;
        for (int i = from; i < end; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    /** Puts the digits of a number where its last one belongs and before that; zeros stand there already. */
    private static void put(byte[] text, int last, int number) {
        int rest = number;
        for (int at = last; rest > 0; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
