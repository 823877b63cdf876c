package io.jenkins.plugins.deploymentledger.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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

/** A person at a browser who looks what has been deployed. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class TasksInBrowserTest {

    private static JenkinsRule jenkins;
    private static Browser browser;
    private static DeploymentJob good;
    private static DeploymentJob bad;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        assumeTrue(Browser.isInstalled(), "There is no Chromium on this system: the browser tests do not run");
        jenkins = rule;
        rule.createOnlineSlave(Label.get("m"));
        good = TestDeployments.create("office-suite", "exit 0", new LabelTarget("m"));
        bad = TestDeployments.create("kernel-patch", "exit 3", new MachineListTarget("gone\nslave0"));
        run(good, "ana");
        run(bad, "ben");
        run(good, "ben");
        plan(TestDeployments.create("disk-cleaner", "exit 0", new LabelTarget("m")));
        browser = new Browser();
    }

    private static void plan(DeploymentJob job) throws Exception {
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setStartAt(LocalDateTime.now().plusHours(5).format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")));
        schedule.setCron("0 4 29 2 *");
        schedule.setOwner("ana");
        job.addProperty(schedule);
        ConvergenceProperty kept = new ConvergenceProperty();
        kept.setOwner("ben");
        job.addProperty(kept);
    }

    private static void run(DeploymentJob job, String user) throws Exception {
        User.getById(user, true);
        job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(user))).get();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tabsFiltersAndRefreshShowWhatIsAskedFor(Browser.Theme theme) throws Exception {
        Page page = browser.open(theme, theme == Browser.Theme.LIGHT ? 1400 : 700);
        page.navigate(jenkins.getURL() + "tasks/");
        assertThat(page.getByText("Nothing is in progress")).isVisible();

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All tasks"))
                .click();
        int before = good.getLastBuild().getNumber() + bad.getLastBuild().getNumber();
        assertThat(page.locator("section:has(#tasks-recent) tbody tr")).hasCount(before);
        assertAccessible(page);
        assertEquals(
                true,
                page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"),
                "Nothing but the table scrolls sideways on a narrow screen");
        picture(page, "tasks", theme);

        run(good, "ana");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Refresh"))
                .click();
        assertThat(page.locator("section:has(#tasks-recent) tbody tr")).hasCount(before + 1);

        page.getByLabel("Search name or user").fill("KERNEL");
        page.keyboard().press("Enter");
        assertThat(page.locator("section:has(#tasks-recent) tbody tr"))
                .hasCount(bad.getLastBuild().getNumber());
        assertThat(page.locator("section:has(#tasks-recent) tbody tr").last()).containsText("failure");
        assertEquals(jenkins.getURL() + "tasks/?scope=all&q=KERNEL", page.url(), "No crumb, and nothing that is empty");
        page.locator("section:has(#tasks-recent) a", new Page.LocatorOptions().setHasText("unreachable"))
                .last()
                .click();
        assertThat(page.locator("tr[id^=machine-]")).hasCount(1);
        assertThat(page.locator("tr[id^=machine-]")).containsText("gone");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void theFocusStaysWhereItWasWhenThePageRefreshes() throws Exception {
        Page page = browser.open(Browser.Theme.LIGHT, 1400);
        page.navigate(jenkins.getURL() + "tasks/?scope=all");
        Locator rows = page.locator("section:has(#tasks-recent) tbody tr");
        int before = rows.count();
        // The same rows are linked to from the bar above it.
        Locator link =
                page.locator("section:has(#tasks-recent) .deployment-counts a").last();
        link.focus();
        String target = link.getAttribute("href");
        List<Integer> answers = new ArrayList<>();
        page.onResponse(response -> {
            if (response.url().contains("board/live")) {
                answers.add(response.status());
            }
        });

        run(good, "ana");
        page.evaluate("document.querySelector('[data-live-refresh]').click()");
        assertThat(rows).hasCount(before + 1);
        assertEquals(target, page.evaluate("document.activeElement.getAttribute('href')"));
        assertEquals(true, page.evaluate("document.activeElement.closest('.deployment-counts') !== null"));

        page.waitForResponse(
                response -> response.url().contains("board/live") && response.status() == 304,
                () -> page.evaluate("const ask = () => { document.querySelector('[data-live-refresh]').click();"
                        + " window.asking = setTimeout(ask, 500); }; ask()"));
        page.evaluate("clearTimeout(window.asking)");
        assertThat(rows).hasCount(before + 1);
        assertEquals(target, page.evaluate("document.activeElement.getAttribute('href')"));
        assertEquals(200, answers.get(0));
        assertEquals(List.of(), browser.complaints());
    }

    @ParameterizedTest
    @EnumSource
    void whatWentWrongLeadsToAGroupAndToARestartOfExactlyThoseMachines(Browser.Theme theme) throws Exception {
        Page page = browser.open(theme, theme == Browser.Theme.LIGHT ? 1400 : 700);
        int first = bad.getFirstBuild().getNumber();
        int expected = bad.getLastBuild().getNumber() + 1;
        page.navigate(jenkins.getURL() + "job/kernel-patch/" + first + "/");
        assertThat(page.locator(".deployment-ring")).hasCount(2);
        assertAccessible(page);
        picture(page, "run", theme);

        page.locator(".deployment-ring a[href*='cause=OFFLINE'], .deployment-ring a[href*='cause=MACHINE_DELETED']")
                .first()
                .dispatchEvent("click");
        assertThat(page.locator("tr[id^=machine-]")).hasCount(1);
        assertThat(page.locator("tr[id^=machine-]")).containsText("gone");

        page.getByText("Restart or group this machine").click();
        assertThat(page.locator("[data-choice-button=text]")).hasText("Restart (1)");
        page.locator("label[for^=selector-]").click();
        assertThat(page.locator("[data-choice-button=text]")).isDisabled();
        page.locator("label[for^=selector-]").click();
        picture(page, "choice", theme);
        page.locator("[data-choice-button=text]").click();
        assertThat(page.locator(".deployment-live a.jenkins-table__link").first())
                .hasText("#" + expected, new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        page.locator(".deployment-live a.jenkins-table__link").first().click();
        assertThat(page.getByText("Restart of #1")).isVisible();

        page.locator("input[type=checkbox][name=rows]").check();
        picture(page, "ticked", theme);
        page.getByText("the ticked ones").click();
        page.waitForURL("**/machines/selection/?rows=0");
        page.locator("input[name=name]").fill("lost " + theme);
        page.locator("[data-choice-button=group]").click();
        assertThat(page.getByText("1 machine of kernel-patch")).isVisible();
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("tbody tr")).containsText("gone");
        picture(page, "group", theme);
        page.locator("tbody a").click();
        assertThat(page.locator("section:has(#machine-visits) tbody tr").first())
                .containsText("kernel-patch");
        picture(page, "machine", theme);
        assertEquals(List.of(), browser.complaints());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStillToComeStandsBesideWhatWas(Browser.Theme theme) throws Exception {
        Page page = browser.open(theme, theme == Browser.Theme.LIGHT ? 1400 : 700);
        page.navigate(jenkins.getURL() + "tasks/?scope=all&section=scheduled");
        assertThat(page.locator("section:has(#tasks-scheduled) tbody tr")).hasCount(1);
        assertThat(page.locator("section:has(#tasks-scheduled) tbody tr")).containsText("again by 0 4 29 2 *");
        assertAccessible(page);
        picture(page, "scheduled", theme);

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Convergences"))
                .click();
        assertThat(page.locator("section:has(#tasks-convergences) tbody tr")).containsText("disk-cleaner");
        assertAccessible(page);
        picture(page, "convergences", theme);

        page.navigate(jenkins.getURL() + "machines/slave0/");
        assertThat(page.locator("section:has(#machine-inventory)")).containsText("Operating system");
        picture(page, "machine-inventory", theme);
        assertEquals(List.of(), browser.complaints());
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsIsShownAndCanBeTakenBack(Browser.Theme theme) throws Exception {
        User.getById("ana", true);
        DeploymentJob late = TestDeployments.create("late-" + theme, "exit 0", new LabelTarget("m"));
        late.scheduleBuild2(3_600, new CauseAction(new Cause.UserIdCause("ana")));
        Page page = browser.open(theme, theme == Browser.Theme.LIGHT ? 1400 : 700);
        page.navigate(jenkins.getURL() + "tasks/?scope=all");
        assertAccessible(page);
        page.locator(".deployment-summary a", new Page.LocatorOptions().setHasText("1 waiting"))
                .click();
        Locator rows = page.locator("section:has(#tasks-scheduled) tbody tr");
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText("late-" + theme);
        assertThat(rows).containsText("waiting for");
        assertThat(rows).containsText("begins in 59 min");
        picture(page, "waiting", theme);

        if (theme == Browser.Theme.LIGHT) {
            page.evaluate("document.querySelector('section:has(#tasks-scheduled) tbody td:nth-child(5)').textContent ="
                    + " 'Jenkins is about to shut down and begins nothing '.repeat(6)");
            assertEquals(
                    true,
                    page.evaluate("document.querySelector('.deployment-row-actions').getBoundingClientRect().right"
                            + " <= document.querySelector('.deployment-table').getBoundingClientRect().right"),
                    "However long the reason is, the buttons are in view");
        }
        rows.getByText("Cancel").dispatchEvent("click");
        page.locator("dialog[open] button[data-id=ok]").click();
        assertThat(page.getByText("No task matches this filter.")).isVisible();
        assertEquals(0, Queue.getInstance().getItems(late).size());
        assertEquals(List.of(), browser.complaints());
    }

    private static void picture(Page page, String name, Browser.Theme theme) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + "-" + theme + ".png"))
                .setFullPage(true));
    }

    private static void assertAccessible(Page page) {
        Accessibility.assertAccessible(page, ".deployment-live", ".deployment-filters", ".deployment-tabs");
    }
}
