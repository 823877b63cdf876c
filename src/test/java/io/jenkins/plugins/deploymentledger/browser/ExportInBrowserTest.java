package io.jenkins.plugins.deploymentledger.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the dialog of an export says while it goes on, at its end, and when it breaks off. */
@WithJenkins
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class ExportInBrowserTest {

    private static final int ENTRIES = 4_000;

    private JenkinsRule jenkins;
    private Browser browser;

    @BeforeEach
    void start(JenkinsRule rule) {
        assumeTrue(Browser.isInstalled(), "There is no Chromium on this system: the browser tests do not run");
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        jenkins = rule;
        TestTrail.end();
        Ledger ledger = Recorder.find().orElseThrow().trail().ledger().orElseThrow();
        List<CompletableFuture<?>> written = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            written.add(ledger.append(AuditEvent.of(EventType.of("item.deleted"))
                    .by("ana", "Ana Lopez")
                    .on("job", "exported", "Exported")
                    .build()));
        }
        written.forEach(CompletableFuture::join);
        browser = new Browser();
    }

    @AfterEach
    void end() {
        if (browser != null) {
            browser.close();
        }
    }

    private Locator dialog(Page page) throws Exception {
        page.navigate(jenkins.getURL() + "audit-trail/?targetId=exported");
        page.locator("#audit-export").click();
        Locator dialog = page.locator("dialog .audit-export");
        assertThat(dialog).containsText("4,000 entries of the period");
        return dialog;
    }

    private static Locator format(Locator dialog, String text) {
        return dialog.getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    @Test
    void rowsAreCountedUntilTheFileIsComplete() throws Exception {
        Page page = browser.open(Browser.Theme.LIGHT, 1400);
        AtomicBoolean held = new AtomicBoolean(true);
        // Such an export is over before anybody can read how far it is: the first answers are those of a longer one.
        page.route("**/export.progress?*", route -> {
            if (held.get()) {
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"state\":\"running\",\"rows\":1500,\"expected\":4000}"));
            } else {
                route.resume();
            }
        });
        Locator dialog = dialog(page);
        Download download = page.waitForDownload(
                () -> format(dialog, "CSV with manifest (zip)").click());
        assertThat(dialog).containsText("1,500 of about 4,000 rows");
        assertEquals(0.375, dialog.locator("progress").evaluate("bar => bar.value / bar.max"));
        Accessibility.assertAccessible(page, "dialog");
        page.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "audit-export-running.png")));
        held.set(false);
        assertThat(dialog).containsText("Complete: all 4,000 rows were sent.");
        assertEquals("audit-trail.csv.zip", download.suggestedFilename());
        assertNotNull(download.path());
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void oneThatBreaksOffIsNotTakenForAWholeFile() throws Exception {
        Page page = browser.open(Browser.Theme.DARK, 700);
        Locator dialog = dialog(page);
        TestTrail.damageTheMiddle();
        Download download =
                page.waitForDownload(() -> format(dialog, "JSON lines").click());
        assertNotNull(download.failure(), "The browser does not keep a part of the file");
        assertThat(dialog).containsText("The export broke off after ");
        assertThat(dialog.locator(".jenkins-alert-danger")).containsText("the file is not whole");
        Accessibility.assertAccessible(page, "dialog");
        page.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "audit-export-broken.png")));
    }
}
