package io.jenkins.plugins.deploymentledger.audit.coverage;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroup;
import io.jenkins.plugins.deploymentledger.machine.group.MachineGroups;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.ApiTokenProperty;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** What people try who may not, each of them with what they hold. */
final class RefusedActions {

    private static final String ANONYMOUS = "anonymous";
    private static final String READER = "reader";
    private static final String CONFIGURER = "configurer";
    private static final String MANAGER = "manager";
    private static final String AUDITOR = "auditor";
    private static final String STRANGER = "stranger";
    private static final List<String> ALL = List.of(ANONYMOUS, READER, CONFIGURER, MANAGER, AUDITOR);

    /** Of the form that Jenkins wants of tokens that it has not made itself. */
    private static final String TOKEN = "11" + "0123456789abcdef".repeat(2);

    private static final String GROUP = "io.jenkins.plugins.deploymentledger.machine.group.MachineGroups/racks";

    private RefusedActions() {}

    static void add(Actions actions) {
        actions.with(RefusedActions::roles);
        refuse(actions, "Run a script", ALL, "scriptText", "", "script", "println 1");
        refuse(actions, "Prepare for shutdown", without(MANAGER), "quietDown", "");
        refuse(actions, "Change who may do what", ALL, "manage/configureSecurity/configure", "", "json", "{}");
        refuse(actions, "Install plugins", ALL, "manage/pluginManager/installNecessaryPlugins", "");
        refuse(actions, "Create a job", ALL, "createItem?name=new&mode=hudson.model.FreeStyleProject", "");
        refuse(
                actions,
                "Change a job",
                without(CONFIGURER),
                "job/guarded/submitDescription",
                "guarded",
                "description",
                "x");
        refuse(actions, "Delete a job", ALL, "job/guarded/doDelete", "guarded");
        refuse(actions, "Start a build", without(CONFIGURER), "job/guarded/build", "guarded");
        refuse(actions, "Delete a node", ALL, "computer/agent/doDelete", "agent");
        refuse(actions, "Delete a user", ALL, "user/victim/doDelete", "victim");
        refuse(actions, "Delete a group", ALL, "machine-groups/delete?name=racks", GROUP);
        refuse(actions, "Change a group", ALL, "machine-groups/group/racks/configSubmit", GROUP, "json", "{}");
        hide(actions, "Delete a job", "job/guarded/doDelete", "guarded");
        hide(actions, "Change a job", "job/guarded/submitDescription", "guarded", "description", "x");
        hide(actions, "Delete a job, by a view", "view/all/job/guarded/doDelete", "guarded");
        hide(actions, "Stop a build", "job/guarded/1/stop", "guarded");
        actions.with(RefusedActions::folder);
        hide(actions, "Delete a job in a folder", "job/closed/job/inside/doDelete", "closed/inside");
        hide(actions, "Delete a folder", "job/closed/doDelete", "closed");
        actions.with(RefusedActions::openFolder);
        hide(actions, "Delete a job in an open folder", "job/open/job/inside/doDelete", "open/inside");
    }

    private static List<String> without(String role) {
        return ALL.stream().filter(one -> !one.equals(role)).toList();
    }

    private static void refuse(
            Actions actions, String name, List<String> roles, String path, String target, String... form) {
        for (String role : roles) {
            // Who is not logged in is refused for want of a crumb, before it is known what the request is about.
            boolean nobody = role.equals(ANONYMOUS);
            actions.refused(name, role, path, nobody ? "" : target, client -> client.as(nobody ? null : role, TOKEN)
                    .post(path, form));
        }
    }

    private static void hide(Actions actions, String name, String path, String target, String... form) {
        actions.hidden(name, STRANGER, path, target, client -> client.as(STRANGER, TOKEN)
                .post(path, form));
    }

    private static void folder(JenkinsRule j) throws Exception {
        j.createProject(Folder.class, "closed").createProject(FreeStyleProject.class, "inside");
    }

    /** A folder that everybody sees, with a job in it that few see. */
    private static void openFolder(JenkinsRule j) throws Exception {
        Folder open = j.createProject(Folder.class, "open");
        open.createProject(FreeStyleProject.class, "inside");
        ((MockAuthorizationStrategy) j.jenkins.getAuthorizationStrategy())
                .grant(Item.READ)
                .onItems(open)
                .to(STRANGER);
    }

    private static void roles(JenkinsRule j) throws Exception {
        j.createFreeStyleProject("guarded");
        j.createSlave("agent", "", null);
        HudsonPrivateSecurityRealm realm = (HudsonPrivateSecurityRealm) j.jenkins.getSecurityRealm();
        realm.createAccount("victim", "victim-password");
        MachineGroups.get().setGroups(List.of(new MachineGroup("racks", new LabelTarget("fleet"))));
        List<String> named = new ArrayList<>(without(ANONYMOUS));
        String[] everyone = named.toArray(String[]::new);
        named.add(STRANGER);
        for (String role : named) {
            token(realm.createAccount(role, role + "-password"));
        }
        Jenkins.MANAGE.setEnabled(true);
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to(STRANGER)
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to(everyone)
                .grant(Item.CONFIGURE, Item.BUILD)
                .everywhere()
                .to(CONFIGURER)
                .grant(Jenkins.MANAGE, Jenkins.SYSTEM_READ)
                .everywhere()
                .to(MANAGER)
                .grant(AuditPermissions.VIEW, AuditPermissions.EXPORT)
                .everywhere()
                .to(AUDITOR));
    }

    private static void token(User user) throws IOException {
        user.getProperty(ApiTokenProperty.class).addFixedNewToken("test", TOKEN);
        user.save();
    }
}
