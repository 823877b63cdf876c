package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.rollout.Rollout;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What became of the machines of a run that is not under way, read from its journal and kept while there is memory.
 *
 * <p>Safe for use by several threads.
 */
final class PastRollout {

    private static final Logger LOGGER = Logger.getLogger(PastRollout.class.getName());

    private volatile SoftReference<Rollout> known;

    /**
     * The state at the end of a run's journal; empty where there is none, or it cannot be read, which is logged.
     *
     * @param last whether the run has ended, so that what was read once stays true
     */
    @NonNull
    Rollout of(RunFiles files, boolean last) {
        SoftReference<Rollout> reference = known;
        Rollout rollout = reference == null ? null : reference.get();
        if (rollout == null) {
            rollout = read(files);
            if (last) {
                known = new SoftReference<>(rollout);
            }
        }
        return rollout;
    }

    private static Rollout read(RunFiles files) {
        try {
            if (LiveRollout.hasBegun(files)) {
                return LiveRollout.replay(files);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read " + files.journal());
        }
        return new Rollout();
    }

    /** A rollout that nothing changes any more, as pages read it. */
    static RolloutSnapshot snapshot(Rollout rollout) {
        return new RolloutSnapshot(
                rollout.machines(), Map.of(), rollout.revision(), rollout.stopRequest(), rollout.outlook());
    }
}
