package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Items;
import hudson.model.Queue;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.BinarySource;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What one run does otherwise than its job is configured; immutable.
 *
 * <p>Whoever launches a run with this must have checked that the launcher may configure the job: it changes what is
 * executed, and where.
 */
public final class LaunchOverrides extends InvisibleAction implements Queue.QueueAction {

    private final String packageName;
    private final String version;
    private final BinarySource source;
    private final DeploymentTarget target;
    private final DeploymentOptions options;
    private final Integer successThreshold;

    /** The job's configuration counts in everything. */
    public LaunchOverrides() {
        this(null, null, null, null, null, null);
    }

    private LaunchOverrides(
            String packageName,
            String version,
            BinarySource source,
            DeploymentTarget target,
            DeploymentOptions options,
            Integer successThreshold) {
        this.packageName = packageName;
        this.version = version;
        this.source = source;
        this.target = target;
        this.options = options;
        this.successThreshold = successThreshold;
    }

    /**
     * The same with another package.
     *
     * @param name of the catalogue; null for the job's own
     * @param otherVersion of the package, whichever that is; null for the job's own, or the newest of another package
     */
    @NonNull
    public LaunchOverrides withPackage(@CheckForNull String name, @CheckForNull String otherVersion) {
        return new LaunchOverrides(name, otherVersion, source, target, options, successThreshold);
    }

    /** The same with another source of the package's binary; null for its own. */
    @NonNull
    public LaunchOverrides withSource(@CheckForNull BinarySource other) {
        return new LaunchOverrides(packageName, version, other, target, options, successThreshold);
    }

    /** The same deployed elsewhere; null for the job's own target. */
    @NonNull
    public LaunchOverrides withTarget(@CheckForNull DeploymentTarget other) {
        return new LaunchOverrides(packageName, version, source, other, options, successThreshold);
    }

    /** The same by other rules; null for the job's own. */
    @NonNull
    public LaunchOverrides withOptions(@CheckForNull DeploymentOptions other) {
        return new LaunchOverrides(packageName, version, source, target, other, successThreshold);
    }

    /** The same with another share of machines that must succeed, in percent from 1 to 100; null for what the rules say. */
    @NonNull
    public LaunchOverrides withSuccessThreshold(@CheckForNull Integer percent) {
        return new LaunchOverrides(packageName, version, source, target, options, percent);
    }

    /** The same on whatever machines, with this version of its package rather than what is the newest by now. */
    @NonNull
    LaunchOverrides ofSamePackage(@NonNull String deployed) {
        return new LaunchOverrides(
                packageName, packageName == null ? version : deployed, source, null, options, successThreshold);
    }

    /** The SHA-256 of the content that another source than the package's own names; null if there is none. */
    @CheckForNull
    String content() {
        return source == null ? null : source.content();
    }

    /** Whether it asks for something else than what waits in the queue, so that it becomes a run of its own. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        List<LaunchOverrides> others = actions.stream()
                .filter(LaunchOverrides.class::isInstance)
                .map(LaunchOverrides.class::cast)
                .toList();
        return others.isEmpty() ? !isEmpty() : others.stream().noneMatch(this::asksTheSame);
    }

    /** Targets, sources and rules are whatever plugins make of them: what they are is what is written of them. */
    private boolean asksTheSame(LaunchOverrides other) {
        return Items.XSTREAM2.toXML(this).equals(Items.XSTREAM2.toXML(other));
    }

    /** Whether the job's configuration counts in everything. */
    public boolean isEmpty() {
        return Stream.of(packageName, version, source, target, options, successThreshold)
                .allMatch(Objects::isNull);
    }

    /** What of the catalogue a run of a job deploys; null where the job describes it. */
    @CheckForNull
    public PackageReference reference(@NonNull DeploymentJob job) {
        if (packageName != null) {
            return new PackageReference(packageName, version);
        }
        PackageReference own = job.getPackageReference();
        return own == null || version == null ? own : new PackageReference(own.getName(), version);
    }

    @NonNull
    private static LaunchOverrides of(@NonNull DeploymentRun run) {
        LaunchOverrides overrides = run.getAction(LaunchOverrides.class);
        return overrides == null ? new LaunchOverrides() : overrides;
    }

    /**
     * What a run deploys; null where its job does not say.
     *
     * @throws IllegalArgumentException if the catalogue does not have it; the message says so
     */
    @CheckForNull
    static DeploymentPackage packageOf(@NonNull DeploymentRun run) {
        LaunchOverrides overrides = of(run);
        DeploymentJob job = run.getParent();
        PackageReference named = overrides.reference(job);
        if (named != null) {
            return named.resolve().with(null, overrides.source);
        }
        DeploymentPackage own = job.getDeploymentPackage();
        return own == null ? null : own.with(overrides.version, overrides.source);
    }

    /** Whether what a run deploys is a version of the catalogue, as it is there. */
    static boolean isOfCatalogue(@NonNull DeploymentRun run) {
        LaunchOverrides overrides = of(run);
        return overrides.source == null && overrides.reference(run.getParent()) != null;
    }

    /** Where a run deploys to. */
    @CheckForNull
    static DeploymentTarget targetOf(@NonNull DeploymentRun run) {
        return of(run).target(run.getParent());
    }

    /** Where a run of a job deploys to. */
    @CheckForNull
    public DeploymentTarget target(@NonNull DeploymentJob job) {
        return target == null ? job.getDeploymentTarget() : target;
    }

    /** The version of the job's own package that is deployed, or of that of the catalogue; null for whichever the job says. */
    @CheckForNull
    public String getVersion() {
        return version;
    }

    /** By which rules a run deploys. */
    @NonNull
    static DeploymentOptions optionsOf(@NonNull DeploymentRun run) {
        LaunchOverrides overrides = of(run);
        DeploymentOptions rules = overrides.options == null ? run.getParent().getOptions() : overrides.options;
        return overrides.successThreshold == null ? rules : rules.withSuccessThreshold(overrides.successThreshold);
    }
}
