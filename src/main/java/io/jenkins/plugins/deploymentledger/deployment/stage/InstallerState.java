package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;

/**
 * How an installation stands at one moment.
 *
 * @param output what the install command wrote, from where was asked on
 * @param outputSize how much there is on the machine
 * @param drained whether nothing will be added to that
 * @param exitCode null unless the install command has ended
 * @param verdict the name of the {@link io.jenkins.plugins.deploymentledger.core.fleet.FailureCause} for which it was killed; null if
 *     it was not
 * @param alive whether any of its processes was seen; of one that has ended by itself it is not asked
 * @param leftBehind how many processes an install command that has ended by itself left behind
 * @param elapsedMillis since its start, by the machine's clock
 */
record InstallerState(
        @NonNull byte[] output,
        long outputSize,
        boolean drained,
        @CheckForNull Integer exitCode,
        @CheckForNull String verdict,
        boolean alive,
        int leftBehind,
        long elapsedMillis)
        implements Serializable {}
