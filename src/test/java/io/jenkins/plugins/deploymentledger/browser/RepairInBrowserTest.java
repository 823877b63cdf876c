package io.jenkins.plugins.deploymentledger.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import hudson.model.Result;
import io.jenkins.plugins.deploymentledger.core.fleet.StatusGroup;
import io.jenkins.plugins.deploymentledger.core.rollout.MachineProgress;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.testing.RealAgents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A person at a browser who finds what went wrong on real agents, and puts it right from there. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class RepairInBrowserTest {

    private static final double A_MINUTE = 60_000;

    /** Succeeds on a machine that somebody has made room on. */
    private static final String COMMAND =
            "test -e \"$DEPLOYMENT_AGENT_ROOT/room\" || { echo \"no room left on $DEPLOYMENT_MACHINE\"; exit 28; }";

    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private Page page;

    @Test
    void fromTheChartToAGroupToANewDeploymentToARestartOfWhatFailed(JenkinsRule rule) throws Exception {
        assumeTrue(Browser.isInstalled(), "There is no Chromium on this system: the browser tests do not run");
        jenkins = rule;
        try (RealAgents agents = RealAgents.start(rule.getURL().toString(), directory, "fleet", "m1", "m2", "m3");
                Browser browser = new Browser()) {
            PackageCatalogue.get()
                    .add(new DeploymentPackage(
                            "office",
                            "1.0",
                            TestDeployments.upload("office"),
                            List.of(new InstallCommand("unix", COMMAND))));
            Files.createFile(agents.root("m1").resolve("room"));
            DeploymentJob everywhere = TestDeployments.create("everywhere", "exit 1", new LabelTarget("fleet"));
            everywhere.setPackageReference(new PackageReference("office", "1.0"));
            everywhere.save();
            DeploymentRun first = everywhere.scheduleBuild2(0).get();
            rule.assertBuildStatus(Result.UNSTABLE, first);
            page = browser.open(Browser.Theme.LIGHT, 1400);

            page.navigate(jenkins.getURL() + first.getUrl());
            theChartLeadsToThoseThatFailed();
            theirLogsHaveTheReasonInCommon();
            aGroupIsMadeOfThem();

            Files.createFile(agents.root("m2").resolve("room"));
            DeploymentJob repair = aNewDeploymentGoesToTheGroup();
            DeploymentRun second = deployNow(repair);
            assertEquals(List.of("m2", "m3"), machines(second));
            assertEquals(List.of("m3"), failed(second));

            Files.createFile(agents.root("m3").resolve("room"));
            DeploymentRun third = whatFailedIsRestarted(repair);
            assertEquals(List.of("m3"), machines(third));
            assertEquals(List.of(), failed(third));
            assertEquals(List.of("m2", "m3"), machines(second), "What happened stays");
            assertEquals(List.of(), browser.complaints());
        }
    }

    private void theChartLeadsToThoseThatFailed() {
        page.locator(".deployment-ring a[href*='group=ERROR']").first().dispatchEvent("click");
        page.waitForURL("**/1/?group=ERROR");
        assertThat(page.locator("tr[id^=machine-]")).hasCount(2);
        assertThat(page.locator("tr[id^=machine-]").first()).containsText("m2");
        assertThat(page.locator("tr[id^=machine-]").last()).containsText("m3");
    }

    private void theirLogsHaveTheReasonInCommon() {
        page.getByText("What their logs have in common").click();
        page.waitForURL("**/1/?signature=*");
        assertThat(page.locator(".deployment-common")).containsText("no room left on m2");
        assertThat(page.locator(".deployment-common")).containsText("2 of 2");
        Accessibility.assertAccessible(page, ".deployment-live");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", "common-log.png"))
                .setFullPage(true));
    }

    private void aGroupIsMadeOfThem() {
        page.locator(".deployment-selection a[href*='machines/selection/?']")
                .first()
                .click();
        page.locator("input[name=name]").fill("broken");
        page.locator("[data-choice-button=group]").click();
        page.waitForURL("**/machine-groups/group/broken/");
        assertThat(page.locator("tbody tr")).hasCount(2);
    }

    private DeploymentJob aNewDeploymentGoesToTheGroup() throws Exception {
        page.navigate(jenkins.getURL() + "view/all/newJob");
        page.locator("#name").fill("repair");
        page.locator("li.io_jenkins_plugins_deploymentledger_deployment_DeploymentJob")
                .click();
        page.locator("#ok-button").click();
        page.waitForURL("**/job/repair/configure");
        page.getByText("From the catalogue").click();
        page.locator("select[name='_.name']").selectOption("office");
        assertThat(page.locator("select[name='_.version'] option")).hasCount(2);
        page.locator("select.dropdownList:has(option:text-is('A group'))").selectOption("A group");
        Locator group = page.locator("select[name='_.group']");
        assertThat(group.locator("option[value=broken]")).hasCount(1);
        group.selectOption("broken");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        page.waitForURL("**/job/repair/");
        DeploymentJob repair = jenkins.jenkins.getItemByFullName("repair", DeploymentJob.class);
        assertNotNull(repair);
        return repair;
    }

    private DeploymentRun deployNow(DeploymentJob job) throws Exception {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Deploy now"))
                .click();
        return end(job, 1);
    }

    private DeploymentRun whatFailedIsRestarted(DeploymentJob job) throws Exception {
        page.locator(".deployment-live a.jenkins-table__link").first().click();
        assertThat(page).hasURL(Pattern.compile(".*/job/repair/1/"));
        page.locator(".deployment-selection a[href$='machines/selection/']")
                .or(page.locator(".deployment-selection a[href*='machines/selection/?']"))
                .first()
                .click();
        assertThat(page.locator("[data-choice-button=text]")).hasText("Restart (1)");
        page.locator("[data-choice-button=text]").click();
        DeploymentRun restarted = end(job, 2);
        page.locator(".deployment-live a.jenkins-table__link").first().click();
        assertThat(page.getByText("Restart of #1")).isVisible();
        return restarted;
    }

    private DeploymentRun end(DeploymentJob job, int number) throws Exception {
        assertThat(page.locator(".deployment-live a.jenkins-table__link").first())
                .hasText("#" + number, new LocatorAssertions.HasTextOptions().setTimeout(A_MINUTE));
        DeploymentRun run = job.getBuildByNumber(number);
        assertNotNull(run);
        jenkins.waitForCompletion(run);
        return run;
    }

    private static List<String> machines(DeploymentRun run) {
        return run.snapshot().machines().stream().map(MachineProgress::machine).toList();
    }

    private static List<String> failed(DeploymentRun run) {
        return run.snapshot().machines().stream()
                .filter(machine -> machine.status().group() == StatusGroup.ERROR)
                .map(MachineProgress::machine)
                .toList();
    }
}
