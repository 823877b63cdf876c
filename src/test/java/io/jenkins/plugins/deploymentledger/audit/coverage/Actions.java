package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.AbstractItem;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.deploymentledger.audit.coverage.CoverageAction.Doing;
import io.jenkins.plugins.deploymentledger.audit.coverage.CoverageAction.Preparing;
import java.util.ArrayList;
import java.util.List;

/** The actions of one area, in the order in which they are done; each kind of them in a few words. */
final class Actions {

    private static final Preparing NOTHING = j -> {};
    private static final String ADMIN = "admin";

    private final List<CoverageAction> actions = new ArrayList<>();
    private Preparing before = NOTHING;
    private Preparing after = NOTHING;
    private List<Trace> besides = List.of();
    private List<Trace> later = List.of();
    private List<String> shown = List.of();
    private String actor = ADMIN;

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

    /** The next action leaves this entry besides its own. */
    Actions besides(String event, String target) {
        besides = with(besides, new Trace(event, target));
        return this;
    }

    /** Of the next action this entry comes by itself, perhaps when others are done already. */
    Actions later(String event, String target) {
        later = with(later, new Trace(event, target));
        return this;
    }

    /** The differences in the entries of the next action show these places, and nothing else. */
    Actions showing(String... places) {
        shown = List.of(places);
        return this;
    }

    private static List<Trace> with(List<Trace> traces, Trace one) {
        List<Trace> more = new ArrayList<>(traces);
        more.add(one);
        return List.copyOf(more);
    }

    /** The next action is one of somebody else. */
    Actions by(String who) {
        actor = who;
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

    /** A call of a method as the script of a page does it, with arguments as JSON writes an array. */
    void call(String name, String path, String arguments, String event, String target) {
        add(name, "POST " + path + " (JavaScript)", event, target, client -> client.call(path, arguments));
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
        add(name, way, new Trace(event, target), actor, Ending.DONE, doing);
    }

    /** A POST with a form that cannot be carried out as it is. */
    void shownAgain(String name, String path, String event, String target, String... form) {
        add(
                name,
                "POST " + path,
                new Trace(event, target),
                actor,
                Ending.SHOWN_AGAIN,
                client -> client.post(path, form));
    }

    /** A POST by somebody who is refused. */
    void refused(String name, String actor, String path, String target, Doing doing) {
        add(name + ", as " + actor, "POST " + path, new Trace("auth.denied", target), actor, Ending.REFUSED, doing);
    }

    /** A command by somebody who may not do all of it. */
    void cli(String name, String actor, Ending ending, Trace trace, Doing doing, String... command) {
        add(name + ", as " + actor, "CLI " + String.join(" ", command), trace, actor, ending, doing);
    }

    /** A POST by somebody who may not even know that its object is there. */
    void hidden(String name, String actor, String path, String target, Doing doing) {
        add(name + ", as " + actor, "POST " + path, new Trace("auth.denied", target), actor, Ending.HIDDEN, doing);
    }

    private void add(String name, String way, Trace trace, String who, Ending ending, Doing doing) {
        actions.add(new CoverageAction(name, way, trace, besides, later, shown, who, ending, before, doing, after));
        before = NOTHING;
        after = NOTHING;
        besides = List.of();
        later = List.of();
        shown = List.of();
        actor = ADMIN;
    }

    /** Makes sure that there is a job of this name. */
    static Preparing job(String name) {
        return j -> {
            if (j.jenkins.getItem(name) == null) {
                j.createFreeStyleProject(name);
            }
        };
    }

    /** Writes out an item as Jenkins itself writes it, with all that was left out when it was created or changed. */
    static Preparing saved(String name) {
        return j -> ((AbstractItem) j.jenkins.getItemByFullName(name)).save();
    }

    /** Makes a job and builds it once. */
    static Preparing built(String name) {
        return j -> {
            job(name).in(j);
            j.buildAndAssertSuccess(j.jenkins.getItemByFullName(name, FreeStyleProject.class));
        };
    }
}
