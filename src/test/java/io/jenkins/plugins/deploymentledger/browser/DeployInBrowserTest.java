package io.jenkins.plugins.deploymentledger.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import groovy.lang.GroovyShell;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.convergence.Convergences;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A person at a browser, in the Jenkins that {@code ./mvnw hpi:run} shows: its demonstration fleet and deployments. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class DeployInBrowserTest {

    private static final LocatorAssertions.IsVisibleOptions A_MINUTE =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static JenkinsRule jenkins;
    private static Browser browser;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        assumeTrue(Browser.isInstalled(), "There is no Chromium on this system: the browser tests do not run");
        jenkins = rule;
        System.setProperty("deployment.demo.url", rule.getURL().toString());
        new GroovyShell(rule.jenkins.getPluginManager().uberClassLoader)
                .evaluate(new File("src/dev/init.groovy.d/demo.groovy"));
        for (String machine : List.of("paris-001", "paris-002", "lyon-001")) {
            rule.waitOnline((hudson.model.Slave) rule.jenkins.getNode(machine));
        }
        browser = new Browser();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void deployNowIsFollowedToItsEnd(Browser.Theme theme) throws Exception {
        Page page = browser.open(theme, 1400);
        Response response = page.navigate(jenkins.getURL() + "job/hello-tools/");
        assertNotNull(response.headerValue("Content-Security-Policy"), "The policy is enforced");
        page.evaluate("window.sameDocument = true");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Deploy now"))
                .click();

        Locator run = page.locator(".deployment-live a.jenkins-table__link").first();
        assertThat(run).isVisible(A_MINUTE);
        assertEquals(true, page.evaluate("window.sameDocument === true"), "The job's page refreshes without a reload");
        String number = run.textContent();
        run.click();
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/job/hello-tools/" + number.substring(1) + "/"));
        page.evaluate("window.sameDocument = true");
        assertThat(page.getByText("Installed", new Page.GetByTextOptions().setExact(true)))
                .isVisible(A_MINUTE);
        assertEquals(true, page.evaluate("window.sameDocument === true"), "The run's page refreshes without a reload");
        Accessibility.assertAccessible(page, ".deployment-live");

        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("lyon-001").setExact(true))
                .click();
        assertThat(page.locator("#machine-log"))
                .containsText("Hello from", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        Accessibility.assertAccessible(page, ".deployment-live");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aFilterOfTheBarShowsTheMachineThatFailed() throws Exception {
        DeploymentJob job = jenkins.jenkins.getItemByFullName("hello-tools-with-a-fault", DeploymentJob.class);
        assertNotNull(job);
        String url = job.scheduleBuild2(0).get().getUrl();
        Page page = browser.open(Browser.Theme.LIGHT, 700);
        page.navigate(jenkins.getURL() + url);

        page.locator(".deployment-chip", new Page.LocatorOptions().setHasText("error"))
                .click();

        assertThat(page.locator("tr[id^=machine-]")).hasCount(1);
        assertThat(page.locator("tr[id^=machine-]")).containsText("lyon-001");
        assertThat(page.locator("tr[id^=machine-]")).containsText("exit 17");
        assertEquals(
                true,
                page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"),
                "Nothing but the table scrolls sideways on a narrow screen");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void abortAsksAndThenKills() throws Exception {
        DeploymentJob job = TestDeployments.create("endless", "sleep 600", new LabelTarget("demo"));
        String url = job.scheduleBuild2(0).waitForStart().getUrl();
        Page page = browser.open(Browser.Theme.LIGHT, 1400);
        page.navigate(jenkins.getURL() + url);
        assertThat(page.getByText("installing").first()).isVisible(A_MINUTE);

        page.locator(".deployment-live").getByText("Abort").click();
        Locator dialog = page.locator("dialog[open]");
        assertThat(dialog).containsText("running installations will be killed");
        dialog.locator("button[data-id=ok]").click();

        assertThat(page.getByText("Stopped before its end")).isVisible(A_MINUTE);
        assertThat(page.getByText("killed").first()).isVisible(A_MINUTE);
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aPackageIsMadeInTheCatalogueAndDeployedFromThere() throws Exception {
        DeploymentPackage described = new DeploymentPackage(
                "hello-tools", "1.0", TestDeployments.upload("hello"), List.of(new InstallCommand("unix", "exit 0")));
        described.setUninstallCommands(List.of(new InstallCommand("unix", "exit 0")));
        PackageCatalogue.get().setPackages(List.of(described));
        Page page = browser.open(Browser.Theme.LIGHT, 1400);
        String packages = jenkins.getURL() + "manage/deployment-packages/";
        page.navigate(packages + "package/hello-tools/version/1.0/");
        page.getByText("New version").click();
        page.locator("input[name='_.version']").fill("1.1");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(page.locator("#packages tbody tr")).hasCount(2);
        assertEquals(2, PackageCatalogue.get().getPackages().size());

        DeploymentJob job = TestDeployments.create("from-catalogue", "exit 1", new LabelTarget("demo"));
        page.navigate(jenkins.getURL() + job.getUrl() + "configure");
        page.getByText("From the catalogue").click();
        page.locator("select[name='_.name']").selectOption("hello-tools");
        assertThat(page.locator("select[name='_.version'] option")).hasCount(3);
        page.locator("select[name='_.version']").selectOption("1.0");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        page.waitForURL("**/job/from-catalogue/");
        assertNotNull(job.getPackageReference());
        assertEquals("hello-tools 1.0", job.getPackageReference().toString());
        assertEquals(List.of(), browser.complaints());
    }

    @ParameterizedTest
    @EnumSource
    void theCatalogueCanBeReadByEverybody(Browser.Theme theme) throws Exception {
        DeploymentPackage described = new DeploymentPackage(
                "hello-tools-with-a-long-name",
                "1.0-0ubuntu1~22.04.3",
                TestDeployments.upload("hello"),
                List.of(new InstallCommand("linux", "tar -xzf \"$DEPLOYMENT_BINARY\" -C /opt/hello-tools")));
        PackageCatalogue.get().setPackages(List.of(described));
        for (int width : new int[] {1400, 700}) {
            Page page = browser.open(theme, width);
            for (String path :
                    List.of("", "new", "package/hello-tools-with-a-long-name/version/1.0-0ubuntu1~22.04.3/")) {
                page.navigate(jenkins.getURL() + "manage/deployment-packages/" + path);
                Locator main = page.locator("#main-panel");
                assertThat(main).isVisible();
                assertEquals(
                        true,
                        page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"),
                        path + " at " + width);
                picture(page, "packages-" + theme + "-" + width + "-" + path.length());
                if (!path.equals("new")) {
                    Accessibility.assertAccessible(page, "#main-panel");
                }
            }
        }
        assertEquals(List.of(), browser.complaints());
    }

    @ParameterizedTest
    @EnumSource
    void aConvergenceShowsItsMachinesAndLooks(Browser.Theme theme) throws Exception {
        DeploymentJob job = TestDeployments.create("kept-" + theme, "exit 0", new LabelTarget("demo"));
        // Without one there are no users, and nobody who could own it.
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        DetectionRule rule = new DetectionRule();
        rule.setSoftware("no such software");
        job.getDeploymentPackage().setDetection(rule);
        ConvergenceProperty property = new ConvergenceProperty();
        property.setOwner(User.getById("ana", true).getId());
        property.setDryRun(true);
        property.setExcluded("paris-001\nparis-002");
        job.addProperty(property);
        Page page = browser.open(theme, 1400);
        for (int looks = 1; looks <= 2; looks++) {
            int wanted = looks;
            Convergences.lookSoon(job);
            Await.until("The look has ended", () -> {
                page.navigate(jenkins.getURL() + job.getUrl() + "convergence/");
                return page.locator("table.convergence-looks tbody tr").count() >= wanted;
            });
        }
        assertThat(page.locator("svg polyline")).hasCount(1);
        assertThat(page.locator("#main-panel")).containsText("excluded");
        Accessibility.assertAccessible(page, "#main-panel");
        picture(page, "convergence-" + theme + "-1400");
        page.setViewportSize(700, 900);
        picture(page, "convergence-" + theme + "-700");
        assertEquals(
                true, page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "on a narrow screen");
        assertEquals(List.of(), browser.complaints());
    }

    /** Keeps a picture for people to look at. */
    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
    }
}
