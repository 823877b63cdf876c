package io.jenkins.plugins.deploymentledger.audit.coverage;

import hudson.model.labels.LabelAtom;
import io.jenkins.plugins.deploymentledger.dashboard.TasksView;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import io.jenkins.plugins.deploymentledger.schedule.LaunchSchedule;
import io.jenkins.plugins.deploymentledger.testing.Await;
import java.net.HttpURLConnection;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;

/** What is done with this plugin. */
final class DeploymentActions {

    private static final String OWN = "io.jenkins.plugins.deploymentledger.";
    private static final String GROUPS = OWN + "machine.group.MachineGroups";
    private static final String TEAMS = OWN + "team.Teams";
    private static final String NONE = "<properties/>";
    private static final String SCHEDULE = "<" + OWN + "schedule.LaunchSchedule><cron>%s</cron><makeUp>false</makeUp></"
            + OWN + "schedule.LaunchSchedule>";
    private static final String CONVERGENCE = "<" + OWN
            + "convergence.ConvergenceProperty><everyHours>%d</everyHours><mostFailures>3</mostFailures>"
            + "<mostPerHour>100</mostPerHour><dryRun>false</dryRun></" + OWN + "convergence.ConvergenceProperty>";
    private static final String PACKAGES = OWN + "deployment.catalogue.PackageCatalogue";
    private static final String CATALOGUE = "unclassified:\n  packageCatalogue:\n    packages:\n";
    private static final String PACKAGE =
            "      - name: tools\n        version: \"%s\"\n        source:\n          url:\n"
                    + "            url: \"https://downloads.example.com/tools.tar.gz\"\n            sha256: \""
                    + "0".repeat(64)
                    + "\"\n        commands:\n          - os: linux\n            command: %s\n";
    private static final String GROUP = "unclassified:\n  machineGroups:\n    groups:\n      - name: %s\n"
            + "        machines:\n          label:\n            label: \"%s\"\n";
    private static final String TEAM =
            "unclassified:\n  deploymentTeams:\n    teams:\n      - name: %s\n        members: \"%s\"\n";

    private DeploymentActions() {}

    static void add(Actions actions) {
        actions.with(DeploymentActions::deployment)
                .http(
                        "Describe a deployment",
                        "job/deploy/submitDescription",
                        "deployment.configured",
                        "deploy",
                        "description",
                        "x");
        actions.until(DeploymentActions::executing)
                .besides("build.requested", "deploy")
                .http("Deploy", "job/deploy/build?delay=0", "deployment.started", "deploy#1");
        actions.http("Stop a deployment", "job/deploy/1/stop", "deployment.stopped", "deploy#1");
        actions.until(j -> j.waitForCompletion(deployment(j).getBuildByNumber(1)))
                .later("deployment.finished", "deploy#1")
                .http("Abort a deployment", "job/deploy/1/abort", "deployment.aborted", "deploy#1");
        actions.until(DeploymentActions::restarted)
                .besides("build.requested", "deploy")
                .later("deployment.started", "deploy#2")
                .later("deployment.finished", "deploy#2")
                .http(
                        "Restart a deployment for its machines",
                        "job/deploy/1/machines/selection/restart",
                        "deployment.restarted",
                        "deploy#1");
        schedules(actions);
        convergences(actions);
        groups(actions);
        teams(actions);
        packages(actions);
        programs(actions);
        tasks(actions);
        trail(actions);
    }

    /** What programs send to the pages of groups and packages. */
    private static void programs(Actions actions) {
        String group = "{\"name\":\"sent\",\"machines\":{\"$class\":\"LabelTarget\",\"label\":\"%s\"}}";
        json(actions, "Send a group", "machine-groups/add", group.formatted("a"), "group.created", GROUPS + "/sent");
        json(
                actions,
                "Send another group in its place",
                "machine-groups/group/sent/replace",
                group.formatted("b"),
                "group.updated",
                GROUPS + "/sent");
        String catalogue = "manage/deployment-packages/";
        json(
                actions,
                "Send a package",
                catalogue + "add",
                """
                {"name": "sent", "version": "1.0",
                 "source": {"$class": "UrlBinary", "url": "https://downloads.example.com/sent.tar.gz", "sha256": "%s"},
                 "commands": [{"os": "unix", "command": "exit 0"}]}
                """.formatted("0".repeat(64)),
                "package.created",
                PACKAGES + "/sent 1.0");
        actions.http(
                "Delete a version on its page",
                catalogue + "package/sent/version/1.0/delete",
                "package.deleted",
                PACKAGES + "/sent 1.0");
    }

    private static void json(Actions actions, String name, String path, String json, String event, String target) {
        actions.send(name, "POST", path, "application/json", json, event, target);
    }

    /** What is done on the pages of the tasks. */
    private static void tasks(Actions actions) {
        actions.http("Refresh the tasks seldom", "tasks/board/refresh?seconds=60", "user.updated", "admin");
        actions.with(j -> {
                    LaunchSchedule schedule = new LaunchSchedule();
                    schedule.setCron("H 4 * * *");
                    deployment(j).addProperty(schedule);
                })
                .http("Take a schedule away", "tasks/board/cancel?job=deploy", "schedule.deleted", "deploy");
        actions.with(j -> deployment(j).scheduleBuild2(3_600))
                .add(
                        "Take a launch back",
                        "POST tasks/board/withdraw?launch=…",
                        "queue.cancelled",
                        "deploy",
                        client -> client.post("tasks/board/withdraw?launch="
                                + Jenkins.get().getQueue().getItems()[0].getId()));
        actions.with(j -> j.jenkins.addView(new TasksView("tasks")))
                .http(
                        "Create a job in a view of tasks",
                        "view/tasks/createItem?name=viewed&mode=hudson.model.FreeStyleProject",
                        "item.created",
                        "viewed");
    }

    /** What is done on the pages of the audit trail. */
    private static void trail(Actions actions) {
        actions.http("Have the ledger verified", "audit-trail/verify", "audit.verified", "");
        String log = "Nov 24, 2016 9:00:00,123 AM /job/web/configSubmit by ana from 203.0.113.7\n";
        actions.send(
                "Import a log of before",
                "POST",
                "audit-trail/import",
                "multipart/form-data; boundary=between",
                "--between\r\nContent-Disposition: form-data; name=\"file\"; filename=\"audit.log\"\r\n"
                        + "Content-Type: text/plain\r\n\r\n" + log + "\r\n--between--\r\n",
                "audit.imported",
                "*");
    }

    private static void packages(Actions actions) {
        String one = PACKAGE.formatted("1.0", "make install");
        String both = one + PACKAGE.formatted("1.1", "make install");
        casc(actions, "Create a package", "package.created", PACKAGES + "/tools 1.0", CATALOGUE + one);
        casc(actions, "Create another version", "package.created", PACKAGES + "/tools 1.1", CATALOGUE + both);
        casc(
                actions,
                "Change a version",
                "package.updated",
                PACKAGES + "/tools 1.1",
                CATALOGUE + one + PACKAGE.formatted("1.1", "make reinstall"));
        casc(actions, "Delete a version", "package.deleted", PACKAGES + "/tools 1.1", CATALOGUE + one);
    }

    private static void schedules(Actions actions) {
        String daily = SCHEDULE.formatted("H 4 * * *");
        change(actions, "Set a schedule", "schedule.created", NONE, "<properties>" + daily + "</properties>");
        change(actions, "Change a schedule", "schedule.updated", "H 4 * * *", "H 5 * * *");
        change(actions, "Remove a schedule", "schedule.deleted", SCHEDULE.formatted("H 5 * * *"), "");
    }

    private static void convergences(Actions actions) {
        String daily = CONVERGENCE.formatted(24);
        change(actions, "Keep a deployment up", "convergence.created", NONE, "<properties>" + daily + "</properties>");
        change(actions, "Change a convergence", "convergence.updated", ">24<", ">12<");
        actions.http("Pause a convergence", "job/deploy/convergence/pause", "convergence.paused", "deploy");
        actions.http("Resume a convergence", "job/deploy/convergence/resume", "convergence.resumed", "deploy");
        actions.http("Reset a convergence", "job/deploy/convergence/reset", "convergence.resumed", "deploy");
        actions.http("Have a convergence evaluated", "job/deploy/convergence/look", "convergence.evaluated", "deploy");
        change(actions, "Keep a deployment up no more", "convergence.deleted", CONVERGENCE, "");
    }

    private static void groups(Actions actions) {
        actions.http(
                "Make a group of the machines of a deployment",
                "job/deploy/1/machines/selection/createGroup?name=again",
                "group.created",
                GROUPS + "/again");
        actions.besides("group.deleted", GROUPS + "/again");
        casc(actions, "Create a group", "group.created", GROUPS + "/racks", GROUP.formatted("racks", "fleet"));
        casc(actions, "Change a group", "group.updated", GROUPS + "/racks", GROUP.formatted("racks", "!fleet"));
        actions.http("Delete a group", "machine-groups/delete?name=racks", "group.deleted", GROUPS + "/racks");
    }

    private static void teams(Actions actions) {
        casc(actions, "Create a team", "team.created", TEAMS + "/night", TEAM.formatted("night", "ana"));
        casc(actions, "Change a team", "team.updated", TEAMS + "/night", TEAM.formatted("night", "ben"));
        actions.besides("team.created", TEAMS + "/day");
        casc(actions, "Delete a team", "team.deleted", TEAMS + "/night", TEAM.formatted("day", "ana"));
    }

    private static void casc(Actions actions, String name, String event, String target, String yaml) {
        actions.besides("system.casc.applied", "")
                .send(name, "POST", "manage/configuration-as-code/apply", "text/yaml", yaml, event, target);
    }

    /** Replaces a part of the job's configuration, of which numbers may be any. */
    private static void change(Actions actions, String name, String event, String part, String by) {
        String path = "job/deploy/config.xml";
        actions.add(name, "POST " + path + " (XML)", event, "deploy", client -> {
            String before = client.exchange("GET", path, "text/plain", "").body();
            String after = before.replaceFirst(pattern(part), Matcher.quoteReplacement(by));
            return before.equals(after) ? HttpURLConnection.HTTP_BAD_REQUEST : client.postXml(path, after);
        });
    }

    /** Jenkins writes white space where it likes. */
    private static String pattern(String part) {
        return Arrays.stream(part.replace("%d", "12").split("(?<=>)(?=<)"))
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s*"));
    }

    private static void restarted(JenkinsRule j) throws Exception {
        DeploymentJob job = deployment(j);
        executing(job, 2);
        job.getBuildByNumber(2).doAbort();
        j.waitForCompletion(job.getBuildByNumber(2));
    }

    private static DeploymentJob deployment(JenkinsRule j) throws Exception {
        DeploymentJob job = j.jenkins.getItemByFullName("deploy", DeploymentJob.class);
        if (job == null) {
            j.createOnlineSlave(new LabelAtom("fleet"));
            job = TestDeployments.create("deploy", "sleep 3600", new LabelTarget("fleet"));
            // What is to be kept up must be seen on a machine.
            DetectionRule detection = new DetectionRule();
            detection.setSoftware("tools");
            job.getDeploymentPackage().setDetection(detection);
            job.save();
        }
        return job;
    }

    private static void executing(JenkinsRule j) throws Exception {
        executing(deployment(j), 1);
    }

    private static void executing(DeploymentJob job, int number) throws Exception {
        Await.until("The run has begun", () -> job.getBuildByNumber(number) != null);
        Await.until("The command runs", () -> job.getBuildByNumber(number).snapshot().machines().stream()
                .anyMatch(machine -> machine.toString().contains("EXECUTE")));
    }
}
