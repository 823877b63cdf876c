package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.User;
import hudson.model.UserProperty;
import hudson.model.userproperty.UserPropertyCategory;
import hudson.security.HudsonPrivateSecurityRealm;
import jenkins.security.ApiTokenProperty;
import jenkins.security.apitoken.ApiTokenPropertyConfiguration;

/** What is done to users and to what they may do. */
final class UserActions {

    private static final String TOKENS = "/descriptorByName/jenkins.security.ApiTokenProperty/";
    private static final String JOB = "<project><properties>%s</properties><builders/></project>";
    private static final String MATRIX = "<hudson.security.AuthorizationMatrixProperty>"
            + "<inheritanceStrategy class=\"org.jenkinsci.plugins.matrixauth.inheritance.InheritParentStrategy\"/>%s"
            + "</hudson.security.AuthorizationMatrixProperty>";
    private static final String PERMISSION = "<permission>%s:hudson.model.Item.%s:%s</permission>";
    private static final String CASC = "jenkins:\n  authorizationStrategy:\n    globalMatrix:\n      entries:\n"
            + "      - user:\n          name: admin\n          permissions: [Overall/Administer]\n%s";

    private UserActions() {}

    static void add(Actions actions) {
        users(actions);
        tokens(actions);
        actions.http(
                "End a user's sessions",
                "user/bob/descriptorByName/jenkins.security.seed.UserSeedProperty/renewSessionSeed/",
                "auth.sessions.terminated",
                "bob");
        actions.http("Delete a user", "user/bob/doDelete", "user.deleted", "bob");
        permissions(actions);
    }

    private static void users(Actions actions) {
        actions.besides("user.updated", "bob")
                .http(
                        "Create a user",
                        "securityRealm/createAccountByAdmin",
                        "user.created",
                        "bob",
                        "username",
                        "bob",
                        "password1",
                        "bob-password",
                        "password2",
                        "bob-password",
                        "fullname",
                        "Bob Ray",
                        "email",
                        "bob@example.com");
        actions.shownAgain(
                "Create a user whose passwords differ",
                "securityRealm/createAccountByAdmin",
                "user.created",
                "ada",
                "username",
                "ada",
                "password1",
                "ada-password",
                "password2",
                "another-password",
                "fullname",
                "Ada");
        actions.http("Describe a user", "user/bob/submitDescription", "user.updated", "bob", "description", "x");
        actions.besides("auth.sessions.terminated", "bob")
                .add(
                        "Change a user's password",
                        "POST user/bob/security/configSubmit",
                        "user.password.changed",
                        "bob",
                        client -> client.post(
                                "user/bob/security/configSubmit",
                                "user.password",
                                "other-password",
                                "user.password2",
                                "other-password",
                                "json",
                                "{\"userProperty" + passwordProperty() + "\":{}}"));
    }

    /** Which of the properties on the page of a user's security the password is. */
    private static long passwordProperty() {
        return UserProperty.allByCategoryClass(UserPropertyCategory.Security.class).stream()
                .takeWhile(descriptor -> !descriptor.clazz.equals(HudsonPrivateSecurityRealm.Details.class))
                .count();
    }

    private static void tokens(Actions actions) {
        actions.http(
                "Create an API token",
                "user/admin" + TOKENS + "generateNewToken",
                "auth.token.created",
                "admin/*",
                "newTokenName",
                "extra");
        actions.add(
                "Rename an API token",
                "POST user/admin" + TOKENS + "rename",
                "auth.token.updated",
                "admin/*",
                client -> client.post("user/admin" + TOKENS + "rename", "tokenUuid", extra(), "newName", "other"));
        actions.add(
                "Revoke an API token",
                "POST user/admin" + TOKENS + "revoke",
                "auth.token.revoked",
                "admin/*",
                client -> client.post("user/admin" + TOKENS + "revoke", "tokenUuid", extra()));
        actions.http(
                "Add an API token of one's own choice",
                "user/admin" + TOKENS + "addFixedToken",
                "auth.token.created",
                "admin/*",
                "newTokenName",
                "fixed",
                "newTokenPlainValue",
                "110123456789abcdef0123456789abcdef");
        actions.add(
                "Revoke all API tokens but one",
                "POST user/admin" + TOKENS + "revokeAllExcept",
                "auth.token.revoked",
                "admin/*",
                client -> client.post("user/admin" + TOKENS + "revokeAllExcept", "tokenUuid", used()));
        actions.with(j -> {
                    User bob = User.getById("bob", false);
                    bob.getProperty(ApiTokenProperty.class).generateNewToken("one");
                    bob.save();
                })
                .http("Revoke all API tokens", "user/bob" + TOKENS + "revokeAll", "auth.token.revoked", "bob/*");
        String change = "user/bob" + TOKENS + "changeToken";
        actions.http(
                "Ask for a legacy API token, which is not allowed",
                change,
                "http.unchanged",
                "jenkins.security.ApiTokenProperty");
        actions.with(j -> ApiTokenPropertyConfiguration.get().setCreationOfLegacyTokenEnabled(true))
                .http("Create a legacy API token", change, "auth.token.created", "bob/*");
        actions.besides("auth.token.revoked", "bob/*")
                .http("Change a legacy API token", change, "auth.token.created", "bob/*");
        actions.http("Revoke a legacy API token", "user/bob" + TOKENS + "revokeAll", "auth.token.revoked", "bob/*");
    }

    /** The newest token of the administrator. */
    private static String extra() {
        return token(false);
    }

    /** The one with which the administrator does all this. */
    private static String used() {
        return token(true);
    }

    private static String token(boolean used) {
        return User.getById("admin", false).getProperty(ApiTokenProperty.class).getTokenList().stream()
                .filter(token -> token.name.equals("test") == used)
                .findFirst()
                .orElseThrow()
                .uuid;
    }

    private static void permissions(Actions actions) {
        String build = PERMISSION.formatted("USER", "Build", "carol");
        actions.with(Actions.job("guarded"))
                .besides("item.config.updated", "guarded")
                .xml(
                        "Guard a job",
                        "job/guarded/config.xml",
                        JOB.formatted(MATRIX.formatted("")),
                        "permission.strategy.changed",
                        "guarded");
        actions.xml(
                "Let a user do something with a job",
                "job/guarded/config.xml",
                JOB.formatted(MATRIX.formatted(build)),
                "permission.granted",
                "carol");
        actions.xml(
                "Let a group do something with a job",
                "job/guarded/config.xml",
                JOB.formatted(MATRIX.formatted(build + PERMISSION.formatted("GROUP", "Read", "staff"))),
                "permission.granted",
                "staff");
        actions.xml(
                "Take it from the user",
                "job/guarded/config.xml",
                JOB.formatted(MATRIX.formatted(PERMISSION.formatted("GROUP", "Read", "staff"))),
                "permission.revoked",
                "carol");
        actions.besides("permission.granted", "admin")
                .besides("system.casc.applied", "")
                .send(
                        "Change the authorization strategy by configuration as code",
                        "POST",
                        "manage/configuration-as-code/apply",
                        "text/yaml",
                        CASC.formatted(""),
                        "permission.strategy.changed",
                        "");
        actions.besides("system.casc.applied", "")
                .send(
                        "Let a user do something everywhere",
                        "POST",
                        "manage/configuration-as-code/apply",
                        "text/yaml",
                        CASC.formatted("      - user:\n          name: dave\n          permissions: [Overall/Read]\n"),
                        "permission.granted",
                        "dave");
        actions.besides("system.casc.applied", "")
                .send(
                        "Take it from the user again",
                        "POST",
                        "manage/configuration-as-code/apply",
                        "text/yaml",
                        CASC.formatted(""),
                        "permission.revoked",
                        "dave");
    }
}
