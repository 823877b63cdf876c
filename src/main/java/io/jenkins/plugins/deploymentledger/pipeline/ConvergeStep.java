package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.io.Serializable;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The step {@code converge}: looks at a convergence, and waits until a share of its machines is as it should. */
public final class ConvergeStep extends Step implements Serializable {

    private static final long serialVersionUID = 1;

    private static final int ALL = 100;

    private final String deployment;
    private int share = ALL;

    /**
     * Names a deployment that is kept up.
     *
     * @param deployment the deployment job's name, relative to the pipeline's folder or absolute
     */
    @DataBoundConstructor
    public ConvergeStep(String deployment) {
        this.deployment = Util.fixNull(deployment).trim();
    }

    /** The deployment job's name. */
    @NonNull
    public String getDeployment() {
        return deployment;
    }

    /** Which share of the machines is waited for, in percent from 1 to 100. */
    public int getShare() {
        return share;
    }

    /** Sets which share of the machines is waited for, in percent from 1 to 100; all by default. */
    @DataBoundSetter
    public void setShare(int share) {
        this.share = share;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ConvergeStepExecution(this, context);
    }

    /** Describes {@link ConvergeStep}. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "converge";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ConvergeStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        /** Completes the name of a deployment that the user can see. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public AutoCompletionCandidates doAutoCompleteDeployment(
                @AncestorInPath ItemGroup<?> container, @QueryParameter String value) {
            return AutoCompletionCandidates.ofJobNames(DeploymentJob.class, value, container);
        }

        /** Requires a percentage; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckShare(@QueryParameter String value) {
            return FormValidation.validateIntegerInRange(value, 1, ALL);
        }
    }
}
