package io.jenkins.plugins.deploymentledger.deployment;

import io.jenkins.plugins.deploymentledger.core.rollout.Rollout;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutSnapshot;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads what became of the machines of a run that is not under way. */
final class PastRollout {

    private static final Logger LOGGER = Logger.getLogger(PastRollout.class.getName());

    private PastRollout() {}

    /** The state at the end of the journal; empty where there is none, or it cannot be read, which is logged. */
    static Rollout read(RunFiles files) {
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
        return new RolloutSnapshot(rollout.machines(), Map.of(), rollout.revision(), rollout.stopRequest());
    }
}
