package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.ParametersAction;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.deployment.payload.BinarySource;
import io.jenkins.plugins.deploymentledger.deployment.payload.ContentStore;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.StoredBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.UnavailableBinaryException;
import io.jenkins.plugins.deploymentledger.deployment.stage.InstallOrder;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run froze of its job at launch, so that a later change of the job does not touch it; kept in {@code build.xml}.
 *
 * <p>The frozen list of machines stands in the run's journal.
 */
public final class DeploymentOrder {

    private final String id;
    private final DeploymentPackage deploymentPackage;
    private final String target;
    private final int concurrency;
    private final int reconnectMinutes;
    private final String sha256;
    private final String fileName;
    private final FailureCause binaryFailure;
    private final String binaryProblem;

    private DeploymentOrder(
            DeploymentJob job,
            DeploymentPackage deploymentPackage,
            DeploymentTarget target,
            StoredBinary binary,
            UnavailableBinaryException problem) {
        this.id = UUID.randomUUID().toString();
        this.deploymentPackage = deploymentPackage;
        this.target = target.describe();
        this.concurrency = job.getConcurrency();
        this.reconnectMinutes = job.getReconnectMinutes();
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
     * @throws IllegalArgumentException if the configuration lacks something; the message names the field
     * @throws InterruptedException if the run is stopped while the binary is fetched
     */
    @NonNull
    static DeploymentOrder freeze(@NonNull DeploymentRun run) throws InterruptedException {
        DeploymentJob job = run.getParent();
        DeploymentPackage deploymentPackage = job.getDeploymentPackage();
        DeploymentTarget target = job.getDeploymentTarget();
        if (deploymentPackage == null || target == null) {
            throw new IllegalArgumentException(Messages.DeploymentOrder_notConfigured());
        }
        deploymentPackage.validate();
        BinarySource source = deploymentPackage.getSource();
        if (source == null) {
            throw new IllegalArgumentException(Messages.DeploymentOrder_notConfigured());
        }
        try {
            StoredBinary binary = source.fetch(run, ContentStore.get());
            return new DeploymentOrder(job, deploymentPackage, target, binary, null);
        } catch (UnavailableBinaryException e) {
            return new DeploymentOrder(job, deploymentPackage, target, null, e);
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
                InstallCommand.byFamily(deploymentPackage.getCommands()),
                deploymentPackage.successCodes(),
                Duration.ofMinutes(deploymentPackage.getTimeoutMinutes()),
                Duration.ofMinutes(reconnectMinutes),
                variables);
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

    /** The package as it was at launch. */
    @NonNull
    public DeploymentPackage getDeploymentPackage() {
        return deploymentPackage;
    }

    /** The target in a few words. */
    @NonNull
    public String getTarget() {
        return target;
    }

    /** How many machines may be on their way at once. */
    public int getConcurrency() {
        return concurrency;
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
