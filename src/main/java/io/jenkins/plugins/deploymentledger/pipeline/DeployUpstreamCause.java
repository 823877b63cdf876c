package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentledger.access.CauseText;
import io.jenkins.plugins.deploymentledger.access.KnownJobs;
import java.util.List;

/**
 * A step of a pipeline launched a run; whoever may not read the pipeline is not told which.
 *
 * <p>Jenkins' own cause names it to everybody: on the page of the run, in its JSON, and in its log, which is the same for all readers.
 */
public final class DeployUpstreamCause extends Cause.UpstreamCause {

    /**
     * Names the pipeline.
     *
     * @param pipeline the build whose step it is
     */
    DeployUpstreamCause(@NonNull Run<?, ?> pipeline) {
        super(pipeline);
    }

    private boolean isHidden() {
        return !KnownJobs.mayBeNamed(super.getUpstreamProject());
    }

    /** The full name of the pipeline; empty for whoever may not read it. */
    @Override
    public String getUpstreamProject() {
        return isHidden() ? "" : super.getUpstreamProject();
    }

    /** The URL of the pipeline below the root of Jenkins; null for whoever may not read it. */
    @Override
    @CheckForNull
    public String getUpstreamUrl() {
        return isHidden() ? null : super.getUpstreamUrl();
    }

    /** The number of the build; 0 for whoever may not read the pipeline. */
    @Override
    public int getUpstreamBuild() {
        return isHidden() ? 0 : super.getUpstreamBuild();
    }

    /** Why the pipeline began; nothing for whoever may not read it. */
    @Override
    public List<Cause> getUpstreamCauses() {
        return isHidden() ? List.of() : super.getUpstreamCauses();
    }

    @Override
    public String getShortDescription() {
        return isHidden() ? CauseText.hidden() : super.getShortDescription();
    }

    @Override
    public void print(TaskListener listener) {
        listener.getLogger().println(Messages.DeployUpstreamCause_log());
    }
}
