package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentledger.audit.coverage.CoverageAction.Doing;
import io.jenkins.plugins.deploymentledger.audit.coverage.CoverageAction.Preparing;
import java.util.ArrayList;
import java.util.List;

/** The actions of one area, in the order in which they are done; each kind of them in a few words. */
final class Actions {

    private static final Preparing NOTHING = j -> {};

    private final List<CoverageAction> actions = new ArrayList<>();
    private Preparing before = NOTHING;
    private Preparing after = NOTHING;

    List<CoverageAction> list() {
        return List.copyOf(actions);
    }

    /** The next action needs this. */
    Actions with(Preparing preparing) {
        before = preparing;
        return this;
    }

    /** After the next action this is waited for. */
    Actions until(Preparing waiting) {
        after = waiting;
        return this;
    }

    /** A POST with the fields of a form, which are names and values in turn. */
    void http(String name, String path, String event, String target, String... form) {
        add(name, "POST " + path, event, target, client -> client.post(path, form));
    }

    /** A POST with an XML document. */
    void xml(String name, String path, String xml, String event, String target) {
        add(name, "POST " + path + " (XML)", event, target, client -> client.postXml(path, xml));
    }

    /** A request of another kind. */
    void send(String name, String verb, String path, String type, String body, String event, String target) {
        add(name, verb + " " + path, event, target, client -> client.send(verb, path, type, body));
    }

    /** A command, with what it reads from its standard input. */
    void cli(String name, String stdin, String event, String target, String... command) {
        add(name, "CLI " + String.join(" ", command), event, target, client -> client.cli(stdin, command));
    }

    /** Any other action. */
    void add(String name, String way, String event, String target, Doing doing) {
        add(new CoverageAction(name, way, event, target, "admin", false, before, doing, after));
    }

    /** A POST by somebody who is refused. */
    void refused(String name, String actor, String path, String target, Doing doing) {
        add(new CoverageAction(
                name + ", as " + actor, "POST " + path, "auth.denied", target, actor, true, before, doing, after));
    }

    private void add(CoverageAction action) {
        actions.add(action);
        before = NOTHING;
        after = NOTHING;
    }

    /** Makes sure that there is a job of this name. */
    static Preparing job(String name) {
        return j -> {
            if (j.jenkins.getItem(name) == null) {
                j.createFreeStyleProject(name);
            }
        };
    }

    /** Makes a job and builds it once. */
    static Preparing built(String name) {
        return j -> {
            job(name).in(j);
            j.buildAndAssertSuccess(j.jenkins.getItemByFullName(name, FreeStyleProject.class));
        };
    }
}
