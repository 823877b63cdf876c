package io.jenkins.plugins.deploymentledger.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A log of before is imported and searched in a real browser. */
@WithJenkins
class ArchivesInBrowserTest {

    private static final String LOG = """
            Nov 24, 2016 9:00:00,123 AM /job/web/configSubmit by ana from 203.0.113.7
            Nov 24, 2016 9:01:00,000 AM /createItem (office) by ben from 203.0.113.8
            Nov 24, 2016 9:02:00,000 AM job/web/ #12 Started by user Ana Lopez, Parameters:[branch: {main}]
            """;

    @TempDir
    private Path temp;

    @Test
    void aLogIsImportedAndSearched(JenkinsRule j) throws Exception {
        assumeTrue(Browser.isInstalled(), "There is no Chromium here");
        TestTrail.end();
        Path log = temp.resolve("audit.log");
        Files.writeString(log, LOG);
        try (Browser browser = new Browser()) {
            Page page = browser.open(Browser.Theme.LIGHT, 1400);
            page.navigate(j.getURL() + "audit-trail/archives");
            page.locator("input[name=file]").setInputFiles(log);
            page.locator("input[name=zone]").fill("UTC");
            page.locator("form[name=import] button[name=Submit]").click();
            assertThat(page.locator(".audit-table tbody tr")).hasCount(3);
            assertThat(page.locator("#audit-archives")).containsText("imported, not proved");
            page.locator(".audit-panel summary").click();
            page.locator("#audit-actorId").fill("ben");
            page.locator("form.audit-form button[type=submit]").click();
            assertThat(page.locator(".audit-table tbody tr")).hasCount(1);
            assertThat(page.locator(".audit-table tbody tr")).containsText("/createItem");
            assertTrue(page.url().endsWith("&actorId=ben"), page::url);
            page.locator(".audit-panel summary").click();
            page.locator("#audit-actorId").fill("ana");
            page.locator("#audit-actorId").press("Enter");
            assertThat(page.locator(".audit-table tbody tr")).hasCount(2);
            assertTrue(page.url().endsWith("&actorId=ben&actorId=ana"), page::url);
            for (Browser.Theme theme : Browser.Theme.values()) {
                for (int width : List.of(1400, 700)) {
                    Page shown = browser.open(theme, width);
                    shown.navigate(page.url());
                    look(shown, theme + "-" + width);
                }
            }
            assertEquals(List.of(), browser.complaints());
        }
    }

    private static void look(Page page, String name) {
        Accessibility.assertAccessible(page, "#main-panel");
        assertTrue(
                (Boolean) page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"),
                name + ": the page is wider than the window");
    }
}
