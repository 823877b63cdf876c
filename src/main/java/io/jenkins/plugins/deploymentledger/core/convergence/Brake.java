package io.jenkins.plugins.deploymentledger.core.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Instant;

/** What stops a convergence as a whole: a pause, until somebody says so, or a rest. */
final class Brake {

    private final ConvergenceRules rules;
    private boolean paused;
    private int setbacks;
    private long restsUntil;
    private int failedInRow;

    Brake(@NonNull ConvergenceRules rules, @NonNull Convergence.Memory memory) {
        this.rules = rules;
        this.paused = memory.paused();
        this.setbacks = memory.setbacks();
        this.restsUntil = memory.restsUntil();
        this.failedInRow = memory.failedInRow();
    }

    boolean isPaused() {
        return paused;
    }

    int setbacks() {
        return setbacks;
    }

    /** In milliseconds since 1970; 0 for none. */
    long restsUntil() {
        return restsUntil;
    }

    int failedInRow() {
        return failedInRow;
    }

    /** Whether nothing may be tried. */
    boolean holds(@NonNull Instant now) {
        return paused || restsUntil > now.toEpochMilli();
    }

    /**
     * Pauses where a package is bad, as far as its machines can tell.
     *
     * @param succeeded on how many machines a run succeeded
     * @param failed how many machines failed that had not failed before; who fails again says nothing new
     */
    void judge(int succeeded, int failed) {
        failedInRow = succeeded > 0 ? 0 : failedInRow + failed;
        int counted = succeeded + failed;
        boolean most = failed * 100L > (long) counted * rules.failureShare();
        if (failedInRow >= ConvergenceRules.LEAST_FOR_SHARE || counted >= ConvergenceRules.LEAST_FOR_SHARE && most) {
            paused = true;
        }
    }

    /** Rests, the longer the more often that has been so in a row. */
    void setBack(@NonNull Instant now) {
        setbacks++;
        restsUntil = now.plus(rules.delayAfter(setbacks)).toEpochMilli();
    }

    /** A run has gone through. */
    void goOn() {
        setbacks = 0;
        restsUntil = 0;
    }

    /** What has failed before says nothing any more. */
    void beginAnew() {
        failedInRow = 0;
        goOn();
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        beginAnew();
    }
}
