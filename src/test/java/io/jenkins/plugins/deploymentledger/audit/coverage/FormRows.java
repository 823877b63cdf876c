package io.jenkins.plugins.deploymentledger.audit.coverage;

import io.jenkins.plugins.deploymentledger.audit.coverage.Browser.Filling;
import io.jenkins.plugins.deploymentledger.audit.coverage.CoverageAction.Preparing;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * What a person does with one form.
 *
 * <p>Before all of it the form is saved once as it is, so that what it configures is written with all that its first save writes
 * out.
 */
final class FormRows {

    private final Actions actions;
    private final Browser browser;
    private final String page;
    private final String form;
    private Preparing before = j -> {};
    private boolean ready;

    /**
     * @param page where the form is
     * @param form its name
     */
    FormRows(Actions actions, Browser browser, String page, String form) {
        this.actions = actions;
        this.browser = browser;
        this.page = page;
        this.form = form;
    }

    /** The usual name of a form. */
    FormRows(Actions actions, Browser browser, String page) {
        this(actions, browser, page, "config");
    }

    /** Makes what the form configures. */
    FormRows of(Preparing preparing) {
        before = preparing;
        return this;
    }

    /** The next row leaves this entry besides its own. */
    FormRows besides(String event, String target) {
        actions.besides(event, target);
        return this;
    }

    /** The form is filled in and saved; with the places that the differences of all entries show. */
    FormRows saved(String name, Filling filling, String event, String target, String... shown) {
        actions.with(this::ready)
                .showing(shown)
                .add(name, "SAVE " + page, event, target, client -> browser.save(page, form, filling));
        return this;
    }

    /** The same with the other button. */
    FormRows applied(String name, Filling filling, String event, String target, String... shown) {
        actions.with(this::ready)
                .showing(shown)
                .add(name, "APPLY " + page, event, target, client -> browser.apply(page, form, filling));
        return this;
    }

    /** The form is saved as it came. */
    FormRows asItIs(String what, String target) {
        return saved("Save " + what + ", nothing changed", Filling.NOTHING, "http.unchanged", target);
    }

    private void ready(JenkinsRule j) throws Exception {
        if (!ready) {
            browser.open(j);
            before.in(j);
            browser.save(page, form, Filling.NOTHING);
            ready = true;
        }
    }
}
