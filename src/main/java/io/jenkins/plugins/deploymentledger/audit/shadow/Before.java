package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.deploymentledger.core.change.ConfigState;

/**
 * What a file looked like.
 *
 * @param state null if that is not known
 * @param lost whether it ought to be known
 * @param former the shadow, if its secrets were found by other rules than now; null otherwise
 */
record Before(
        @CheckForNull ConfigState state,
        boolean lost,
        @CheckForNull Shadow former) {}
