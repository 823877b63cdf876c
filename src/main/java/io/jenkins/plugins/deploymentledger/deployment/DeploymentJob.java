package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.BallColor;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.RunMap;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskFuture;
import hudson.search.SearchIndexBuilder;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.DescribableList;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageNaming;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.transform.Source;
import jenkins.model.BlockedBecauseOfBuildInProgress;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.model.lazy.LazyBuildMixIn;
import jenkins.security.stapler.StaplerDispatchable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.POST;

/**
 * A job that deploys a package to machines.
 *
 * <p>Its runs take no executor while they work: each is one flyweight task on the built-in node, and its machines are no
 * queue items.
 */
public final class DeploymentJob extends Job<DeploymentJob, DeploymentRun>
        implements TopLevelItem,
                Queue.FlyweightTask,
                PackageNaming,
                LazyBuildMixIn.LazyLoadingJob<DeploymentJob, DeploymentRun>,
                ParameterizedJobMixIn.ParameterizedJob<DeploymentJob, DeploymentRun> {

    private DeploymentPackage deploymentPackage;
    private PackageReference packageReference;
    private Polarity polarity;
    private DeploymentTarget deploymentTarget;
    private Integer concurrency;
    private Integer reconnectMinutes;
    private DeploymentOptions options;
    private DescribableList<Trigger<?>, TriggerDescriptor> triggers = new DescribableList<>(this);
    private volatile boolean disabled;
    private transient LazyBuildMixIn<DeploymentJob, DeploymentRun> buildMixIn;
    private transient boolean loaded;

    /** Creates an empty deployment; see {@link DeploymentJobDescriptor}. */
    public DeploymentJob(ItemGroup<?> parent, String name) {
        super(parent, name);
        buildMixIn = DeploymentBuilds.of(this);
        loaded = true;
    }

    /** What is deployed, described here; null until it is configured, and where the catalogue describes it. */
    @CheckForNull
    public DeploymentPackage getDeploymentPackage() {
        return deploymentPackage;
    }

    /** Sets what is deployed. Not saved by itself. */
    public void setDeploymentPackage(@CheckForNull DeploymentPackage deploymentPackage) {
        this.deploymentPackage = deploymentPackage;
    }

    /** What is deployed, described in the catalogue; null where it is described here. */
    @CheckForNull
    @Override
    public PackageReference getPackageReference() {
        return packageReference;
    }

    /** Sets what is deployed, described in the catalogue; counts before what is described here. Not saved by itself. */
    public void setPackageReference(@CheckForNull PackageReference packageReference) {
        this.packageReference = packageReference;
    }

    /**
     * What is deployed, wherever it is described.
     *
     * @return empty until it is configured
     * @throws IllegalArgumentException if the catalogue does not have it; the message says so
     */
    @NonNull
    public Optional<DeploymentPackage> deployedPackage() {
        return packageReference == null
                ? Optional.ofNullable(deploymentPackage)
                : Optional.of(packageReference.resolve());
    }

    /** Whether the package is brought onto the machines or taken off. */
    @NonNull
    public Polarity getPolarity() {
        return polarity == null ? Polarity.INSTALL : polarity;
    }

    /** Sets whether the package is brought onto the machines or taken off. Not saved by itself. */
    public void setPolarity(@NonNull Polarity polarity) {
        this.polarity = polarity == Polarity.INSTALL ? null : polarity;
    }

    /** Where it is deployed to; null until it is configured. */
    @CheckForNull
    public DeploymentTarget getDeploymentTarget() {
        return deploymentTarget;
    }

    /** Sets where it is deployed to. Not saved by itself. */
    public void setDeploymentTarget(@CheckForNull DeploymentTarget deploymentTarget) {
        this.deploymentTarget = deploymentTarget;
    }

    /** How many machines may be on their way at once. */
    public int getConcurrency() {
        // What stands in config.xml may be anything.
        return concurrency == null
                ? DeploymentLimits.DEFAULT_CONCURRENCY
                : Math.min(Math.max(concurrency, 1), DeploymentLimits.MAX_CONCURRENCY);
    }

    /**
     * Sets how many machines may be on their way at once. Not saved by itself.
     *
     * @param concurrency from 1 to {@value DeploymentLimits#MAX_CONCURRENCY}; else the nearest bound is taken
     */
    public void setConcurrency(int concurrency) {
        int bounded = Math.min(Math.max(concurrency, 1), DeploymentLimits.MAX_CONCURRENCY);
        this.concurrency = bounded == DeploymentLimits.DEFAULT_CONCURRENCY ? null : Integer.valueOf(bounded);
    }

    /** How long an agent that was lost while installing may stay away, in minutes. */
    public int getReconnectMinutes() {
        return reconnectMinutes == null
                ? DeploymentLimits.DEFAULT_RECONNECT_MINUTES
                : Math.min(Math.max(reconnectMinutes, 0), DeploymentLimits.MAX_RECONNECT_MINUTES);
    }

    /**
     * Sets how long an agent that was lost while installing may stay away. Not saved by itself.
     *
     * @param reconnectMinutes in minutes, from 0 to {@value DeploymentLimits#MAX_RECONNECT_MINUTES}; else the nearest is taken
     */
    public void setReconnectMinutes(int reconnectMinutes) {
        int bounded = Math.min(Math.max(reconnectMinutes, 0), DeploymentLimits.MAX_RECONNECT_MINUTES);
        this.reconnectMinutes = bounded == DeploymentLimits.DEFAULT_RECONNECT_MINUTES ? null : Integer.valueOf(bounded);
    }

    /** By which rules the machines are reached. */
    @NonNull
    public DeploymentOptions getOptions() {
        return options == null ? new DeploymentOptions() : options;
    }

    /** Sets by which rules the machines are reached. Not saved by itself. */
    public void setOptions(@CheckForNull DeploymentOptions options) {
        this.options = options;
    }

    @Override
    public void onCreatedFromScratch() {
        super.onCreatedFromScratch();
        buildMixIn.onCreatedFromScratch();
    }

    @Override
    public void onLoad(ItemGroup<? extends Item> parent, String name) throws IOException {
        super.onLoad(parent, name);
        if (buildMixIn == null) {
            buildMixIn = DeploymentBuilds.of(this);
        }
        buildMixIn.onLoad(parent, name);
        if (triggers == null) {
            triggers = new DescribableList<>(this);
        }
        triggers.setOwner(this);
        if (!loaded) {
            SentConfiguration.loaded(this);
        }
        new JobTriggers(this, triggers).start(Items.currentlyUpdatingByXml());
        loaded = true;
    }

    /** {@inheritDoc} Refuses what may not be, see {@link SentConfiguration}. */
    @Override
    public void updateByXml(Source source) throws IOException {
        checkPermission(CONFIGURE);
        super.updateByXml(SentConfiguration.checked(this, source));
    }

    /** The properties of a job that was read, and need not be loaded yet. */
    @NonNull
    Iterable<?> readProperties() {
        return properties == null ? List.of() : properties;
    }

    @Override
    @POST
    public void doConfigSubmit(StaplerRequest2 request, StaplerResponse2 response)
            throws IOException, ServletException, Descriptor.FormException {
        checkPermission(CONFIGURE);
        SubmittedForm.read(request, this, triggers);
        super.doConfigSubmit(request, response);
    }

    @Override
    protected void submit(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        SubmittedForm form = SubmittedForm.of(request);
        makeDisabled(!form.enabled());
        form.deployment().put(this);
        new JobTriggers(this, triggers).replaceAll(form.triggers());
    }

    @Override
    public Map<TriggerDescriptor, Trigger<?>> getTriggers() {
        return triggers.toMap();
    }

    /** Adds a trigger in place of one of its kind, starts it, and saves the job. */
    public void addTrigger(@NonNull Trigger<?> trigger) throws IOException {
        new JobTriggers(this, triggers).replace(trigger);
    }

    @Override
    protected RunMap<DeploymentRun> _getRuns() {
        return buildMixIn._getRuns();
    }

    @Override
    public LazyBuildMixIn<DeploymentJob, DeploymentRun> getLazyBuildMixIn() {
        return buildMixIn;
    }

    @Override
    protected void removeRun(DeploymentRun run) {
        buildMixIn.removeRun(run);
    }

    @Override
    public DeploymentRun getBuildByNumber(int number) {
        return buildMixIn.getBuildByNumber(number);
    }

    @Override
    public DeploymentRun getFirstBuild() {
        return buildMixIn.getFirstBuild();
    }

    @Override
    public DeploymentRun getLastBuild() {
        return buildMixIn.getLastBuild();
    }

    @Override
    public DeploymentRun getNearestBuild(int number) {
        return buildMixIn.getNearestBuild(number);
    }

    @Override
    public DeploymentRun getNearestOldBuild(int number) {
        return buildMixIn.getNearestOldBuild(number);
    }

    @Override
    protected List<DeploymentRun> getEstimatedDurationCandidates() {
        return buildMixIn.getEstimatedDurationCandidates();
    }

    @Override
    public QueueTaskFuture<DeploymentRun> scheduleBuild2(int quietPeriod, Action... actions) {
        return ParameterizedJobMixIn.ParameterizedJob.super.scheduleBuild2(quietPeriod, actions);
    }

    @Override
    protected SearchIndexBuilder makeSearchIndex() {
        return getParameterizedJobMixIn().extendSearchIndex(super.makeSearchIndex());
    }

    @Override
    public boolean isBuildable() {
        return ParameterizedJobMixIn.ParameterizedJob.super.isBuildable()
                && (deploymentPackage != null || packageReference != null)
                && deploymentTarget != null;
    }

    @Override
    public boolean isDisabled() {
        return disabled;
    }

    @Override
    @Restricted(DoNotUse.class)
    public void setDisabled(boolean disabled) {
        this.disabled = disabled;
    }

    @Override
    public boolean supportsMakeDisabled() {
        return true;
    }

    @Override
    public BallColor getIconColor() {
        if (disabled) {
            return isBuilding() ? BallColor.DISABLED_ANIME : BallColor.DISABLED;
        }
        return super.getIconColor();
    }

    /** Always null: this kind of job offers no secret in a URL to start it; API tokens do that. */
    @Override
    @SuppressWarnings("deprecation") // the interface asks for it
    public hudson.model.BuildAuthorizationToken getAuthToken() {
        return null;
    }

    /** The newest runs, for the job's page; part of the URL. */
    @NonNull
    @StaplerDispatchable
    public RecentRuns getRecent() {
        return new RecentRuns(this);
    }

    @Override
    public String getBuildNowText() {
        return isParameterized() ? Messages.DeploymentJob_deployWithParameters() : Messages.DeploymentJob_deployNow();
    }

    @Override
    public String getPronoun() {
        return Messages.DeploymentJob_pronoun();
    }

    @Override
    public CauseOfBlockage getCauseOfBlockage() {
        DeploymentRun last = getLastBuild();
        return last != null && last.isBuilding() ? new BlockedBecauseOfBuildInProgress(last) : null;
    }

    @Override
    public boolean isConcurrentBuild() {
        return false;
    }

    @Override
    public Label getAssignedLabel() {
        return Jenkins.get().getSelfLabel();
    }

    @Override
    public Node getLastBuiltOn() {
        return Jenkins.get();
    }

    @Override
    public boolean isInQueue() {
        return Jenkins.get().getQueue().contains(this);
    }

    @Override
    public Queue.Item getQueueItem() {
        return Jenkins.get().getQueue().getItem(this);
    }

    @Override
    public TopLevelItemDescriptor getDescriptor() {
        return (TopLevelItemDescriptor) Jenkins.get().getDescriptorOrDie(DeploymentJob.class);
    }

    @Override
    protected void performDelete() throws IOException, InterruptedException {
        setDisabled(true);
        Jenkins.get().getQueue().cancel(this);
        super.performDelete();
    }
}
