package io.jenkins.plugins.deploymentledger.audit.coverage;

import java.util.List;
import java.util.function.Consumer;

/** What is done, by what it is done to. */
enum Area {
    ITEMS("Items", ItemActions::add),
    FOLDERS("Folders and credentials", FolderActions::add),
    BUILDS("Builds and the queue", BuildActions::add),
    NODES("Nodes and clouds", NodeActions::add),
    VIEWS("Views", ViewActions::add),
    USERS("Users and permissions", UserActions::add),
    SYSTEM("The controller", SystemActions::add),
    SCRIPTS("Scripts and logs", ScriptActions::add),
    PLUGINS("Plugins", PluginActions::add),
    DEPLOYMENTS("Deployments", DeploymentActions::add),
    DETOURS("The same by another way", DetourActions::add),
    FORM_ITEMS("Forms of jobs and folders", FormItemActions::add),
    FORM_SYSTEM("Forms of the controller", FormSystemActions::add),
    FORM_SECURITY("Forms of security", FormSecurityActions::add),
    FORM_NODES("Forms of nodes, clouds, labels and views", FormNodeActions::add),
    FORM_USERS("Forms of users", FormUserActions::add),
    FORM_CREDENTIALS("Forms of credentials", FormCredentialActions::add),
    FORM_DEPLOYMENTS("Forms of this plugin", FormDeploymentActions::add),
    NO_OPS("What changes nothing", NoOpActions::add),
    REFUSALS("What is refused", RefusedActions::add),
    DISCOVERIES("What commands are refused", DiscoverActions::add);

    private final String title;
    private final Consumer<Actions> adding;

    Area(String title, Consumer<Actions> adding) {
        this.title = title;
        this.adding = adding;
    }

    String title() {
        return title;
    }

    List<CoverageAction> actions() {
        Actions actions = new Actions();
        adding.accept(actions);
        return actions.list();
    }
}
