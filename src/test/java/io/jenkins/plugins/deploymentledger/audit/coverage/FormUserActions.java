package io.jenkins.plugins.deploymentledger.audit.coverage;

import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.all;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.check;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.choose;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.make;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.type;

import hudson.model.ListView;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.audit.coverage.Browser.Filling;
import jenkins.security.ApiTokenProperty;

/** What is done to users by the forms of their pages. */
final class FormUserActions {

    private static final String UPDATED = "user.updated";

    private FormUserActions() {}

    static void add(Actions actions) {
        Browser browser = new Browser();
        actions.with(browser::open)
                .besides("user.updated", "bob")
                .add(
                        "Create a user by the form",
                        "SAVE securityRealm/addUser",
                        "user.created",
                        "bob",
                        client -> browser.save(
                                "securityRealm/addUser",
                                "createAccountByAdmin",
                                all(
                                        type("username", "bob"),
                                        type("password1", "bob-password"),
                                        type("password2", "bob-password"),
                                        type("fullname", "Bob Ray"),
                                        type("email", "bob@example.com"))));
        pages(actions, browser, "bob");
        pages(actions, browser, "admin");
        Filling password = all(type("user.password", "other-password"), type("user.password2", "other-password"));
        new FormRows(actions, browser, "user/bob/security/")
                .besides("auth.sessions.terminated", "bob")
                .saved(
                        "Change the password of a user by its form",
                        password,
                        "user.password.changed",
                        "bob",
                        "/user/properties/hudson.security.HudsonPrivateSecurityRealm_-Details/passwordHash")
                .asItIs("the security of a user with another password", "bob");
        actions.with(browser::open)
                .add(
                        "Make a view of one's own",
                        "SAVE user/admin/my-views/newView",
                        "view.created",
                        "admin/own",
                        client ->
                                browser.save("user/admin/my-views/newView", "createItem", make("own", ListView.class)));
        new FormRows(actions, browser, "user/admin/my-views/view/own/configure", "viewConfig")
                .asItIs("a view of one's own", "admin/own")
                .saved(
                        "Describe a view of one's own",
                        type("_.description", "two"),
                        "view.updated",
                        "admin/own",
                        "+/user/properties/hudson.model.MyViewsProperty/views/hudson.model.ListView[name=own]/description")
                .asItIs("a view of one's own with this", "admin/own");
    }

    private static void pages(Actions actions, Browser browser, String id) {
        String user = "user/" + id + "/";
        new FormRows(actions, browser, user + "account/")
                .of(j -> {
                    User whose = User.getById(id, false);
                    whose.getProperty(ApiTokenProperty.class).generateNewToken("one");
                    whose.save();
                })
                .asItIs("the account of " + id, id)
                .saved("Describe " + id, type("_.description", "two"), UPDATED, id, "/user/description")
                .applied("Call " + id + " otherwise", type("_.fullName", "Somebody"), UPDATED, id, "/user/fullName")
                .asItIs("the account of " + id + " with this", id);
        new FormRows(actions, browser, user + "security/").asItIs("the security of " + id, id);
        new FormRows(actions, browser, user + "preferences/")
                .asItIs("the preferences of " + id, id)
                .saved(
                        "Change the time zone of " + id,
                        choose("_.timeZoneName", "Europe/Paris"),
                        UPDATED,
                        id,
                        "/user/properties/hudson.model.TimeZoneProperty/timeZoneName")
                .applied(
                        "Have the search of " + id + " ignore case",
                        check("insensitiveSearch", false),
                        UPDATED,
                        id,
                        "/user/properties/hudson.search.UserSearchProperty/insensitiveSearch")
                .asItIs("the preferences of " + id + " with this", id);
        new FormRows(actions, browser, user + "appearance/").asItIs("the appearance of " + id, id);
        new FormRows(actions, browser, user + "experiments/").asItIs("the experiments of " + id, id);
    }
}
