package io.jenkins.plugins.deploymentledger.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentOptions;
import io.jenkins.plugins.deploymentledger.deployment.LaunchOverrides;
import io.jenkins.plugins.deploymentledger.deployment.payload.BinarySource;
import io.jenkins.plugins.deploymentledger.machine.group.GroupTarget;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.io.Serializable;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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

/** The step {@code deploy}: launches a deployment, and waits for its end. */
public final class DeployStep extends Step implements Serializable {

    private static final long serialVersionUID = 1;

    private final String deployment;
    private String packageName;
    private String artifact;
    private String version;
    private String group;
    private String label;
    private String machines;
    private DeploymentOptions options;
    private Integer successThreshold;
    private boolean wait = true;
    private boolean propagate = true;

    /**
     * Names a deployment.
     *
     * @param deployment the deployment job's name, relative to the pipeline's folder or absolute
     */
    @DataBoundConstructor
    public DeployStep(String deployment) {
        this.deployment = Util.fixNull(deployment).trim();
    }

    /** The deployment job's name. */
    @NonNull
    public String getDeployment() {
        return deployment;
    }

    /** A package of the catalogue, to be deployed in place of the job's; null for the job's own. */
    @CheckForNull
    public String getPackage() {
        return packageName;
    }

    /** Sets the package of the catalogue, which is deployed in its newest version unless one is given. */
    @DataBoundSetter
    public void setPackage(@CheckForNull String packageName) {
        this.packageName = Util.fixEmptyAndTrim(packageName);
    }

    /** An artifact that this build archived, to be deployed in place of the job's binary; null for the job's own. */
    @CheckForNull
    public String getArtifact() {
        return artifact;
    }

    /** Sets the artifact, as a path below the archived artifacts. */
    @DataBoundSetter
    public void setArtifact(@CheckForNull String artifact) {
        this.artifact = Util.fixEmptyAndTrim(artifact);
    }

    /** The package's version; null for the job's own. */
    @CheckForNull
    public String getVersion() {
        return version;
    }

    /** Sets the package's version. */
    @DataBoundSetter
    public void setVersion(@CheckForNull String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    /** The name of a group of machines; null for the job's own target. */
    @CheckForNull
    public String getGroup() {
        return group;
    }

    /** Sets the name of a group of machines. */
    @DataBoundSetter
    public void setGroup(@CheckForNull String group) {
        this.group = Util.fixEmptyAndTrim(group);
    }

    /** A label expression for the machines; null for the job's own target. */
    @CheckForNull
    public String getLabel() {
        return label;
    }

    /** Sets a label expression for the machines. */
    @DataBoundSetter
    public void setLabel(@CheckForNull String label) {
        this.label = Util.fixEmptyAndTrim(label);
    }

    /** Names of machines, one on each line; null for the job's own target. */
    @CheckForNull
    public String getMachines() {
        return machines;
    }

    /** Sets the names of machines. */
    @DataBoundSetter
    public void setMachines(@CheckForNull String machines) {
        this.machines = Util.fixEmptyAndTrim(machines);
    }

    /** By which rules the machines are reached; null for the job's own. */
    @CheckForNull
    public DeploymentOptions getOptions() {
        return options;
    }

    /** Sets by which rules the machines are reached, in place of all of the job's. */
    @DataBoundSetter
    public void setOptions(@CheckForNull DeploymentOptions options) {
        this.options = options;
    }

    /** How many of the machines must succeed, in percent; null for what the rules say. */
    @CheckForNull
    public Integer getSuccessThreshold() {
        return successThreshold;
    }

    /** Sets how many of the machines must succeed, in percent from 1 to 100. */
    @DataBoundSetter
    public void setSuccessThreshold(@CheckForNull Integer successThreshold) {
        this.successThreshold = successThreshold;
    }

    /** Whether the step ends with the deployment, and not with its launch. */
    public boolean isWait() {
        return wait;
    }

    /** Sets whether the step ends with the deployment; it does by default. */
    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    /** Whether the pipeline takes over the deployment's result. */
    public boolean isPropagate() {
        return propagate;
    }

    /** Sets whether the pipeline takes over the deployment's result; it does by default. */
    @DataBoundSetter
    public void setPropagate(boolean propagate) {
        this.propagate = propagate;
    }

    /**
     * What the run is to do otherwise than its job is configured.
     *
     * @param source of the binary, in place of the job's; null for that
     * @throws IllegalArgumentException if that cannot be: two targets, unreadable rules
     */
    @NonNull
    LaunchOverrides overrides(@CheckForNull BinarySource source) {
        if (successThreshold != null && (successThreshold < 1 || successThreshold > 100)) {
            throw new IllegalArgumentException(Messages.DeployStep_badThreshold(successThreshold));
        }
        if (options != null) {
            options.validate();
        }
        return new LaunchOverrides()
                .withPackage(packageName, version)
                .withSource(source)
                .withTarget(target())
                .withOptions(options)
                .withSuccessThreshold(successThreshold);
    }

    /**
     * Where it deploys to; null for the job's own target.
     *
     * @throws IllegalArgumentException if two are named
     */
    @CheckForNull
    DeploymentTarget target() {
        if (Stream.of(group, label, machines).filter(Objects::nonNull).count() > 1) {
            throw new IllegalArgumentException(Messages.DeployStep_twoTargets());
        }
        if (group != null) {
            return new GroupTarget(group);
        }
        if (label != null) {
            return new LabelTarget(label);
        }
        return machines == null ? null : new MachineListTarget(machines);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new DeployStepExecution(this, context);
    }

    /** Describes {@link DeployStep}. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "deploy";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DeployStep_displayName();
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

        /** Requires a name; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckDeployment(@QueryParameter String value) {
            return value.isBlank() ? FormValidation.error(Messages.DeployStep_noName()) : FormValidation.ok();
        }

        /** Refuses two targets; it looks at nothing but its arguments, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckMachines(
                @QueryParameter String value, @QueryParameter String label, @QueryParameter String group) {
            return Stream.of(value, label, group)
                                    .map(Util::fixEmptyAndTrim)
                                    .filter(Objects::nonNull)
                                    .count()
                            > 1
                    ? FormValidation.error(Messages.DeployStep_twoTargets())
                    : FormValidation.ok();
        }

        /** Requires a percentage; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckSuccessThreshold(@QueryParameter String value) {
            return value.isBlank() ? FormValidation.ok() : FormValidation.validateIntegerInRange(value, 1, 100);
        }
    }
}
