package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.ParametersAction;
import hudson.security.ACL;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.payload.BinarySource;
import io.jenkins.plugins.deploymentledger.deployment.payload.ContentStore;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.StoredBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.UnavailableBinaryException;
import io.jenkins.plugins.deploymentledger.deployment.stage.InstallOrder;
import io.jenkins.plugins.deploymentledger.machine.group.GroupTarget;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.Authentication;

/**
 * What a run froze of its job at launch, so that a later change of the job does not touch it; kept in {@code build.xml}.
 *
 * <p>The frozen list of machines stands in the run's journal.
 */
public final class DeploymentOrder {

    private final String id;
    private final DeploymentPackage deploymentPackage;
    private final String target;
    private final String group;
    private final int concurrency;
    private final int reconnectMinutes;
    private final Polarity polarity;
    private final DeploymentOptions options;
    private final String sha256;
    private final String fileName;
    private final FailureCause binaryFailure;
    private final String binaryProblem;

    private DeploymentOrder(
            DeploymentRun run,
            DeploymentPackage deploymentPackage,
            DeploymentTarget target,
            StoredBinary binary,
            UnavailableBinaryException problem) {
        DeploymentJob job = run.getParent();
        Restart restart = Restart.of(run);
        this.id = UUID.randomUUID().toString();
        this.deploymentPackage = deploymentPackage;
        this.target = restart == null ? target.describe() : restart.describe();
        this.group = restart == null ? groupOf(job, target) : restart.group(job);
        this.concurrency = job.getConcurrency();
        this.reconnectMinutes = job.getReconnectMinutes();
        this.polarity = job.getPolarity();
        this.options = LaunchOverrides.optionsOf(run);
        this.sha256 = binary == null ? null : binary.sha256();
        this.fileName = binary == null ? null : binary.fileName();
        this.binaryFailure = problem == null ? null : problem.failure();
        this.binaryProblem = problem == null ? null : problem.getMessage();
    }

    /**
     * Freezes a job's configuration for a run, and brings the binary onto the controller.
     *
     * <p>A binary that cannot be had is no error here: every machine's send stage says so.
     *
     * @throws IllegalArgumentException if the configuration lacks something, or nobody is known as whom it would go; the message names
     *     the field or the user
     * @throws InterruptedException if the run is stopped while the binary is fetched
     */
    @NonNull
    static DeploymentOrder freeze(@NonNull DeploymentRun run) throws InterruptedException {
        DeploymentPackage deploymentPackage = LaunchOverrides.packageOf(run);
        DeploymentTarget target = LaunchOverrides.targetOf(run);
        if (deploymentPackage == null || target == null) {
            throw new IllegalArgumentException(Messages.DeploymentOrder_notConfigured());
        }
        deploymentPackage.validate(run.getParent().getPolarity());
        LaunchOverrides.optionsOf(run).toRollout(Instant.now());
        BinarySource source = deploymentPackage.getSource();
        if (source == null) {
            throw new IllegalArgumentException(Messages.DeploymentOrder_notConfigured());
        }
        try {
            StoredBinary binary = source.fetch(run, LaunchIdentity.of(run), ContentStore.get());
            if (LaunchOverrides.isOfCatalogue(run)) {
                PackageCatalogue.get().use(deploymentPackage, binary.sha256());
            }
            return new DeploymentOrder(run, deploymentPackage, target, binary, null);
        } catch (UnavailableBinaryException e) {
            return new DeploymentOrder(run, deploymentPackage, target, null, e);
        }
    }

    /** The group that a target is, or of which it names a part where that is what the job deploys to; null if there is none. */
    @CheckForNull
    private static String groupOf(DeploymentJob job, DeploymentTarget target) {
        if (target instanceof GroupTarget named) {
            return named.getGroup();
        }
        if (!(job.getDeploymentTarget() instanceof GroupTarget whole) || !(target instanceof MachineListTarget part)) {
            return null;
        }
        try {
            List<String> machines = MachineListTarget.parse(part.getNames());
            return new HashSet<>(whole.resolve(ACL.SYSTEM2)).containsAll(machines) ? whole.getGroup() : null;
        } catch (IllegalArgumentException e) {
            // The group is gone; what is deployed to was named one by one.
            return null;
        }
    }

    /** What the stages need to know. */
    @NonNull
    InstallOrder toInstallOrder(@NonNull DeploymentRun run) {
        EnvVars variables = new EnvVars();
        for (ParametersAction parameters : run.getActions(ParametersAction.class)) {
            parameters.getParameters().forEach(parameter -> parameter.buildEnvironment(run, variables));
        }
        variables.put("DEPLOYMENT_RUN", run.getExternalizableId());
        return new InstallOrder(
                id,
                deploymentPackage.getName(),
                deploymentPackage.getVersion(),
                binary(),
                getPolarity(),
                InstallCommand.byFamily(deploymentPackage.commands(getPolarity())),
                deploymentPackage.requiredArchitectures(),
                deploymentPackage.successCodes(),
                deploymentPackage.rebootCodes(),
                Duration.ofMinutes(deploymentPackage.getTimeoutMinutes()),
                Duration.ofMinutes(reconnectMinutes),
                variables,
                Set.copyOf(SensitiveValues.of(run)),
                detection());
    }

    @CheckForNull
    private Detection detection() {
        DetectionRule rule = deploymentPackage.getDetection();
        return rule == null ? null : rule.toDetection();
    }

    private InstallOrder.Binary binary() {
        if (sha256 == null) {
            return InstallOrder.Binary.unavailable(binaryFailure, binaryProblem);
        }
        StoredBinary stored = ContentStore.get().find(sha256, fileName);
        return stored == null
                ? InstallOrder.Binary.unavailable(
                        FailureCause.BINARY_MISSING, Messages.DeploymentOrder_binaryGone(sha256))
                : InstallOrder.Binary.available(stored.fileName(), stored.sha256(), stored.sizeBytes(), stored.file());
    }

    /** The run's own id, which no other run ever has. */
    @NonNull
    public String getId() {
        return id;
    }

    /** The package as it was at launch. */
    @NonNull
    public DeploymentPackage getDeploymentPackage() {
        return deploymentPackage;
    }

    /** What is done with which package, in a few words. */
    @NonNull
    public String describe() {
        String what = deploymentPackage.getName() + ' ' + deploymentPackage.getVersion();
        return getPolarity() == Polarity.INSTALL ? what : Messages.DeploymentOrder_removal(what);
    }

    /** The target in a few words. */
    @NonNull
    public String getTarget() {
        return target;
    }

    /** The name of the group that is the target; null if the target is none. */
    @CheckForNull
    public String getGroup() {
        return group;
    }

    /**
     * The machines that the run goes to.
     *
     * @param as who deploys
     * @throws IllegalArgumentException if the target cannot be understood; the message names the field
     */
    @NonNull
    List<String> resolve(@NonNull DeploymentRun run, @NonNull Authentication as) {
        Restart restart = Restart.of(run);
        if (restart != null) {
            return restart.resolve(as);
        }
        DeploymentTarget where = LaunchOverrides.targetOf(run);
        return where == null ? List.of() : where.resolve(as);
    }

    /** How many machines may be on their way at once. */
    public int getConcurrency() {
        return concurrency;
    }

    /** Whether the package is brought onto the machines or taken off. */
    @NonNull
    public Polarity getPolarity() {
        return polarity == null ? Polarity.INSTALL : polarity;
    }

    /** By which rules the machines are reached. */
    @NonNull
    public DeploymentOptions getOptions() {
        return options == null ? new DeploymentOptions() : options;
    }

    /** The SHA-256 of the binary; null if it could not be had. */
    @CheckForNull
    public String getSha256() {
        return sha256;
    }

    /** Why the binary could not be had, and what to do; empty if it could. */
    @NonNull
    public Optional<String> binaryProblem() {
        return Optional.ofNullable(binaryProblem);
    }
}
