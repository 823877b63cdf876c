package io.jenkins.plugins.deploymentledger.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.delivery.AuditSinks;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.change.Change;
import io.jenkins.plugins.deploymentledger.core.change.Difference;
import io.jenkins.plugins.deploymentledger.core.change.DifferenceJson;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Addresses;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
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

/** An auditor at a browser, in a trail of some hundred entries. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class AuditInBrowserTest {

    private static final int ENTRIES = 400;
    private static final int MOST_TABS = 300;
    private static final LocatorAssertions.IsVisibleOptions A_MINUTE =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static JenkinsRule jenkins;
    private static Browser browser;

    @BeforeAll
    static void start(JenkinsRule rule) {
        assumeTrue(Browser.isInstalled(), "There is no Chromium on this system: the browser tests do not run");
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        jenkins = rule;
        TestTrail.end();
        Instant now = Instant.now();
        List<CompletableFuture<?>> written = new ArrayList<>();
        for (int i = ENTRIES; i > 0; i--) {
            written.add(ledger().append(event(i, now.minus(Duration.ofMinutes(24L * i)))));
        }
        written.forEach(CompletableFuture::join);
        browser = new Browser();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Ledger ledger() {
        return Recorder.find().orElseThrow().trail().ledger().orElseThrow();
    }

    private static AuditEvent event(int number, Instant time) {
        Change change = new Change(
                "/project/builders/hudson.tasks.Shell/command",
                Change.Kind.CHANGED,
                Change.Form.LINES,
                null,
                null,
                List.of("@@ -1 +1 @@", "-make", "+make all"));
        return AuditEvent.of(EventType.of(number % 40 == 0 ? "user.deleted" : "item.config.updated"))
                .at(time)
                .by(number % 3 == 0 ? "ana" : "ben", number % 3 == 0 ? "Ana Lopez" : "Ben Ray")
                .on("job", "app/service-" + number % 7, "App » Service " + number % 7)
                .from(new Addresses("203.0.113." + number % 9, List.of("203.0.113." + number % 9, "10.0.0.2"), true))
                .detail("request", "request-" + number / 2)
                .detail("diff", DifferenceJson.write(new Difference(List.of(change), 0, "")))
                .build();
    }

    private static Page open(Browser.Theme theme, int width, String path) throws Exception {
        Page page = browser.open(theme, width);
        page.navigate(jenkins.getURL() + "audit-trail/" + path);
        return page;
    }

    private static Locator rows(Page page) {
        return page.locator("#audit-rows tr");
    }

    @ParameterizedTest
    @EnumSource
    void everyPageIsAccessibleInEveryThemeAndWidth(Browser.Theme theme) throws Exception {
        for (int width : new int[] {1400, 700}) {
            for (String path : List.of(
                    "",
                    "?actorId=ana&last=30d",
                    "export?actorId=ana&last=30d",
                    "archives",
                    "catalogue",
                    "coverage",
                    "integrity",
                    "settings",
                    "entry/5/")) {
                Page page = open(theme, width, path);
                if (path.isEmpty()) {
                    page.locator("#audit-panel > summary").click();
                }
                if (path.equals("settings")) {
                    assertThat(page.locator(".validation-error-area .warning")).isVisible();
                }
                Accessibility.assertAccessible(page, "#main-panel");
                assertEquals(
                        true,
                        page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"),
                        "Nothing but the table scrolls sideways: " + path + " at " + width);
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(Path.of(
                                "target",
                                "screenshots",
                                "audit-" + path.replaceAll("\\W+", "-") + width + "-" + theme + ".png")));
                page.close();
            }
        }
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void whoDeletedAUserIsFoundByTheTree() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "");
        page.locator("#audit-panel > summary").click();
        page.locator("input[name=category][value=user]").check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*category=user.*"));
        assertThat(rows(page)).not().hasCount(0);
        for (String text : rows(page).allTextContents()) {
            assertTrue(text.contains("User deleted"), text);
        }
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Remove the filter Event: Users"))
                .click();
        assertThat(page).not().hasURL(Pattern.compile(".*category=.*"));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void everyKindOfFilterIsSuggestedAddedAndRemoved() throws Exception {
        for (String[] filter : new String[][] {
            {"actorId", "ana", "ana"},
            {"actor", "Ben*", "Ben Ray"},
            {"targetId", "app/service-3", "app/service-3"},
            {"target", "*Service 4", "Service 4"},
            {"ip", "203.0.113.0/29", "203.0.113."}
        }) {
            Page page = open(Browser.Theme.LIGHT, 1400, "");
            page.locator("#audit-panel > summary").click();
            Locator input = page.locator("#audit-" + filter[0]);
            input.pressSequentially(filter[1].substring(0, 2).replace("*", ""));
            if (!filter[1].contains("*")) {
                assertThat(page.locator("#audit-list-" + filter[0] + " option").first())
                        .isAttached();
            }
            input.fill(filter[1]);
            input.press("Enter");
            assertThat(page).hasURL(Pattern.compile(".*" + filter[0] + "=.*"));
            assertThat(rows(page).first()).containsText(filter[2]);
            page.locator(".audit-set a.audit-chip").click();
            assertThat(page).not().hasURL(Pattern.compile(".*" + filter[0] + "=.*"));
            page.close();
        }
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aPeriodIsDragged() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "?targetId=app*");
        int before = Integer.parseInt(
                page.locator(".audit-histogram figcaption span").textContent().replaceAll("\\D", ""));
        BoundingBox box = page.locator(".audit-histogram svg").boundingBox();
        page.mouse().move(box.x + box.width * 0.2, box.y + 20);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.4, box.y + 20);
        page.mouse().up();
        assertThat(page).hasURL(Pattern.compile(".*from=.*to=.*"));
        int after = Integer.parseInt(
                page.locator(".audit-histogram figcaption span").textContent().replaceAll("\\D", ""));
        assertTrue(after > 0 && after < before / 2, after + " of " + before);
    }

    @Test
    void aPeriodThatIsTypedIsInTheAddressAsInstantsForReadersElsewhere() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "?from=2026-11-01T10:20:30&to=2026-11-02T10:20:31");
        assertThat(page).hasURL(Pattern.compile(".*from=2026-11-0[^&]*Z&to=2026-11-0[^&]*Z"));
        page.locator("#audit-panel > summary").click();
        assertThat(page.locator("#audit-from")).hasValue("2026-11-01T10:20:30");
        assertThat(page.locator("#audit-to")).hasValue("2026-11-02T10:20:31");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void anEntryOpensBesideTheTableByKeyboardAloneAndClosesAgain() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "?targetId=app*");
        Locator link = rows(page).nth(2).locator("a.audit-entry");
        link.focus();
        page.keyboard().press("Enter");
        Locator detail = page.locator("#audit-detail");
        assertThat(detail).isVisible(A_MINUTE);
        assertThat(detail).containsText("Before and after");
        assertEquals(
                List.of("@@ -1 +1 @@", "- make", "+ make all"),
                detail.locator(".audit-diff__lines").innerText().lines().toList());
        assertThat(detail).containsText("client, verified");
        assertThat(detail).containsText("Proved: it is one of the");
        Accessibility.assertAccessible(page, "#main-panel");
        detail.locator("a.audit-verify").click();
        assertThat(detail).containsText("Proved: it is one of the");
        page.keyboard().press("Escape");
        assertThat(detail).isHidden();
        assertThat(link).isFocused();
        assertEquals(List.of(), browser.complaints());
    }

    /** Goes on with the Tab key until something has the focus. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < MOST_TABS; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("s => document.activeElement?.matches(s)", selector))) {
                return;
            }
        }
        throw new AssertionError("The keyboard does not get to " + selector);
    }

    @Test
    void theWholeWayFromTheFilterToTheHistoryOfATargetGoesByKeyboardAlone() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "");
        tabTo(page, "#audit-panel > summary");
        page.keyboard().press("Enter");
        tabTo(page, "input[name=category][value=user]");
        page.keyboard().press("Space");
        tabTo(page, "#audit-actorId");
        page.keyboard().type("ben");
        tabTo(page, ".audit-form button[type=submit]");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*category=user.*actorId=ben.*"));
        page.waitForLoadState();
        tabTo(page, ".audit-scroll");
        tabTo(page, "a.audit-entry");
        page.keyboard().press("Enter");
        assertThat(page.locator("#audit-detail")).isFocused();
        tabTo(page, ".audit-detail__close");
        page.keyboard().press("Enter");
        assertThat(page.locator("#audit-detail")).isHidden();
        assertThat(rows(page).first().locator("a.audit-entry")).isFocused();
        tabTo(page, "#audit-rows button");
        page.keyboard().press("Enter");
        Locator history =
                page.locator(".jenkins-dropdown a", new Page.LocatorOptions().setHasText("All on this target"));
        assertThat(history).isVisible(A_MINUTE);
        for (int i = 0; i < MOST_TABS && !isChosen(history); i++) {
            page.keyboard().press("ArrowDown");
        }
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*targetId=app.*"));
        assertEquals(List.of(), browser.complaints());
    }

    private static boolean isChosen(Locator item) {
        return Boolean.TRUE.equals(
                item.evaluate("e => e.matches('.jenkins-dropdown__item--selected') || e === document.activeElement"));
    }

    @Test
    void aPeriodOfMoreThanNinetyDaysIsRefusedBeforeItIsSent() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "");
        String before = page.url();
        page.locator("#audit-panel > summary").click();
        page.locator("#audit-from").fill("2026-01-01T00:00:01");
        page.locator("#audit-to").fill("2026-06-01T00:00:01");
        assertThat(page.locator("#audit-last")).hasValue("");
        Locator apply = page.locator(".audit-form button[type=submit]");
        apply.click();
        assertEquals(
                "The period has more than 90 days. Choose a shorter one.",
                page.locator("#audit-to").evaluate("e => e.validationMessage"));
        assertThat(page.locator("#audit-to")).isFocused();
        assertEquals(before, page.url(), "Nothing was sent");
        page.locator("#audit-to").fill("");
        apply.click();
        assertThat(page.locator("#audit-from")).isFocused();
        assertEquals(before, page.url(), "Without an end it ends now, and so is too long as well");
        page.locator("#audit-to").fill("2026-06-01T00:00:01");
        page.locator("#audit-from").fill("2026-05-01T00:00:01");
        apply.click();
        assertThat(page).hasURL(Pattern.compile(".*from=2026-0.*"));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsRefusedBeforeItIsSent() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "");
        String before = page.url();
        page.locator("#audit-panel > summary").click();
        page.locator("#audit-from").fill("2026-06-02T00:00:01");
        page.locator("#audit-to").fill("2026-06-01T00:00:01");
        page.locator(".audit-form button[type=submit]").click();
        assertEquals(
                "From is not before To. Swap them.", page.locator("#audit-to").evaluate("e => e.validationMessage"));
        assertThat(page.locator("#audit-to")).isFocused();
        assertEquals(before, page.url(), "Nothing was sent");
        page.locator("#audit-to").fill("2026-06-03T00:00:01");
        page.locator(".audit-form button[type=submit]").click();
        assertThat(page).hasURL(Pattern.compile(".*from=2026-0.*"));
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void olderEntriesThatDoNotComeAreSaidAndTriedAgain() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "?targetId=app*&last=30d&limit=20");
        AtomicBoolean answers = new AtomicBoolean();
        page.route("**/rows?*", route -> {
            if (answers.get()) {
                route.resume();
            } else {
                route.abort();
            }
        });
        page.locator(".audit-older").click();
        Locator failed = page.locator(".audit-failed");
        assertThat(failed).containsText("Entries could not be loaded");
        Accessibility.assertAccessible(page, "#main-panel");
        assertThat(rows(page)).hasCount(20);
        answers.set(true);
        failed.getByText("Try again").click();
        assertThat(page.locator("#audit-rows tr:nth-child(21)")).isAttached();
        assertThat(failed).hasCount(0);
        assertEquals(List.of(), browser.complaintsBut("ERR_FAILED"));
    }

    @Test
    void theLedgerIsVerifiedOnDemandAndTheResultComesByItself() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "integrity");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Verify"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/integrity"));
        Locator state = page.locator(".audit-live");
        assertThat(state)
                .containsText("Everything proved", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        state.locator("a").click();
        assertThat(page.locator("#main-panel")).containsText("audit.verified");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void settingsAreCheckedAsOneTypesAndAnAnchorIsAdded() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "settings");
        page.locator("input[name='_.retentionDays']").fill("-5");
        page.locator("input[name='_.retentionDays']").press("Tab");
        assertThat(page.locator(".validation-error-area .error")).containsText("between 0 and 36500");
        page.locator("input[name='_.retentionDays']").fill("0");
        page.locator("button.hetero-list-add").click();
        page.locator(".jenkins-dropdown button, .jenkins-dropdown a")
                .filter(new Locator.FilterOptions().setHasText("URL"))
                .click();
        Locator url = page.locator("input[name='_.url']");
        assertThat(url).hasAttribute("aria-label", "URL");
        url.fill("https://anchor.example.org/checkpoints");
        page.locator("form[name=config] button[name=Submit]").click();
        assertThat(page.locator("input[name='_.url']")).hasValue("https://anchor.example.org/checkpoints");
        assertEquals(1, AuditSinks.get().getSinks().size());
        AuditSinks.get().setSinks(List.of());
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void onePagesDownWithoutEndAndNewEntriesAreAnnouncedWithoutMovingTheOthers() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "?targetId=app*&last=30d");
        assertThat(rows(page)).hasCount(50);
        page.locator(".audit-older").scrollIntoViewIfNeeded();
        assertThat(page.locator("#audit-rows tr:nth-child(51)")).isAttached();
        page.evaluate("window.scrollTo(0, 0)");
        String first = rows(page).first().getAttribute("data-sequence");
        ledger().append(event(1, Instant.now())).join();
        Locator announced = page.locator(".audit-new button");
        assertThat(announced).isVisible(A_MINUTE);
        assertThat(announced).containsText("1 new entry");
        assertEquals(first, rows(page).first().getAttribute("data-sequence"), "Nothing moves by itself");
        announced.click();
        assertThat(rows(page).nth(1)).hasAttribute("data-sequence", first);
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void whatIsSeenIsExported() throws Exception {
        Page page = open(Browser.Theme.LIGHT, 1400, "?actorId=ana&last=90d");
        page.locator("#audit-export").click();
        Locator dialog = page.locator("dialog .audit-export");
        assertThat(dialog).containsText(ENTRIES / 3 + " entries of the period");
        Accessibility.assertAccessible(page, "dialog");
        Download download =
                page.waitForDownload(() -> dialog.getByText("CSV", new Locator.GetByTextOptions().setExact(true))
                        .click());
        assertEquals("audit-trail.csv", download.suggestedFilename());
        Path file = download.path();
        assertEquals(
                1 + ENTRIES / 3,
                Files.readAllLines(file).stream()
                        .filter(line -> line.contains("Ana Lopez") || line.contains("Operated by"))
                        .count());
        assertThat(dialog).containsText("Complete: all " + ENTRIES / 3 + " rows were sent.");
        Accessibility.assertAccessible(page, "dialog");
        // The page may ask how far it is before the server has begun.
        assertEquals(List.of(), browser.complaintsBut("export.progress"));
    }
}
