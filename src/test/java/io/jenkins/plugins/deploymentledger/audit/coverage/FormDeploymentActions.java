package io.jenkins.plugins.deploymentledger.audit.coverage;

import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.all;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.check;
import static io.jenkins.plugins.deploymentledger.audit.coverage.Browser.type;

import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import io.jenkins.plugins.deploymentledger.team.Team;
import io.jenkins.plugins.deploymentledger.team.Teams;
import java.util.List;
import org.jvnet.hudson.test.JenkinsRule;

/** What is done with this plugin by its forms. */
final class FormDeploymentActions {

    private static final String OWN = "io.jenkins.plugins.deploymentledger.";
    private static final String CONFIGURED = "deployment.configured";
    private static final String GROUPS = OWN + "machine.group.MachineGroups";
    private static final String PACKAGES = OWN + "deployment.catalogue.PackageCatalogue";
    private static final String TEAMS = OWN + "team.Teams";
    private static final String SETTINGS = OWN + "audit.settings.AuditSettings";

    private static final String COMMANDS = "/deployment/deploymentPackage[%s]/commands/";

    private FormDeploymentActions() {}

    static void add(Actions actions) {
        Browser browser = new Browser();
        deployment(actions, browser);
        groups(actions, browser);
        packages(actions, browser);
        new FormRows(actions, browser, "manage/configure")
                .of(j -> Teams.get().setTeams(List.of(new Team("night"), new Team("day"))))
                .asItIs("the teams", "")
                .saved("Change a team by its form", type("_.members", "ana"), "team.updated", TEAMS + "/night")
                .asItIs("the teams with a member", "");
        new FormRows(actions, browser, "audit-trail/settings")
                .asItIs("the settings of the audit trail", "*")
                .saved(
                        "Change the settings of the audit trail by their form",
                        type("_.waitMillis", "1234"),
                        "audit.config.updated",
                        SETTINGS,
                        "/" + SETTINGS + "/waitMillis")
                .asItIs("the settings of the audit trail with this", "*");
    }

    private static void deployment(Actions actions, Browser browser) {
        String schedule = "/deployment/properties/" + OWN + "schedule.LaunchSchedule";
        String convergence = "/deployment/properties/" + OWN + "convergence.ConvergenceProperty";
        FormRows rows = new FormRows(actions, browser, "job/deploy/configure").of(FormDeploymentActions::deployment);
        rows.asItIs("a deployment", "deploy")
                .saved(
                        "Describe a deployment by its form",
                        type("description", "two"),
                        CONFIGURED,
                        "deploy",
                        "/deployment/description")
                .applied(
                        "Change the command of a deployment",
                        type("_.command", "exit 1"),
                        CONFIGURED,
                        "deploy",
                        COMMANDS.formatted("name=tools") + OWN + "deployment.payload.InstallCommand/command")
                .saved(
                        "Change a schedule by its form",
                        type("_.cron", "H 5 * * *"),
                        "schedule.updated",
                        "deploy",
                        schedule + "/cron")
                .saved(
                        "Change a convergence by its form",
                        type("_.everyHours", "12"),
                        "convergence.updated",
                        "deploy",
                        convergence + "/everyHours")
                .asItIs("a deployment with all of this", "deploy");
        rows.besides("schedule.updated", "deploy")
                .besides("convergence.updated", "deploy")
                .saved(
                        "Change all of a deployment",
                        all(type("_.command", "exit 2"), type("_.cron", "H 6 * * *"), type("_.everyHours", "6")),
                        CONFIGURED,
                        "deploy",
                        COMMANDS.formatted("tools") + OWN + "deployment.payload.InstallCommand/command",
                        schedule + "/cron",
                        convergence + "/everyHours")
                .saved("Remove a schedule by its form", check("schedule", false), "schedule.deleted", "deploy")
                .saved("Remove a convergence by its form", check("convergence", false), "convergence.deleted", "deploy")
                .asItIs("a deployment without this", "deploy");
    }

    private static void groups(Actions actions, Browser browser) {
        actions.with(browser::open)
                .add(
                        "Create a group by its form",
                        "SAVE machine-groups/new",
                        "group.created",
                        GROUPS + "/racks",
                        client -> browser.save(
                                "machine-groups/new", "group", all(type("_.name", "racks"), type("_.label", "fleet"))));
        new FormRows(actions, browser, "machine-groups/group/racks/configure", "group")
                .asItIs("a group", "*")
                .saved("Change a group by its form", type("_.label", "!fleet"), "group.updated", GROUPS + "/racks")
                .asItIs("a group with this", "*");
    }

    private static void packages(Actions actions, Browser browser) {
        String page = "manage/deployment-packages/";
        actions.with(j -> {
                    browser.open(j);
                    PackageCatalogue.get()
                            .add(new DeploymentPackage(
                                    "tools",
                                    "1.0",
                                    TestDeployments.upload("content"),
                                    List.of(new InstallCommand("unix", "exit 0"))));
                })
                .add(
                        "Create another version of a package by its form",
                        "SAVE " + page + "new?name=tools&version=1.0",
                        "package.created",
                        PACKAGES + "/tools 1.1",
                        client ->
                                browser.save(page + "new?name=tools&version=1.0", "package", type("_.version", "1.1")));
        String command = OWN + "deployment.payload.InstallCommand/command";
        new FormRows(actions, browser, page + "package/tools/version/1.1/configure", "package")
                .asItIs("a package", "*")
                .saved(
                        "Change a package by its form",
                        type("_.command", "exit 1"),
                        "package.updated",
                        PACKAGES + "/tools 1.1",
                        "/" + PACKAGES + "/packages/" + OWN
                                + "deployment.payload.DeploymentPackage[name=tools][2]/commands/" + command)
                .asItIs("a package with this", "*");
    }

    private static void deployment(JenkinsRule j) throws Exception {
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("fleet"));
        DetectionRule detection = new DetectionRule();
        detection.setSoftware("tools");
        job.getDeploymentPackage().setDetection(detection);
        job.setDescription("one");
        LaunchSchedule schedule = new LaunchSchedule();
        schedule.setCron("H 4 * * *");
        job.addProperty(schedule);
        job.addProperty(new ConvergenceProperty());
        job.save();
    }
}
