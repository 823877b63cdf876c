package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.change.ConfigComparison;
import io.jenkins.plugins.deploymentledger.core.change.ConfigState;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.change.Limits;
import io.jenkins.plugins.deploymentledger.core.change.Noise;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;

/** Compares with the redactor of this controller, whose key is read when the first file is looked at. For the recorder's thread. */
final class Comparisons {

    private Redactor redactor;
    private ConfigComparison usual;

    /** Takes the secrets out of what is compared. */
    @NonNull
    Redactor redactor() {
        if (redactor == null) {
            redactor = Redaction.redactor();
        }
        return redactor;
    }

    /** Tells what changed. */
    @NonNull
    ConfigComparison usual() {
        if (usual == null) {
            usual = new ConfigComparison(redactor());
        }
        return usual;
    }

    /** Tells all that a file holds. */
    @NonNull
    ConfigComparison whole() {
        return new ConfigComparison(redactor(), Limits.WHOLE, Noise.PLUGIN_VERSIONS);
    }

    /** All that there is now, where what was before ought to be known and is not. */
    @NonNull
    Difference withoutBefore(@NonNull ConfigState now) {
        Difference all = usual().compareStates(null, now);
        return new Difference(
                all.changes(),
                all.more(),
                (all.note() + " What was before is not known, so all that is there now is told.").strip());
    }
}
