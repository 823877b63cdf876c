package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.ConfigState;
import java.util.Optional;

/**
 * What came of holding a file against what it looked like.
 *
 * @param identity stands for the content of the file: that itself, or a digest of it; empty if neither is known
 * @param then what it was compared with; null if nothing
 * @param seen what came of it
 */
record Sight(
        @NonNull Optional<byte[]> identity,
        @CheckForNull ConfigState then,
        @NonNull Shadows.Seen seen) {}
