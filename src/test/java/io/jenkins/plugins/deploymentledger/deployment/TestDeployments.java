package io.jenkins.plugins.deploymentledger.deployment;

import io.jenkins.plugins.deploymentledger.deployment.payload.ContentStore;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.StoredBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.UploadedBinary;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.model.Jenkins;

/** Makes deployments for tests. */
public final class TestDeployments {

    private TestDeployments() {}

    /** A deployment of a small text file by a command for {@code sh}; saved. */
    public static DeploymentJob create(String name, String command, DeploymentTarget target) throws IOException {
        DeploymentJob job = Jenkins.get().createProject(DeploymentJob.class, name);
        job.setDeploymentPackage(
                new DeploymentPackage("tools", "1.0", upload("content"), List.of(new InstallCommand("unix", command))));
        job.setDeploymentTarget(target);
        job.save();
        return job;
    }

    /** A file in the content store. */
    public static UploadedBinary upload(String content) throws IOException {
        StoredBinary stored = ContentStore.get()
                .put(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "tools-1.0.txt");
        return new UploadedBinary(stored.sha256(), stored.fileName());
    }
}
