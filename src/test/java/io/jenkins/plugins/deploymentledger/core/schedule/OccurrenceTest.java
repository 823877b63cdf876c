package io.jenkins.plugins.deploymentledger.core.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccurrenceTest {

    private static final Instant DUE = Instant.parse("2026-12-24T20:00:00Z");

    /** Minutes are counted from the time that is due; empty means that there is none. */
    @ParameterizedTest
    @CsvSource({
        "-1,  -60, '',   false, NONE",
        " 0,  -60, '',   false, LAUNCH",
        " 4,  -60, '',   false, LAUNCH",
        " 6,  -60, '',   false, MISSED",
        " 6,  -60, '',   true,  LAUNCH",
        " 1,    0, '',   true,  NONE",
        " 1,  -60, 2,    true,  LAUNCH",
        " 3,  -60, 2,    true,  EXPIRED",
        " 0,  -60, 0,    true,  EXPIRED"
    })
    void whatIsDueIsLaunchedOnceAndInTime(int now, int dealtWith, String expiry, boolean makeUp, Occurrence expected) {
        Instant end = expiry.isEmpty() ? null : minutes(Integer.parseInt(expiry));

        assertEquals(expected, Occurrence.of(DUE, minutes(dealtWith), end, makeUp, minutes(now)));
    }

    private static Instant minutes(int after) {
        return DUE.plus(Duration.ofMinutes(after));
    }

    @Test
    void overRestartsAtAnyMomentNothingBeginsTwice() {
        Random random = new Random(11);
        for (int run = 0; run < 200; run++) {
            boolean makeUp = random.nextBoolean();
            Instant now = Instant.EPOCH;
            Instant dealtWith = now;
            int launched = 0;
            int due = 0;
            for (int look = 0; look < 500; look++) {
                Instant before = now;
                // Mostly a minute passes, and sometimes the controller is down for hours.
                now = now.plus(Duration.ofMinutes(random.nextInt(50) == 0 ? random.nextInt(600) : 1));
                long hour = now.getEpochSecond() / 3_600;
                due += hour > before.getEpochSecond() / 3_600 ? 1 : 0;
                Occurrence occurrence =
                        Occurrence.of(Instant.ofEpochSecond(hour * 3_600), dealtWith, null, makeUp, now);
                if (occurrence != Occurrence.NONE) {
                    dealtWith = now;
                    launched += occurrence == Occurrence.LAUNCH ? 1 : 0;
                }
            }
            assertEquals(makeUp ? due : Math.min(launched, due), launched, "every hour in which somebody looked, once");
        }
    }
}
