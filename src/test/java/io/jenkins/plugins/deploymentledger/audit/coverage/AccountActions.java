package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.User;
import hudson.security.HudsonPrivateSecurityRealm;
import java.io.IOException;
import org.jvnet.hudson.test.JenkinsRule;

/** What people do who have no account yet. */
final class AccountActions {

    private static final String ANONYMOUS = "anonymous";

    private AccountActions() {}

    static void add(Actions actions) {
        actions.by(ANONYMOUS)
                .with(AccountActions::realm)
                .besides("user.updated", "first")
                .besides("auth.login", "first")
                .add(
                        "Create the first account of all",
                        "POST securityRealm/createFirstAccount",
                        "user.created",
                        "first",
                        client -> client.as(null, null)
                                .with("Jenkins-Crumb", "test")
                                .post("securityRealm/createFirstAccount", form("first")));
        actions.by(ANONYMOUS)
                .besides("user.updated", "carl")
                .besides("auth.login", "carl")
                .add("Sign up", "POST securityRealm/createAccount", "user.created", "carl", client -> client.as(
                                null, null)
                        .with("Jenkins-Crumb", "test")
                        .post("securityRealm/createAccount", form("carl")));
    }

    /** One that knows nobody yet, and lets everybody sign up. */
    private static void realm(JenkinsRule j) throws IOException {
        for (User user : User.getAll()) {
            user.delete();
        }
        j.jenkins.setSecurityRealm(new HudsonPrivateSecurityRealm(true, false, null));
    }

    private static String[] form(String name) {
        return new String[] {
            "username", name,
            "password1", name + "-password",
            "password2", name + "-password",
            "fullname", name,
            "email", name + "@example.com"
        };
    }
}
