package io.jenkins.plugins.deploymentledger.core.ledger.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A group waits for others only where that was seen to be faster for all. */
class GatheringTest {

    private static final int THREADS = 64;

    private final Gathering gathering = new Gathering();

    /** So many groups of threads that come back as soon as they can; gives how many of them waited for all threads. */
    private int run(int groups, long force, long comingBack) {
        int gathered = 0;
        for (int i = 0; i < groups; i++) {
            if (gathering.expected() > 1) {
                assertEquals(THREADS, gathering.expected());
                gathered++;
                gathering.written(THREADS, 0, force, force + comingBack);
            } else {
                // The other half comes back while this one is forced.
                gathering.written(THREADS / 2, THREADS / 2, force, Math.max(force, comingBack / 2));
            }
        }
        return gathered;
    }

    @Test
    void onASlowDiskAllAreWaitedForAndOnAFastOneNobodyIs() {
        assertTrue(run(4_000, 5_000_000, 400_000) > 3_000, "a slow disk");
        assertTrue(run(8_000, 100_000, 400_000) < 2_000, "the disk became fast");
        assertTrue(run(8_000, 5_000_000, 400_000) > 6_000, "and slow again");
    }

    @Test
    void fewAreNeverWaitedForNorLong() {
        for (int i = 0; i < 1_000; i++) {
            assertEquals(1, gathering.expected());
            gathering.written(1, 1, TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(1));
        }
        assertTrue(gathering.patience() <= TimeUnit.MILLISECONDS.toNanos(2), "however slow the disk is");
    }
}
