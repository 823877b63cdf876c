package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.deploymentledger.core.analysis.TypicalDuration;
import io.jenkins.plugins.deploymentledger.core.fleet.Stage;
import java.util.Map;

/** Knows how long the stages of a package usually take; an extension point, since what remembers runs that have ended knows runs. */
public interface UsualTimes extends ExtensionPoint {

    /**
     * What is usual for the package of a run in other runs that have ended, of those that the current user may read; loads none.
     *
     * @return only stages of which enough is known to say so
     */
    @NonNull
    Map<Stage, TypicalDuration> besides(@NonNull DeploymentRun run);

    /** The same from whoever knows it; nothing where nobody does. */
    @NonNull
    static Map<Stage, TypicalDuration> of(@NonNull DeploymentRun run) {
        return ExtensionList.lookup(UsualTimes.class).stream()
                .findFirst()
                .map(known -> known.besides(run))
                .orElse(Map.of());
    }
}
