package io.jenkins.plugins.deploymentledger.core.convergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftPlotTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private static DriftPlot.Point daysAgo(int days, int percent) {
        return new DriftPlot.Point(NOW.minus(Duration.ofDays(days)), percent);
    }

    @Test
    void whatALookHasShownHoldsUntilTheNext() {
        DriftPlot plot =
                DriftPlot.of(List.of(daysAgo(5, 90), daysAgo(10, 100)), NOW).orElseThrow();

        assertEquals("0,0 200,0 200,10 400,10", plot.points());
        assertEquals(90, plot.lowest());
        assertEquals(90, plot.latest());
    }

    @Test
    void oneLookIsNoLineAndWhatIsOldIsLeftOut() {
        assertTrue(DriftPlot.of(List.of(daysAgo(1, 90), daysAgo(40, 0)), NOW).isEmpty());
        assertTrue(DriftPlot.of(List.of(), NOW).isEmpty());
    }
}
