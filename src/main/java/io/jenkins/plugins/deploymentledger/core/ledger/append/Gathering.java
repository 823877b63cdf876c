package io.jenkins.plugins.deploymentledger.core.ledger.append;

import java.util.concurrent.TimeUnit;

/**
 * Decides for how many events a group waits, and how long.
 *
 * <p>Who is acknowledged is likely to come back with the next event soon. On a slow disk it is faster for all to wait for them than to force a
 * group without them; on a fast one it is faster not to. Which of the two is so is tried out, now and then anew. Not thread-safe.
 */
final class Gathering {

    private static final long AT_MOST = TimeUnit.MILLISECONDS.toNanos(2);

    /** How much the last group counts in the average, as a divisor. */
    private static final int WEIGHT = 8;

    /** How many groups a trial takes. */
    private static final int TRIAL = 32;

    /** Every so manieth trial is of what was slower. */
    private static final int AGAIN = 8;

    /** With fewer than this there is nothing to be won. */
    private static final int CROWD = 4;

    private final double[] speed = new double[2];
    private int tried;
    private int groups;
    private int trials;
    private long entries;
    private long nanos;
    private int crowd;
    private long usual;

    /** How many are likely to wait soon; 1 if it is not worth to wait for more. */
    int expected() {
        return crowd < CROWD || tried == 0 ? 1 : crowd;
    }

    /** How long to wait for them in nanoseconds: no longer than a group usually takes to be on disk. */
    long patience() {
        return Math.min(usual, AT_MOST);
    }

    /**
     * A group is on disk.
     *
     * @param group how many it had
     * @param waiting how many wait by now
     * @param writing how long writing it took in nanoseconds
     * @param since how long ago the group before it was on disk in nanoseconds
     */
    void written(int group, int waiting, long writing, long since) {
        crowd = group + waiting;
        usual += (writing - usual) / WEIGHT;
        if (crowd >= CROWD) {
            entries += group;
            nanos += since;
            groups++;
            if (groups == TRIAL) {
                judge();
            }
        }
    }

    private void judge() {
        speed[tried] = (double) entries / Math.max(1, nanos);
        int better = speed[1] > speed[0] ? 1 : 0;
        trials++;
        tried = trials % AGAIN == 0 ? 1 - better : better;
        entries = 0;
        nanos = 0;
        groups = 0;
    }
}
