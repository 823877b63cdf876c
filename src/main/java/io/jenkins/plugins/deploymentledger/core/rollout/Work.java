package io.jenkins.plugins.deploymentledger.core.rollout;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;

/**
 * A stage that is to be run on a machine now.
 *
 * @param ordinal the machine's place in the frozen list, from 0
 * @param machine by name
 * @param stage which one
 * @param attempt how often the stage has been tried on the machine, this time included, from 1
 * @param resumed whether the journal says that it had begun before a restart: what it began must be found again, not
 *     begun anew
 */
public record Work(
        int ordinal, @NonNull String machine, @NonNull Stage stage, int attempt, boolean resumed) {}
