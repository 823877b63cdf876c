package io.jenkins.plugins.deploymentledger.core.ledger.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendRefusedException.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What was refused is told once, with each reason and when; also what is refused while it is told. */
class GapTest {

    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");

    private final Gap gap = new Gap();

    private Map<String, String> told() {
        return Objects.requireNonNull(gap.event(), "There is no gap").details();
    }

    @Test
    void everyReasonIsTold() {
        assertNull(gap.event());
        gap.count(2, NINE, Reason.QUEUE_FULL);
        gap.count(12, NINE.plusSeconds(1), Reason.NOT_WRITABLE);
        gap.count(1, NINE.plusSeconds(2), Reason.QUEUE_FULL);
        assertEquals(
                Map.of(
                        "refused", "15",
                        "because", "QUEUE_FULL: 3, NOT_WRITABLE: 12",
                        "first", "2026-11-24T09:00:00.000Z",
                        "last", "2026-11-24T09:00:02.000Z"),
                told());
        gap.recorded();
        assertNull(gap.event());
        assertEquals(0, gap.refused());
    }

    @Test
    void whatIsRefusedWhileTheEntryIsWrittenIsToldByTheNext() {
        gap.count(2, NINE, Reason.QUEUE_FULL);
        assertEquals("2", told().get("refused"));
        gap.count(3, NINE.plusSeconds(7), Reason.NOT_WRITABLE);
        gap.count(1, NINE.plusSeconds(9), Reason.NOT_WRITABLE);
        gap.recorded();
        assertEquals(4, gap.refused());
        assertEquals("2026-11-24T09:00:07.000Z", told().get("first"));
        assertEquals("NOT_WRITABLE: 4", told().get("because"));
    }

    @Test
    void anEntryThatWasNotWrittenIsToldAnew() {
        gap.count(2, NINE, Reason.QUEUE_FULL);
        assertEquals("2", told().get("refused"));
        gap.count(3, NINE.plusSeconds(7), Reason.NOT_WRITABLE);
        assertEquals("5", told().get("refused"));
        assertEquals(5, gap.refused());
    }
}
