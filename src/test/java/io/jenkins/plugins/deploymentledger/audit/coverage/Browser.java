package io.jenkins.plugins.deploymentledger.audit.coverage;

import io.jenkins.plugins.deploymentledger.audit.AuditClient;
import java.io.IOException;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlFormUtil;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlOption;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextArea;
import org.jvnet.hudson.test.JenkinsRule;

/** The administrator {@code admin} at a browser, who opens a page, fills in its form and saves it. */
final class Browser {

    private static final int PATIENCE_MILLIS = 20_000;

    private JenkinsRule.WebClient client;
    private HtmlPage asked;

    /** Fills in a form. */
    @FunctionalInterface
    interface Filling {
        /** Leaves the form as it came. */
        Filling NOTHING = form -> {};

        void in(HtmlForm form) throws IOException;
    }

    /** Logs in; nothing if that was done. */
    void open(JenkinsRule j) throws Exception {
        if (client == null) {
            client = j.createWebClient().withThrowExceptionOnFailingStatusCode(false);
            client.addRequestHeader("X-Forwarded-For", AuditClient.FORWARDED);
            client.login("admin", "admin-password");
        }
    }

    /** Fills in the form of a page and saves it; gives the status of the answer. */
    int save(String page, String name, Filling filling) throws Exception {
        HtmlForm form = filled(page, name, filling);
        return HtmlFormUtil.submit(form).getWebResponse().getStatusCode();
    }

    /** Fills in the form of a page and has it applied, so that the page stays; gives the status of the page. */
    int apply(String page, String name, Filling filling) throws Exception {
        HtmlForm form = filled(page, name, filling);
        HtmlFormUtil.getButtonByCaption(form, "Apply").click();
        client.loadDownloadedResponses();
        client.waitForBackgroundJavaScript(PATIENCE_MILLIS);
        return form.getPage().getWebResponse().getStatusCode();
    }

    /** Does the first step of two, whose answer is the form of the second. */
    void ask(String page, String name, Filling filling) throws Exception {
        asked = (HtmlPage) HtmlFormUtil.submit(filled(page, name, filling));
    }

    /** Fills in the form that was asked for and saves it; gives the status of the answer. */
    int saveAsked(Filling filling) throws Exception {
        HtmlForm form = asked.getFormByName("config");
        filling.in(form);
        return HtmlFormUtil.submit(form).getWebResponse().getStatusCode();
    }

    private HtmlForm filled(String page, String name, Filling filling) throws Exception {
        HtmlPage opened = client.goTo(page);
        HtmlForm form = opened.getFirstByXPath(
                "//form[@name='%1$s' or not(@name) and contains(@action, '/%1$s')]".formatted(name));
        if (form == null) {
            throw new IOException("No form " + name + " in " + page);
        }
        filling.in(form);
        client.waitForBackgroundJavaScript(PATIENCE_MILLIS);
        return form;
    }

    /** Types into a field, also where an editor took the place of the text area. */
    static Filling type(String field, String text) {
        return form -> type(byName(form, field), text);
    }

    /** Types into the first field of this name in the section of a descriptor. */
    static Filling typeIn(String section, String field, String text) {
        return form -> type(inSection(form, section, field), text);
    }

    /** Checks a box, or unchecks it. */
    static Filling check(String field, boolean checked) {
        return form -> ((HtmlCheckBoxInput) byName(form, field)).setChecked(checked);
    }

    /** Chooses an option by its value or its text. */
    static Filling choose(String field, String option) {
        return form -> {
            HtmlSelect select = (HtmlSelect) byName(form, field);
            HtmlOption chosen = select.getOptions().stream()
                    .filter(one -> one.getValueAttribute().equals(option)
                            || one.getText().strip().equals(option))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No option " + option + " in " + select.getOptions()));
            select.setSelectedAttribute(chosen, true);
        };
    }

    /** Clicks what an XPath leads to, from the form. */
    static Filling click(String path) {
        return form -> {
            at(form, path).click();
            form.getPage().getWebClient().waitForBackgroundJavaScript(PATIENCE_MILLIS);
        };
    }

    /** Takes an element of a list away, as its button does at the end of an animation, which this browser does not know. */
    static Filling leaveOut(String path) {
        return form -> at(form, path).remove();
    }

    /** Names what is to be made and chooses its kind, on a page that has both. */
    static Filling make(String name, Class<?> kind) {
        return all(type("name", name), click(".//input[@name='mode' and @value='" + kind.getName() + "']"));
    }

    /** Clicks a button. */
    static Filling press(String caption) {
        return form -> {
            HtmlButton button = HtmlFormUtil.getButtonByCaption(form, caption);
            button.click();
            form.getPage().getWebClient().waitForBackgroundJavaScript(PATIENCE_MILLIS);
        };
    }

    /** One thing after the other. */
    static Filling all(Filling... fillings) {
        return form -> {
            for (Filling filling : fillings) {
                filling.in(form);
            }
        };
    }

    private static void type(DomElement field, String text) throws IOException {
        if (field instanceof HtmlTextArea area) {
            area.setText(text);
            ((HtmlPage) area.getPage())
                    .executeJavaScript(
                            "document.getElementsByName('" + area.getNameAttribute()
                                    + "').forEach(area => { if (area.codemirrorObject) { area.codemirrorObject.setValue(area.value); } })");
        } else {
            ((HtmlInput) field).setValue(text);
        }
    }

    private static HtmlElement byName(HtmlForm form, String name) throws IOException {
        return at(form, ".//*[@name='" + name + "']");
    }

    /** What a section of a descriptor has comes after an element that begins it. */
    private static HtmlElement inSection(HtmlForm form, String section, String field) throws IOException {
        return at(form, ".//*[@name='" + section + "']/following::*[@name='" + field + "'][1]");
    }

    private static HtmlElement at(HtmlForm form, String path) throws IOException {
        HtmlElement found = form.getFirstByXPath(path);
        if (found == null) {
            throw new IOException("Nothing at " + path + " in " + form.getPage().getUrl());
        }
        return found;
    }
}
