package io.jenkins.plugins.deploymentledger.audit.health;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import java.util.Collection;

/** Something that can be wrong with the trail, of which {@link LedgerMonitor} warns administrators. */
public interface TrailProblem extends ExtensionPoint {

    /**
     * What is wrong now, one sentence each, in the language of the current request; empty if all is well.
     *
     * <p>Is called for every page that an administrator opens: no disk and no network.
     */
    @NonNull
    Collection<String> getProblems();
}
