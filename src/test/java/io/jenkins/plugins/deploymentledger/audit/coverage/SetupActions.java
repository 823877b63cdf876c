package io.jenkins.plugins.deploymentledger.audit.coverage;

/** What is done by the setup wizard, on a controller where it has nothing to do any more: the same actions. */
final class SetupActions {

    private static final String SETUP = "system.setup";
    private static final String WIZARD = "jenkins.install.SetupWizard";

    private SetupActions() {}

    static void add(Actions actions) {
        actions.besides("system.config.updated", "jenkins.model.JenkinsLocationConfiguration")
                .http(
                        "Set the URL of Jenkins in the setup wizard",
                        "setupWizard/configureInstance",
                        SETUP,
                        WIZARD,
                        "rootUrl",
                        "http://ci.example.com/");
        actions.http("Go on when the first plugins are there", "pluginManager/installPluginsDone", SETUP, "");
        actions.http("Complete the installation", "setupWizard/completeInstall", SETUP, WIZARD);
        actions.besides("user.created", "boss")
                .besides("user.updated", "boss")
                .besides("auth.token.created", "boss/*")
                .besides("user.deleted", "admin")
                .http(
                        "Create the administrator in the setup wizard",
                        "setupWizard/createAdminUser",
                        SETUP,
                        WIZARD,
                        "username",
                        "boss",
                        "password1",
                        "boss-password",
                        "password2",
                        "boss-password",
                        "fullname",
                        "The Boss",
                        "email",
                        "boss@example.com");
    }
}
