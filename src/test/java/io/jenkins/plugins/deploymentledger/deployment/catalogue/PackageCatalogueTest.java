package io.jenkins.plugins.deploymentledger.deployment.catalogue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.Functions;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.deploymentledger.core.fleet.PackageVersion;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.payload.BuildArtifactBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.UrlBinary;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Packages that are described once and named by deployments: their page, code, REST, and what never changes. */
@WithJenkins
class PackageCatalogueTest {

    private static final String PAGE = "manage/deployment-packages/";

    private static DeploymentPackage version(String version, String command) throws Exception {
        DeploymentPackage described = new DeploymentPackage(
                "tools", version, TestDeployments.upload("tools"), List.of(new InstallCommand("unix", command)));
        described.setUninstallCommands(List.of(new InstallCommand("unix", "exit 0")));
        return described;
    }

    private static DeploymentJob deployment(PackageReference reference) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 1", new LabelTarget("m"));
        job.setDeploymentPackage(null);
        job.setPackageReference(reference);
        job.save();
        return job;
    }

    @Test
    void aDeploymentDeploysTheVersionThatItNamesOrTheNewest(JenkinsRule j) throws Exception {
        j.createOnlineSlave(Label.get("m"));
        PackageCatalogue.get().setPackages(List.of(version("1.9", "exit 0"), version("1.10", "exit 0")));
        DeploymentJob job = deployment(new PackageReference("tools"));

        DeploymentRun newest = j.buildAndAssertSuccess(job);
        assertEquals("1.10", newest.getOrder().getDeploymentPackage().getVersion());
        job.setPackageReference(new PackageReference("tools", "1.9"));
        DeploymentRun named = j.buildAndAssertSuccess(job);
        assertEquals("1.9", named.getOrder().getDeploymentPackage().getVersion());
    }

    @Test
    void whatWasDeployedNeverChanges(JenkinsRule j) throws Exception {
        j.createOnlineSlave(Label.get("m"));
        PackageCatalogue catalogue = PackageCatalogue.get();
        catalogue.setPackages(List.of(version("1.0", "true")));
        PackageVersion id = new PackageVersion("tools", "1.0");
        catalogue.replace(id, version("1.0", "exit 0"));
        DeploymentJob job = deployment(new PackageReference("tools"));
        j.buildAndAssertSuccess(job);
        assertTrue(catalogue.isUsed(id));

        DeploymentPackage changed = version("1.0", "exit 3");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> catalogue.replace(id, changed));
        assertThat(refused.getMessage(), allOf(containsString("tools 1.0"), containsString("make a new version")));
        // Saving it as it was is no change; and not even a detour makes one.
        catalogue.replace(id, version("1.0", "exit 0"));
        job.setPackageReference(null);
        job.save();
        catalogue.remove(id);
        assertThrows(IllegalArgumentException.class, () -> catalogue.add(changed));
        catalogue.add(version("1.0", "exit 0"));
        assertEquals(1, catalogue.getPackages().size());
    }

    @Test
    void anotherBinaryBehindTheSameVersionIsRefused(JenkinsRule j) throws Exception {
        DeploymentPackage described = version("1.0", "exit 0");
        PackageCatalogue.get().add(described);
        PackageCatalogue.get().use(described, "a".repeat(64));
        DeploymentJob job = deployment(new PackageReference("tools"));

        DeploymentRun run =
                j.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0).get());

        j.assertLogContains("make a new version", run);
    }

    @Test
    void whatADeploymentNamesIsNotDeletedAndWhatIsGoneIsSaidAtTheLaunch(JenkinsRule j) throws Exception {
        PackageCatalogue catalogue = PackageCatalogue.get();
        catalogue.setPackages(List.of(version("1.0", "exit 0"), version("1.1", "exit 0")));
        DeploymentJob job = deployment(new PackageReference("tools", "1.0"));

        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> catalogue.remove(new PackageVersion("tools", "1.0")));
        assertThat(refused.getMessage(), containsString("(deploy)"));
        catalogue.remove(new PackageVersion("tools", "1.1"));
        job.setPackageReference(new PackageReference("tools"));
        assertThrows(IllegalArgumentException.class, () -> catalogue.remove(new PackageVersion("tools", "1.0")));

        job.setPackageReference(new PackageReference("tols"));
        DeploymentRun run =
                j.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0).get());
        j.assertLogContains("The catalogue has no package \"tols\". Did you mean \"tools\"?", run);
        job.setPackageReference(new PackageReference("tools", "1.1"));
        DeploymentRun second =
                j.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0).get());
        j.assertLogContains("Did you mean \"1.0\"?", second);
    }

    @Test
    void whatCannotBeInACatalogueChangesNothing(JenkinsRule j) throws Exception {
        PackageCatalogue catalogue = PackageCatalogue.get();
        catalogue.add(version("1.0", "exit 0"));
        for (DeploymentPackage bad : List.of(
                version("1.0", "exit 0"),
                version("", "exit 0"),
                version("1/2", "exit 0"),
                version("1.1", ""),
                new DeploymentPackage("tools", "1.1", null, List.of(new InstallCommand("unix", "true"))))) {
            assertThrows(IllegalArgumentException.class, () -> catalogue.add(bad), bad.getVersion());
        }
        assertEquals(1, catalogue.getPackages().size());
    }

    @Test
    void aDeploymentTakesItOffAgain(JenkinsRule j, @TempDir Path directory) throws Exception {
        j.createOnlineSlave(Label.get("m"));
        Path mark = directory.resolve("mark");
        DeploymentPackage described = version("1.0", "echo $DEPLOYMENT_ACTION > '" + mark + "'");
        described.setUninstallCommands(List.of(new InstallCommand("unix", "rm '" + mark + "'")));
        described.setDetection(new io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule());
        described.getDetection().setCommand("grep install '" + mark + "'");
        PackageCatalogue.get().add(described);
        DeploymentJob job = deployment(new PackageReference("tools"));

        j.buildAndAssertSuccess(job);
        assertTrue(Files.exists(mark));
        job.setPolarity(Polarity.UNINSTALL);
        DeploymentRun removal = j.buildAndAssertSuccess(job);
        assertFalse(Files.exists(mark));
        j.assertLogContains("Taking tools 1.0 off label m: 1 machine.", removal);
    }

    @Test
    void theFormOfADeploymentKeepsTheChoice(JenkinsRule j) throws Exception {
        PackageCatalogue.get().setPackages(List.of(version("1.0", "exit 0"), version("1.1", "exit 0")));
        DeploymentJob job = deployment(new PackageReference("tools", "1.0"));
        job.setPolarity(Polarity.UNINSTALL);

        DeploymentJob saved = j.configRoundtrip(job);

        assertNull(saved.getDeploymentPackage());
        assertNotNull(saved.getPackageReference());
        j.assertEqualDataBoundBeans(new PackageReference("tools", "1.0"), saved.getPackageReference());
        assertEquals(Polarity.UNINSTALL, saved.getPolarity());
        saved.setPackageReference(new PackageReference("tools"));
        assertNull(j.configRoundtrip(saved).getPackageReference().getVersion());
    }

    @Test
    void thePageMakesVersionsAndChangesThoseThatWereNotDeployed(JenkinsRule j) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        assertThat(client.goTo(PAGE).asNormalizedText(), containsString("There are no packages yet"));
        DeploymentPackage described = version("1.0", "echo one");
        described.setArchitectures("x86_64");
        described.setRebootExitCodes("194");
        PackageCatalogue.get().add(described);

        HtmlForm next = client.goTo(PAGE + "new?name=tools&version=1.0").getFormByName("package");
        assertEquals("", next.getInputByName("_.version").getValue());
        next.getInputByName("_.version").setValue("1.1");
        HtmlPage list = j.submit(next);

        assertThat(list.asNormalizedText(), containsString("1.1"));
        DeploymentPackage made = PackageCatalogue.get().find("tools", null).orElseThrow();
        assertEquals("1.1", made.getVersion());
        assertEquals("x86_64", made.getArchitectures());
        assertEquals("194", made.getRebootExitCodes());
        assertEquals(1, made.getUninstallCommands().size());
        String version = PAGE + "package/tools/version/1.1/";
        assertThat(client.goTo(version).asNormalizedText(), containsString("echo one"));
        HtmlForm edit = client.goTo(version + "configure").getFormByName("package");
        edit.getTextAreasByName("_.command").get(0).setText("echo <two>");
        j.submit(edit);
        assertThat(client.goTo(version).asNormalizedText(), containsString("echo <two>"));

        PackageCatalogue.get().use(PackageCatalogue.get().find("tools", null).orElseThrow(), "a".repeat(64));
        HtmlForm late = client.goTo(version + "configure").getFormByName("package");
        late.getTextAreasByName("_.command").get(0).setText("echo three");
        HtmlPage answer = j.submit(late);
        assertEquals(400, answer.getWebResponse().getStatusCode());
        assertThat(answer.asNormalizedText(), containsString("make a new version"));
    }

    @Test
    void itIsConfiguredAsCodeAndExportedAsItWas(JenkinsRule j, @TempDir Path directory) throws Exception {
        ConfigurationAsCode.get()
                .configure(
                        PackageCatalogueTest.class.getResource("packages.yaml").toString());
        DeploymentPackage first =
                PackageCatalogue.get().find("agent-tools", "2.4.1").orElseThrow();
        assertEquals("test -d /opt/agent-tools", first.getDetection().getCommand());

        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        String yaml = exported.toString(StandardCharsets.UTF_8);
        assertThat(yaml, not(containsString("FAILED TO EXPORT unclassified.packageCatalogue")));
        Matcher own = Pattern.compile("^  packageCatalogue:\n(?:    .*\n)+", Pattern.MULTILINE)
                .matcher(yaml);
        assertTrue(own.find(), yaml);
        PackageCatalogue.get().setPackages(List.of());
        Path file = Files.writeString(directory.resolve("own.yaml"), "unclassified:\n" + own.group());
        ConfigurationAsCode.get().configure(file.toUri().toString());

        assertEquals(
                PackageFingerprint.of(first),
                PackageFingerprint.of(
                        PackageCatalogue.get().find("agent-tools", "2.4.1").orElseThrow()));
    }

    @Test
    void codeThatChangesWhatWasDeployedIsRefusedWithTheReason(JenkinsRule j, @TempDir Path directory) throws Exception {
        String yaml = Files.readString(
                Path.of(PackageCatalogueTest.class.getResource("packages.yaml").toURI()));
        ConfigurationAsCode.get()
                .configure(Files.writeString(directory.resolve("1.yaml"), yaml)
                        .toUri()
                        .toString());
        PackageCatalogue.get()
                .use(PackageCatalogue.get().find("agent-tools", "2.4.1").orElseThrow(), "a".repeat(64));
        Path changed = Files.writeString(directory.resolve("2.yaml"), yaml.replace("/opt\"", "/srv\""));

        ConfiguratorException refused = assertThrows(ConfiguratorException.class, () -> ConfigurationAsCode.get()
                .configure(changed.toUri().toString()));

        assertThat(Functions.printThrowable(refused), containsString("make a new version"));
    }

    @Test
    void programsReadAndMakeVersions(JenkinsRule j) throws Exception {
        String json = """
                {"name": "tools", "version": "2.0",
                 "source": {"$class": "UrlBinary", "url": "https://example.com/t", "sha256": "%s"},
                 "commands": [{"os": "linux", "command": "echo 2"}]}
                """.formatted("b".repeat(64));

        WebResponse made = post(j, json);
        assertEquals(201, made.getStatusCode(), made.getContentAsString());
        assertEquals(400, post(j, json).getStatusCode());
        assertThat(post(j, json.replace("commands", "comands")).getContentAsString(), containsString("comands"));
        assertEquals(400, post(j, "{").getStatusCode());
        assertEquals(400, post(j, "{}").getStatusCode());
        assertEquals(
                400, post(j, json.replace("UrlBinary", "java.lang.Runtime")).getStatusCode());

        JsonNode list = new ObjectMapper()
                .readTree(j.createWebClient()
                        .goTo(PAGE + "list", "application/json")
                        .getWebResponse()
                        .getContentAsString());
        assertEquals(1, list.size());
        assertEquals("2.0", list.get(0).get("version").asText());
        assertEquals(
                "https://example.com/t", list.get(0).get("source").get("url").asText());
        assertFalse(list.get(0).get("used").asBoolean());
    }

    @Test
    void whoMayOnlySeePackagesLearnsNoTokenInAnAddressAndNoJobThatIsHidden(JenkinsRule j) throws Exception {
        j.createFreeStyleProject("covert");
        DeploymentPackage downloaded = version("1.0", "exit 0");
        DeploymentPackage built = version("2.0", "exit 0");
        PackageCatalogue.get()
                .setPackages(List.of(
                        downloaded.with("1.0", new UrlBinary("https://example.com/t?token=abc123", "b".repeat(64))),
                        built.with("2.0", new BuildArtifactBinary("covert", "t.tar"))));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, PackageCatalogue.VIEW)
                .everywhere()
                .to("viewer", "manager")
                .grant(PackageCatalogue.MANAGE)
                .everywhere()
                .to("manager")
                .grant(Item.READ)
                .everywhere()
                .to("manager"));
        JenkinsRule.WebClient viewer =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login("viewer");

        for (String path : List.of("", "list", "package/tools/version/1.0/", "package/tools/version/2.0/")) {
            String answer = viewer.goTo(PAGE + path, null).getWebResponse().getContentAsString();
            assertThat(path, answer, not(anyOf(containsString("abc123"), containsString("covert"))));
            assertThat(path, answer, containsString("tools"));
        }
        assertEquals(
                403,
                viewer.goTo(PAGE + "package/tools/version/1.0/configure", null)
                        .getWebResponse()
                        .getStatusCode());

        assertThat(
                "There is a way in for whom Manage Jenkins is closed",
                viewer.goTo("").getWebResponse().getContentAsString(),
                containsString("manage/deployment-packages"));

        JenkinsRule.WebClient manager = j.createWebClient().login("manager");
        String list = manager.goTo(PAGE + "list", null).getWebResponse().getContentAsString();
        assertThat(list, allOf(containsString("abc123"), containsString("covert")));
    }

    @Test
    void whoDeletesAVersionIsToldOnlyTheDeploymentsThatTheyMayKnow(JenkinsRule j) throws Exception {
        PackageCatalogue.get().setPackages(List.of(version("1.0", "exit 0")));
        deployment(new PackageReference("tools", "1.0"));
        DeploymentJob known = j.jenkins.createProject(DeploymentJob.class, "known");
        known.setPackageReference(new PackageReference("tools", "1.0"));
        known.save();
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, PackageCatalogue.VIEW, PackageCatalogue.MANAGE)
                .everywhere()
                .to("manager")
                .grant(Item.READ)
                .onItems(known)
                .to("manager"));
        JenkinsRule.WebClient manager =
                j.createWebClient().withThrowExceptionOnFailingStatusCode(false).login("manager");

        WebResponse refused = manager.getPage(new WebRequest(
                        manager.createCrumbedUrl(PAGE + "package/tools/version/1.0/delete"), HttpMethod.POST))
                .getWebResponse();

        assertThat(
                refused.getContentAsString(),
                allOf(
                        containsString("2 deployments"),
                        containsString("known, one more"),
                        not(containsString("deploy,"))));
        assertEquals(1, PackageCatalogue.get().getPackages().size());
    }

    private static WebResponse post(JenkinsRule j, String json) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        WebRequest request = new WebRequest(client.createCrumbedUrl(PAGE + "add"), HttpMethod.POST);
        request.setRequestBody(json);
        request.setAdditionalHeader("Content-Type", "application/json");
        return client.getPage(request).getWebResponse();
    }
}
