package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.HudsonPrivateSecurityRealm;
import jenkins.model.Jenkins;
import jenkins.security.ApiTokenProperty;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Commands of somebody who may know that there is a job, and no more: Jenkins refuses to name it. */
final class DiscoverActions {

    private static final String FINDER = "finder";

    /** Of the form that Jenkins wants of tokens that it has not made itself. */
    private static final String TOKEN = "11" + "0123456789abcdef".repeat(2);

    private DiscoverActions() {}

    static void add(Actions actions) {
        actions.with(DiscoverActions::jobs).besides("item.reloaded", "guarded");
        add(
                actions,
                "Read two jobs anew, of which one is refused",
                Ending.PARTLY,
                new Trace("item.reloaded", "open"),
                "reload-job",
                "open",
                "guarded");
        refused(actions, "Read a job anew", "reload-job", "guarded");
        refused(actions, "Keep a build", "keep-build", "guarded", "1");
        refused(actions, "Stop builds", "stop-builds", "guarded");
        refused(actions, "Describe a build", "set-build-description", "guarded", "1", "x");
        refused(actions, "Name a build", "set-build-display-name", "guarded", "1", "x");
    }

    private static void refused(Actions actions, String name, String... command) {
        add(actions, name, Ending.REFUSED, new Trace("cli.failed", command[0]), command);
    }

    private static void add(Actions actions, String name, Ending ending, Trace trace, String... command) {
        actions.cli(
                name, FINDER, ending, trace, client -> client.as(FINDER, TOKEN).cli("", command), command);
    }

    private static void jobs(JenkinsRule j) throws Exception {
        Item open = j.createFreeStyleProject("open");
        FreeStyleProject guarded = j.createFreeStyleProject("guarded");
        j.buildAndAssertSuccess(guarded);
        User finder =
                ((HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm()).createAccount(FINDER, FINDER + "-password");
        finder.getProperty(ApiTokenProperty.class).addFixedNewToken("test", TOKEN);
        finder.save();
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to(FINDER)
                .grant(Item.READ, Item.CONFIGURE)
                .onItems(open)
                .to(FINDER)
                .grant(Item.DISCOVER)
                .onItems(guarded)
                .to(FINDER));
    }
}
