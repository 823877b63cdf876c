package io.jenkins.plugins.deploymentledger.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Collectors;

/** Has axe judge parts of a page, once their colours have settled. */
final class Accessibility {

    private Accessibility() {}

    /** Fails with what axe finds in these parts (CSS selectors) of the page. */
    static void assertAccessible(Page page, String... parts) {
        // A colour on its way from one to another is none that anybody reads.
        page.evaluate("""
                () => Promise.all(document.getAnimations()
                    .filter(one => Number.isFinite(one.effect.getComputedTiming().endTime))
                    .map(one => one.finished.catch(() => {})))""");
        AxeBuilder axe = new AxeBuilder(page);
        List.of(parts).forEach(axe::include);
        // Core's own: the place of question marks in the order of the keyboard, the colour of warnings.
        axe.exclude(".jenkins-help-button").exclude(".validation-error-area");
        assertEquals(
                "",
                axe.analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .collect(Collectors.joining("\n")),
                page.url());
    }
}
