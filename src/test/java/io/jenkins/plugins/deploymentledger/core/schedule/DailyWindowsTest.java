package io.jenkins.plugins.deploymentledger.core.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DailyWindowsTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @ParameterizedTest
    @CsvSource({
        "2026-01-10T18:59:59Z, false",
        "2026-01-10T19:00:00Z, true",
        "2026-01-11T04:59:59Z, true",
        "2026-01-11T05:00:00Z, false",
        "2026-07-10T18:00:00Z, true"
    })
    void aWindowOverMidnightIsOpenByTheClocksOfItsZone(Instant at, boolean open) {
        assertEquals(open, DailyWindows.parse("20:00-06:00", PARIS).isOpen(at));
    }

    @Test
    void noWindowMeansAlways() {
        assertTrue(DailyWindows.parse(" ", PARIS).isOpen(Instant.EPOCH));
        assertEquals(Optional.of(Instant.EPOCH), DailyWindows.ALWAYS.nextOpening(Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20:00", "20-06", "25:00-26:00", "10:60-11:00", "10:00-10:00", "a", "24:01-03:00"})
    void whatIsNoWindowIsNamed(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> DailyWindows.parse("08:00-09:00, " + text, PARIS));

        assertEquals(text, refused.getMessage());
    }

    @Test
    void whatTheClocksSkipOpensWhereTheyGoOn() {
        // On 29 March 2026, the clocks of Paris go from 02:00 to 03:00, at 01:00 UTC.
        Instant before = Instant.parse("2026-03-29T00:30:00Z");

        assertEquals(
                Optional.of(Instant.parse("2026-03-29T01:00:00Z")),
                DailyWindows.parse("02:30-05:00", PARIS).nextOpening(before));
        assertEquals(
                Optional.of(Instant.parse("2026-03-30T00:15:00Z")),
                DailyWindows.parse("02:15-02:45", PARIS).nextOpening(before));
    }

    @Test
    void whatTheClocksRepeatIsOpenTwice() {
        // On 25 October 2026, the clocks of Paris go from 03:00 back to 02:00, at 01:00 UTC.
        DailyWindows windows = DailyWindows.parse("02:30-02:45", PARIS);

        assertTrue(windows.isOpen(Instant.parse("2026-10-25T00:30:00Z")));
        assertFalse(windows.isOpen(Instant.parse("2026-10-25T00:45:00Z")));
        assertEquals(
                Optional.of(Instant.parse("2026-10-25T01:30:00Z")),
                windows.nextOpening(Instant.parse("2026-10-25T00:45:00Z")));
    }

    @Test
    void theNextOpeningIsTheFirstMinuteThatIsOpen() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            ZoneId zone = random.nextBoolean() ? PARIS : ZoneId.of("Australia/Lord_Howe");
            int from = random.nextInt(24 * 4) * 15;
            int to = (from + 15 + random.nextInt(24 * 4 - 2) * 15) % (24 * 60);
            DailyWindows windows = DailyWindows.parse(clock(from) + "-" + clock(to), zone);
            // Around the days on which the clocks of these zones change.
            Instant at = Instant.parse(random.nextBoolean() ? "2026-10-03T12:00:00Z" : "2026-03-28T12:00:00Z")
                    .plus(Duration.ofMinutes(random.nextInt(3 * 24 * 60)));

            Instant minute = at;
            while (!windows.isOpen(minute)) {
                minute = minute.plus(Duration.ofMinutes(1));
            }

            assertEquals(Optional.of(minute), windows.nextOpening(at), windows + " at " + at);
        }
    }

    private static String clock(int minutes) {
        return String.format("%02d:%02d", minutes / 60, minutes % 60);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        DailyWindows windows = DailyWindows.parse("20:00-6:00,12:00 - 13:30", PARIS);

        assertEquals("20:00-06:00, 12:00-13:30 Europe/Paris", windows.toString());
        assertEquals(windows, DailyWindows.read(windows.toString()));
        assertEquals(DailyWindows.ALWAYS, DailyWindows.read(" " + ZoneOffset.UTC.getId()));
    }
}
