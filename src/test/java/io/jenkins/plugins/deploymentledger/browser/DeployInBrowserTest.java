package io.jenkins.plugins.deploymentledger.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import groovy.lang.GroovyShell;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
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
        assertThat(page.getByText("Installed on all machines")).isVisible(A_MINUTE);
        assertEquals(true, page.evaluate("window.sameDocument === true"), "The run's page refreshes without a reload");
        assertAccessible(page);

        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("lyon-001").setExact(true))
                .click();
        assertThat(page.locator("#machine-log"))
                .containsText("Hello from", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        assertAccessible(page);
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

        assertThat(page.locator(".deployment-table tbody tr")).hasCount(1);
        assertThat(page.locator(".deployment-table tbody tr")).containsText("lyon-001");
        assertThat(page.locator(".deployment-table tbody tr")).containsText("exit 17");
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

    private static void assertAccessible(Page page) {
        String violations = new AxeBuilder(page)
                .include(".deployment-live").analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .collect(Collectors.joining("\n"));
        assertTrue(violations.isEmpty(), violations);
    }
}
