package io.jenkins.plugins.deploymentledger.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.cli.CLICommandInvoker;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.triggers.TimerTrigger;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.casc.yaml.YamlUtils;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.BuildArtifactBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.ContentStore;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.deployment.payload.UploadedBinary;
import io.jenkins.plugins.deploymentledger.deployment.payload.UrlBinary;
import io.jenkins.plugins.deploymentledger.machine.target.DeploymentTarget;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlFileInput;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How a deployment is configured: in the form, in XML, and by the symbols of configuration as code. */
@WithJenkins
class DeploymentJobTest {

    @Test
    void theFormKeepsEverything(JenkinsRule j) throws Exception {
        DeploymentJob job = j.createProject(DeploymentJob.class, "deploy");
        DeploymentPackage configured = new DeploymentPackage(
                "tools",
                "1.4.2",
                new UrlBinary("https://example.com/tools.tar.gz", "a".repeat(64)),
                List.of(new InstallCommand("linux", "echo linux"), new InstallCommand("windows", "echo windows")));
        configured.setSuccessExitCodes("0, 3010");
        configured.setTimeoutMinutes(7);
        DetectionRule detection = new DetectionRule();
        detection.setSoftware("tools*");
        detection.setMinimumVersion("1.4");
        detection.setFile("/opt/tools");
        detection.setCommand("tools --version");
        configured.setUninstallCommands(List.of(new InstallCommand("linux", "echo gone")));
        configured.setRebootExitCodes("194");
        configured.setArchitectures("x86_64");
        configured.setDetection(detection);
        job.setDeploymentPackage(configured);
        LabelTarget target = new LabelTarget("linux && !test");
        target.setIncludeEphemeral(true);
        job.setDeploymentTarget(target);
        job.setConcurrency(5);
        job.setReconnectMinutes(3);
        job.addTrigger(new TimerTrigger("H 4 * * *"));
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("REASON", "none")));

        DeploymentJob saved = j.configRoundtrip(job);

        DeploymentPackage kept = saved.getDeploymentPackage();
        assertNotNull(kept);
        j.assertEqualDataBoundBeans(configured, kept);
        j.assertEqualDataBoundBeans(detection, kept.getDetection());
        j.assertEqualDataBoundBeans(target, saved.getDeploymentTarget());
        assertEquals(5, saved.getConcurrency());
        assertEquals(3, saved.getReconnectMinutes());
        assertEquals("H 4 * * *", saved.getTriggers().values().iterator().next().getSpec());
        assertTrue(saved.isParameterized());
    }

    @Test
    void theFormKeepsTheOtherSourcesAndTargets(JenkinsRule j) throws Exception {
        j.createFreeStyleProject("app");
        BuildArtifactBinary artifact = new BuildArtifactBinary("app", "target/app.tar.gz");
        artifact.setBuild("17");
        DeploymentJob job = j.createProject(DeploymentJob.class, "deploy");
        job.setDeploymentPackage(
                new DeploymentPackage("app", "2", artifact, List.of(new InstallCommand("unix", "echo"))));
        job.setDeploymentTarget(new MachineListTarget("m1\nm2"));

        DeploymentJob saved = j.configRoundtrip(job);

        assertNotNull(saved.getDeploymentPackage());
        j.assertEqualDataBoundBeans(artifact, saved.getDeploymentPackage().getSource());
        MachineListTarget target = assertInstanceOf(MachineListTarget.class, saved.getDeploymentTarget());
        assertEquals(List.of("m1", "m2"), target.resolve(hudson.security.ACL.SYSTEM2));
    }

    @Test
    void aFileIsUploadedInTheForm(JenkinsRule j, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("tools 1.0.txt"), "hello");
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("any"));
        HtmlPage page = j.createWebClient().getPage(job, "configure");
        HtmlForm form = page.getFormByName("config");
        HtmlFileInput input = form.getInputByName("file");
        input.setFiles(file.toFile());

        j.submit(form);

        assertNotNull(job.getDeploymentPackage());
        UploadedBinary uploaded = assertInstanceOf(
                UploadedBinary.class, job.getDeploymentPackage().getSource());
        assertEquals("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", uploaded.getSha256());
        assertEquals("tools 1.0.txt", uploaded.getFileName());
        assertEquals(
                "hello",
                Files.readString(ContentStore.get()
                        .find(uploaded.getSha256(), uploaded.getFileName())
                        .file()));
    }

    @Test
    void itIsCreatedFromNewItem(JenkinsRule j) throws Exception {
        HtmlPage page = j.createWebClient().goTo("view/all/newJob");
        assertTrue(page.asNormalizedText().contains("Deploys a package to machines"), page.asNormalizedText());
        DeploymentJob job = (DeploymentJob) j.jenkins.createProject(
                (hudson.model.TopLevelItemDescriptor) j.jenkins.getDescriptorOrDie(DeploymentJob.class), "new", true);
        assertFalse(job.isBuildable(), "Nothing is configured yet");
        assertTrue(j.createWebClient().getPage(job).asNormalizedText().contains("Configure it first"));
    }

    @Test
    void itIsCreatedFromXml(JenkinsRule j) throws Exception {
        String xml = """
                <deployment>
                  <description>from XML</description>
                  <deploymentPackage>
                    <name>tools</name>
                    <version>1.0</version>
                  </deploymentPackage>
                  <deploymentTarget class="io.jenkins.plugins.deploymentledger.machine.target.LabelTarget">
                    <label>linux</label>
                  </deploymentTarget>
                </deployment>
                """;
        CLICommandInvoker.Result created = new CLICommandInvoker(j, "create-job")
                .withStdin(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .invokeWithArgs("from-xml");
        assertEquals(0, created.returnCode(), created.stderr());
        DeploymentJob job = j.jenkins.getItemByFullName("from-xml", DeploymentJob.class);
        assertNotNull(job);
        assertEquals(DeploymentLimits.DEFAULT_CONCURRENCY, job.getConcurrency());

        DeploymentRun run = job.scheduleBuild2(0).get();

        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("The package has no binary. Choose where it comes from.", run);
    }

    @Test
    void symbolsOfConfigurationAsCodeDescribeIt(JenkinsRule j) throws Exception {
        DeploymentPackage described = configure(DeploymentPackage.class, """
                name: tools
                version: 1.4.2
                source:
                  url:
                    url: https://example.com/tools.tar.gz
                    sha256: %s
                commands:
                - os: linux
                  command: echo linux
                successExitCodes: 0, 3010
                timeoutMinutes: 7
                detection:
                  software: tools
                  minimumVersion: 1.4.2
                """.formatted("b".repeat(64)));
        UrlBinary source = assertInstanceOf(UrlBinary.class, described.getSource());
        assertEquals("b".repeat(64), source.getSha256());
        assertEquals("echo linux", described.getCommands().get(0).getCommand());
        assertEquals(7, described.getTimeoutMinutes());
        assertEquals("tools", described.getDetection().getSoftware());

        LabelTarget target = (LabelTarget) configure(DeploymentTarget.class, """
                label:
                  label: linux
                  includeBuiltIn: true
                """);
        assertTrue(target.isIncludeBuiltIn());
    }

    @Test
    void whatBeginsByItselfIsExportedAsCodeAsItWasImported(JenkinsRule j) throws Exception {
        assertRoundTrip(LaunchSchedule.class, """
                cron: H 2 * * 6
                expireAt: 2126-12-31 06:00
                makeUp: true
                owner: ana
                timeZone: Europe/Paris
                """);
        assertRoundTrip(ConvergenceProperty.class, """
                everyHours: 6
                excluded: m1, m2
                expireAt: 2126-12-31 06:00
                mostFailures: 2
                owner: ana
                """);
        assertRoundTrip(PackageReference.class, """
                name: tools
                version: '1.0'
                """);
    }

    private static <T> void assertRoundTrip(Class<T> type, String yaml) throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        Mapping described = context.lookupOrFail(type)
                .describe(configure(type, yaml), context)
                .asMapping();
        for (String line : yaml.lines().toList()) {
            String name = line.substring(0, line.indexOf(':'));
            assertEquals(line.substring(line.indexOf(':') + 2).replace("'", ""), described.getScalarValue(name), name);
        }
    }

    private static <T> T configure(Class<T> type, String yaml) throws Exception {
        ConfiguratorRegistry registry = ConfiguratorRegistry.get();
        ConfigurationContext context = new ConfigurationContext(registry);
        return type.cast(registry.lookupOrFail(type)
                .configure(
                        YamlUtils.loadFrom(
                                List.of(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))),
                                context),
                        context));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,x", "1.5", "0;;9999999999"})
    void malformedExitCodesAreRefusedByName(String codes) {
        DeploymentPackage described = new DeploymentPackage(
                "tools", "1", new UploadedBinary("", ""), List.of(new InstallCommand("unix", "echo")));
        described.setSuccessExitCodes(codes);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, described::validate);
        assertTrue(refused.getMessage().contains("success exit codes"), refused.getMessage());
    }

    @Test
    void theFormChecksWhatIsEntered(JenkinsRule j) throws Exception {
        j.createSlave("m1", "linux", null);
        LabelTarget.DescriptorImpl labels = j.jenkins.getDescriptorByType(LabelTarget.DescriptorImpl.class);
        assertEquals(
                "1 machine matches now",
                labels.doCheckLabel(null, "linux", false, false).getMessage());
        assertTrue(
                labels.doCheckLabel(null, "solaris", false, false).getMessage().startsWith("No machine matches now"));
        assertTrue(
                labels.doCheckLabel(null, "linux &&", false, false).getMessage().contains("is no label expression"));
        MachineListTarget.DescriptorImpl lists = j.jenkins.getDescriptorByType(MachineListTarget.DescriptorImpl.class);
        assertTrue(lists.doCheckNames(null, "m1\nm9").getMessage().endsWith(": m9"));
        ConvergenceProperty.DescriptorImpl kept =
                j.jenkins.getDescriptorByType(ConvergenceProperty.DescriptorImpl.class);
        assertEquals(FormValidation.Kind.OK, kept.doCheckExcluded(null, "").kind);
        assertEquals(FormValidation.Kind.OK, kept.doCheckExcluded(null, "m1").kind);
        assertTrue(
                kept.doCheckExcluded(null, "m1, m9").getMessage().contains("a comma is part of a name"),
                "Such a list would leave nobody alone");
    }

    @Test
    void anArtifactThatNotEverybodyMayReadIsNotDeployedWhoeverNamesIt(JenkinsRule j) throws Exception {
        FreeStyleProject hidden = j.createFreeStyleProject("hidden");
        hidden.getPublishersList().add(new hudson.tasks.ArtifactArchiver("secret.txt"));
        hidden.getBuildersList().add(new org.jvnet.hudson.test.CreateFileBuilder("secret.txt", "classified"));
        j.buildAndAssertSuccess(hidden);
        j.createSlave("m1", "fleet", null);
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("fleet"));
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new org.jvnet.hudson.test.MockAuthorizationStrategy()
                .grant(jenkins.model.Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(jenkins.model.Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(hudson.model.Item.READ, hudson.model.Item.CONFIGURE, hudson.model.Item.BUILD)
                .onItems(job)
                .to("author"));
        String source = "<source class=\"" + BuildArtifactBinary.class.getName()
                + "\"><job>hidden</job><artifact>secret.txt</artifact></source>";
        String xml = job.getConfigFile().asString().replaceFirst("(?s)<source .*</source>", source);
        assertTrue(xml.contains("<job>hidden</job>"), xml);
        JenkinsRule.WebClient author = j.createWebClient().login("author");
        org.htmlunit.WebRequest post = new org.htmlunit.WebRequest(
                author.createCrumbedUrl(job.getUrl() + "config.xml"), org.htmlunit.HttpMethod.POST);
        post.setRequestBody(xml);
        post.setAdditionalHeader("Content-Type", "application/xml");
        author.getPage(post);
        job.doReload();

        DeploymentRun run = job.scheduleBuild2(
                        0, new hudson.model.CauseAction(new hudson.model.Cause.UserIdCause("admin")))
                .get();

        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("whose artifacts this deployment may read", run);
        j.assertLogNotContains("hidden", run);
        j.jenkins.setAuthorizationStrategy(new org.jvnet.hudson.test.MockAuthorizationStrategy()
                .grant(jenkins.model.Jenkins.READ, hudson.model.Item.READ, hudson.model.Computer.BUILD)
                .everywhere()
                .to("author"));
        DeploymentRun owned = job.scheduleBuild2(0, new hudson.model.CauseAction(new OrderOfAuthor()))
                .get();
        j.assertLogNotContains("whose artifacts this deployment may read", owned);
        String sha256 =
                hudson.Util.getHexOfSHA256DigestOf("classified".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertNotNull(
                io.jenkins.plugins.deploymentledger.deployment.payload.ContentStore.get()
                        .find(sha256, "secret.txt"),
                "It goes as its owner, who may read the artifact");
        DeploymentRun seen;
        try (hudson.security.ACLContext ignored = hudson.security.ACL.as2(
                hudson.model.User.getById("author", true).impersonate2())) {
            seen = new DeploymentRun(job, run.getRootDir());
        }
        assertNotNull(seen.getOrder());
        assertInstanceOf(
                BuildArtifactBinary.class,
                seen.getOrder().getDeploymentPackage().getSource(),
                "Reading changes nothing");
    }

    /** A standing order of a user. */
    public static final class OrderOfAuthor extends hudson.model.Cause implements OwnedCause {

        @Override
        public String getOwner() {
            return "author";
        }

        @Override
        public String getShortDescription() {
            return "By order of author";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "0", "-3", "99999999999"})
    void aTimeoutThatIsNoneIsRefusedAndNothingChanges(String timeout, JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("any"));
        HtmlForm form = j.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .getPage(job, "configure")
                .getFormByName("config");
        form.getInputByName("_.version").setValue("2.0");
        form.getInputByName("_.timeoutMinutes").setValue(timeout);

        HtmlPage answer = j.submit(form);

        assertEquals(400, answer.getWebResponse().getStatusCode());
        assertTrue(answer.asNormalizedText().contains("timeoutMinutes"), answer.asNormalizedText());
        assertNotNull(job.getDeploymentPackage());
        assertEquals("1.0", job.getDeploymentPackage().getVersion());
    }

    @Test
    void aClearedTimeoutIsTheDefault(JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("any"));
        assertNotNull(job.getDeploymentPackage());
        job.getDeploymentPackage().setTimeoutMinutes(7);
        HtmlForm form = j.createWebClient().getPage(job, "configure").getFormByName("config");
        form.getInputByName("_.timeoutMinutes").setValue("");
        j.submit(form);
        assertEquals(60, job.getDeploymentPackage().getTimeoutMinutes());
    }

    @Test
    void boundsHoldForWhateverStandsInXml(JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("any"));
        String xml = job.getConfigFile()
                .asString()
                .replace(
                        "</deploymentPackage>",
                        "<timeoutMinutes>-5</timeoutMinutes></deploymentPackage>"
                                + "<concurrency>1000000</concurrency><reconnectMinutes>-7</reconnectMinutes>");
        job.updateByXml(new javax.xml.transform.stream.StreamSource(new java.io.StringReader(xml)));
        assertNotNull(job.getDeploymentPackage());
        assertEquals(1, job.getDeploymentPackage().getTimeoutMinutes());
        assertEquals(DeploymentLimits.MAX_CONCURRENCY, job.getConcurrency());
        assertEquals(0, job.getReconnectMinutes());
    }
}
