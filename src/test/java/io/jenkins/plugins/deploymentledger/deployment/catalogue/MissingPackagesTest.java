package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Configuration as code that leaves out, at the start of Jenkins, a version that deployments name. */
class MissingPackagesTest {

    private static final String CODE = "casc.jenkins.config";

    @RegisterExtension
    private final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @AfterEach
    void noCode() {
        System.clearProperty(CODE);
    }

    @Test
    void whatIsMissingAfterTheStartIsSaidUntilItIsNamedNoMore() throws Throwable {
        session.then(j -> {
            deployment("first", "1.0");
            deployment("second", "1.0");
            deployment("other", null);
            assertFalse(monitor().isActivated());
        });
        System.setProperty(
                CODE,
                Objects.requireNonNull(MissingPackagesTest.class.getResource("packages.yaml"))
                        .toString());
        session.then(j -> {
            assertEquals(
                    List.of("agent-tools"),
                    PackageCatalogue.get().getPackages().stream()
                            .map(DeploymentPackage::getName)
                            .toList());
            assertTrue(monitor().isActivated());
            assertThat(
                    j.createWebClient().goTo("manage/").asNormalizedText(),
                    allOf(
                            containsString("tools 1.0 is not in the catalogue of packages, and 2 deployments name it"),
                            containsString("Among them: first, second."),
                            containsString("tools is not in the catalogue of packages, and a deployment names it")));
            j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
            j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.READ)
                    .everywhere()
                    .to("ana"));
            try (ACLContext ignored = ACL.as(User.getById("ana", true))) {
                assertThat(
                        String.join("\n", monitor().getProblems()),
                        allOf(containsString("2 deployments name it"), not(containsString("first"))));
            }

            for (String name : List.of("first", "second", "other")) {
                DeploymentJob job = j.jenkins.getItemByFullName(name, DeploymentJob.class);
                job.setPackageReference(new PackageReference("agent-tools"));
                job.save();
            }
            assertFalse(monitor().isActivated());
        });
    }

    private static MissingPackages monitor() {
        return ExtensionList.lookupSingleton(MissingPackages.class);
    }

    private static void deployment(String name, String version) throws Exception {
        DeploymentJob job = TestDeployments.create(name, "exit 0", new LabelTarget("none"));
        if (PackageCatalogue.get().getPackages().isEmpty()) {
            PackageCatalogue.get().add(job.getDeploymentPackage());
        }
        job.setDeploymentPackage(null);
        job.setPackageReference(new PackageReference("tools", version));
        job.save();
    }
}
