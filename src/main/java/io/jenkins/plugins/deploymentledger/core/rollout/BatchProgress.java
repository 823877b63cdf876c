package io.jenkins.plugins.deploymentledger.core.rollout;

import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import java.util.BitSet;

/**
 * How far a rollout has come in its {@link BatchPlan}.
 *
 * <p>A machine is <em>in</em> when it has begun. One that turns out to be out of reach, or not concerned, gives its place to
 * another: it proves nothing. The next batch opens when all that are in have come to their end.
 */
final class BatchProgress {

    private final BatchPlan plan;
    private final int total;
    private final BitSet in = new BitSet();
    private int step;
    private int underWay;
    private int succeeded;
    private int failed;

    BatchProgress(BatchPlan plan, int total) {
        this.plan = plan;
        this.total = total;
    }

    /** Whether a machine may begin, or go on. */
    boolean admits(int ordinal, int alreadyAdmitted) {
        return in.get(ordinal) || in.cardinality() + alreadyAdmitted < bound();
    }

    boolean isIn(int ordinal) {
        return in.get(ordinal);
    }

    void begun(int ordinal) {
        if (!in.get(ordinal)) {
            in.set(ordinal);
            underWay++;
        }
    }

    /** A machine gives its place to another. */
    void left(int ordinal) {
        if (in.get(ordinal)) {
            in.clear(ordinal);
            underWay--;
        }
    }

    /**
     * A machine came to its end; opens the next batch where that was the last of this one.
     *
     * @return whether the batch that was under way has failed as a whole, so that no further one should open
     */
    boolean ended(int ordinal, StatusGroup group) {
        if (!in.get(ordinal)) {
            return false;
        }
        if (group == StatusGroup.NOT_APPLICABLE || group == StatusGroup.UNREACHABLE) {
            left(ordinal);
        } else {
            underWay--;
            succeeded += group == StatusGroup.SUCCESS ? 1 : 0;
            failed += group == StatusGroup.ERROR ? 1 : 0;
        }
        if (underWay > 0 || in.cardinality() < bound() || step == plan.size() - 1) {
            return false;
        }
        if (succeeded == 0 && failed > 0) {
            return true;
        }
        do {
            step++;
        } while (in.cardinality() >= bound() && step < plan.size() - 1);
        succeeded = 0;
        failed = 0;
        return false;
    }

    int step() {
        return step;
    }

    int bound() {
        return plan.bound(step, total);
    }
}
