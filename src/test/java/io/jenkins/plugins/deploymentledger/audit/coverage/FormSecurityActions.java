package io.jenkins.plugins.deploymentledger.audit.coverage;

import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.all;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.check;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.click;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.type;

import hudson.model.Item;
import hudson.security.GlobalMatrixAuthorizationStrategy;
import hudson.security.csrf.DefaultCrumbIssuer;
import io.jenkins.plugins.deploymentledger.audit.coverage.Browser.Filling;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.matrixauth.PermissionEntry;
import org.jvnet.hudson.test.JenkinsRule;

/** What is done to the security of the controller by its form. */
final class FormSecurityActions {

    private static final String SECURITY = "system.security.updated";
    private static final String SETTINGS = "io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings";

    private static final String MATRIX = "+/hudson/authorizationStrategy/permission";

    private FormSecurityActions() {}

    static void add(Actions actions) {
        Browser browser = new Browser();
        new FormRows(actions, browser, "manage/configureSecurity/")
                .of(FormSecurityActions::matrix)
                .asItIs("the security", "")
                .saved(
                        "Grant a permission",
                        box("USER:dave", "hudson.model.Item.Build"),
                        "permission.granted",
                        "dave",
                        "+/hudson/authorizationStrategy/permission[text()=USER:hudson.model.Item.Build:dave]")
                .asItIs("the security with a permission more", "")
                .saved(
                        "Take a permission",
                        box("USER:dave", "hudson.model.Item.Build"),
                        "permission.revoked",
                        "dave",
                        "-/hudson/authorizationStrategy/permission[text()=USER:hudson.model.Item.Build:dave]")
                .besides("permission.granted", "authenticated")
                .applied(
                        "Grant permissions to a user and a group",
                        all(
                                box("USER:dave", "hudson.model.Item.Build"),
                                box("USER:dave", "hudson.model.Item.Cancel"),
                                box("GROUP:authenticated", "hudson.model.Item.Read")),
                        "permission.granted",
                        "dave",
                        MATRIX + "[USER:hudson.model.Item.Build:dave]",
                        MATRIX + "[USER:hudson.model.Item.Cancel:dave]",
                        MATRIX + "[GROUP:hudson.model.Item.Read:authenticated]")
                .saved(
                        "Let everybody sign up",
                        check("_.allowsSignup", true),
                        "permission.realm.changed",
                        "",
                        "/hudson/securityRealm/disableSignup")
                .saved(
                        "Let nobody be remembered",
                        check("_.disableRememberMe", true),
                        SECURITY,
                        "",
                        "/hudson/disableRememberMe")
                .saved(
                        "Let crumbs come from other addresses",
                        check("_.excludeClientIPFromCrumb", true),
                        SECURITY,
                        "",
                        "/hudson/crumbIssuer/excludeClientIPFromCrumb")
                .saved(
                        "Close the port for agents",
                        click(".//input[@name='slaveAgentPort.type' and @value='disable']"),
                        SECURITY,
                        "",
                        "/hudson/slaveAgentPort")
                .saved(
                        "Change the settings of the audit trail",
                        type("_.waitMillis", "1234"),
                        "audit.config.updated",
                        SETTINGS,
                        "/" + SETTINGS + "/waitMillis")
                .asItIs("the security with all of this", "");
    }

    /** Checks the box of a permission in the row of a user or group, or unchecks it. */
    private static Filling box(String row, String permission) {
        return click(".//tr[@name='[" + row + "]']//input[@name='[" + permission + "]']");
    }

    private static void matrix(JenkinsRule j) {
        GlobalMatrixAuthorizationStrategy matrix = new GlobalMatrixAuthorizationStrategy();
        matrix.add(Jenkins.ADMINISTER, PermissionEntry.user("admin"));
        matrix.add(Jenkins.READ, PermissionEntry.user("dave"));
        matrix.add(Item.READ, PermissionEntry.user("dave"));
        j.jenkins.setAuthorizationStrategy(matrix);
        j.jenkins.setCrumbIssuer(new DefaultCrumbIssuer(false));
    }
}
