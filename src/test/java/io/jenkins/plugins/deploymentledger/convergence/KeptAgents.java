package io.jenkins.plugins.deploymentledger.convergence;

import hudson.model.User;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;

/** Real agents, each of which has a list of software of its own, and a deployment that keeps a package on them. */
abstract class KeptAgents {

    @TempDir
    Path directory;

    /** An agent whose package tool lists what its own file names. */
    void start(RealAgents agents, String name) throws Exception {
        Path tools = Files.createDirectories(directory.resolve(name + "-tools"));
        Path tool = Files.writeString(
                tools.resolve("dpkg-query"),
                "#!/bin/sh\n[ -e '%1$s.broken' ] && exit 2\ncat '%1$s' 2>/dev/null\nexit 0\n".formatted(list(name)));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        agents.start(name, "fleet", Map.of("PATH", tools + ":" + System.getenv("PATH")));
    }

    Path list(String name) {
        return directory.resolve(name + ".list");
    }

    DeploymentJob convergence(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        User.getById("ana", true);
        DeploymentJob job = TestDeployments.create("deploy", """
                echo $DEPLOYMENT_MACHINE >> '%1$s/touched'
                [ $DEPLOYMENT_MACHINE = bad ] && exit 1
                printf 'ii \\toffice\\t24.8\\n' > '%1$s/'$DEPLOYMENT_MACHINE.list
                """.formatted(directory), new LabelTarget("fleet"));
        DetectionRule rule = new DetectionRule();
        rule.setSoftware("office");
        job.getDeploymentPackage().setDetection(rule);
        ConvergenceProperty property = new ConvergenceProperty();
        property.setOwner("ana");
        job.addProperty(property);
        return job;
    }

    static Cycle look(JenkinsRule j, DeploymentJob job, Instant now) throws Exception {
        Keeping keeping = keeping(job);
        keeping.look(now, Reason.ROUND);
        // Jenkins looks by itself each minute; if it was just about it, what is asked for here follows that.
        Await.until("It has looked", () -> keeping.content().cycles().stream()
                .anyMatch(cycle -> cycle.at() >= now.toEpochMilli()));
        j.waitUntilNoActivity();
        return keeping(job).content().cycles().get(0);
    }

    static Keeping keeping(DeploymentJob job) {
        return new Keeping(job, job.getProperty(ConvergenceProperty.class));
    }

    static String page(JenkinsRule j, DeploymentJob job) throws Exception {
        return j.createWebClient().getPage(job, "convergence").asNormalizedText();
    }

    static DeploymentPackage withCommand(DeploymentJob job, String command) {
        DeploymentPackage before = job.getDeploymentPackage();
        DeploymentPackage other = new DeploymentPackage(
                before.getName(),
                before.getVersion(),
                before.getSource(),
                List.of(new InstallCommand(InstallCommand.UNIX, command)));
        other.setDetection(before.getDetection());
        return other;
    }

    /** The machines on which an installer ran since this was asked last, sorted. */
    List<String> touched() throws Exception {
        Path file = directory.resolve("touched");
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> machines = Files.readAllLines(file).stream().sorted().toList();
        Files.delete(file);
        return machines;
    }
}
