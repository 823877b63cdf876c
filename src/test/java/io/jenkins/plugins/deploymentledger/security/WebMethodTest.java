package io.jenkins.plugins.deploymentledger.security;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.jenkins.plugins.deploymentledger.convergence.ConvergenceProperty;
import io.jenkins.plugins.deploymentledger.dashboard.TasksView;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageCatalogue;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.InstallCommand;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.io.File;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.htmlunit.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** Every web method and every page of this plugin: which verb, and who gets which answer. */
@WithJenkins
class WebMethodTest {

    private static final String ROOT = "io.jenkins.plugins.deploymentledger";

    /**
     * Who asks: an administrator, who may configure, who may stop, who may only read, and who sees nothing; whoever is not logged in, who
     * manages Jenkins without being an administrator, and an auditor, who get what a stranger gets unless the row says otherwise.
     */
    private static final List<String> ROLES =
            List.of("admin", "author", "operator", "reader", "stranger", Roles.ANONYMOUS, "manager", "auditor");

    private static final int STRANGER = 4;

    private static final List<Class<? extends Annotation>> VERBS = List.of(GET.class, POST.class, RequirePOST.class);

    private static final String DESCRIPTOR = "job/deploy/descriptorByName/" + ROOT + ".";
    private static final String OPTIONS = "deployment.DeploymentOptions/";

    private static final String SELECTION = "job/deploy/1/machines/selection/";

    private static final String NEW_ITEM = "&mode=" + ROOT + ".deployment.DeploymentJob";

    private static final String PACKAGES = "manage/deployment-packages/";

    private static final String SETTINGS = "descriptorByName/" + ROOT + ".audit.settings.AuditSettings/";

    /**
     * A row of the table.
     *
     * @param method {@code Class#method}, or {@code Class/page} for a page
     * @param verb the one that is answered
     * @param path below the root of Jenkins
     * @param statuses the status for each of {@link #ROLES}
     * @param otherVerb the status when asked with the other verb; 0 where both are answered
     */
    private record Row(String method, HttpMethod verb, String path, List<Integer> statuses, int otherVerb) {

        int status(int role) {
            return statuses.get(role < statuses.size() ? role : STRANGER);
        }
    }

    private static Row get(String method, String path, Integer... statuses) {
        return new Row(method, HttpMethod.GET, path, List.of(statuses), 404);
    }

    private static Row post(String method, String path, Integer... statuses) {
        return new Row(method, HttpMethod.POST, path, List.of(statuses), 404);
    }

    /** A method that says which verb it wants, since people may come by a link. */
    private static Row action(String method, String path, Integer... statuses) {
        return new Row(method, HttpMethod.POST, path, List.of(statuses), 405);
    }

    private static Row page(String page, String path, Integer... statuses) {
        return new Row(page, HttpMethod.GET, path, List.of(statuses), 0);
    }

    private static Row check(String method, String path) {
        return post(method, DESCRIPTOR + path, 200, 200, 200, 200, 404);
    }

    private static Row setting(String method, String path) {
        return post("AuditSettings#" + method, SETTINGS + path, 200, 403, 403, 403, 403);
    }

    private static Row anchor(String method, String path) {
        return post(method, "descriptorByName/" + ROOT + ".audit.anchor." + path, 200, 403, 403, 403, 403);
    }

    private static Row trail(String method, String path) {
        return get("AuditTrailAction#" + method, "audit-trail/" + path, 200, 403, 403, 403, 403, 403, 403, 200);
    }

    private static Row trailPage(String page, String path) {
        return page(page, "audit-trail/" + path, 200, 403, 403, 403, 403, 403, 403, 200);
    }

    private static final List<Row> TABLE = List.of(
            trail("doEvents", "events"),
            get("AuditTrailAction#doTile", "audit-trail/tile/none", 404, 403, 403, 403, 403, 403, 403, 404),
            trail("doCheckpoint", "checkpoint"),
            trail("doPublicKey", "ledger.pub"),
            trail("doExportCsv", "export.csv"),
            trail("doExportJsonl", "export.jsonl"),
            trail("doExportCsvZip", "export.csv.zip"),
            trail("doExportJsonlZip", "export.jsonl.zip"),
            get(
                    "AuditTrailAction#doExportProgress",
                    "audit-trail/export.progress?id=no-such-export",
                    404,
                    403,
                    403,
                    403,
                    403,
                    403,
                    403,
                    404),
            trail("doVerifierJar", "deployment-ledger.jar"),
            post("AuditTrailAction#doVerify", "audit-trail/verify", 200, 403, 403, 403, 403, 403, 403, 200),
            post("AuditTrailAction#doImport", "audit-trail/import", 400, 403, 403, 403, 403),
            post("AuditTrailAction#doConfigure", "audit-trail/configure", 400, 403, 403, 403, 403),
            page("AuditTrailAction/settings", "audit-trail/settings", 200, 403, 403, 403, 403),
            trailPage("AuditTrailAction/index", ""),
            trailPage("AuditTrailAction/rows", "rows"),
            trailPage("AuditTrailAction/export", "export"),
            trailPage("AuditTrailAction/archives", "archives"),
            trailPage("AuditTrailAction/catalogue", "catalogue"),
            trailPage("AuditTrailAction/coverage", "coverage"),
            trailPage("AuditTrailAction/integrity", "integrity"),
            trailPage("AuditTrailAction/status", "status"),
            trailPage("EntryPage/index", "entry/0/"),
            trailPage("EntryPage/part", "entry/0/part"),
            setting("doFillDurabilityItems", "fillDurabilityItems"),
            setting("doCheckWaitMillis", "checkWaitMillis?value=1"),
            setting("doCheckRetentionDays", "checkRetentionDays?value=1"),
            setting("doCheckTrustedProxies", "checkTrustedProxies?value=10.0.0.1"),
            setting("doCheckNotRecorded", "checkNotRecorded?value=a"),
            anchor("FileAnchor$DescriptorImpl#doCheckPath", "FileAnchor/checkPath?value=/srv/checkpoint"),
            anchor("UrlAnchor$DescriptorImpl#doCheckUrl", "UrlAnchor/checkUrl?value=https://example.org/"),
            anchor("OutsideAnchorDescriptor#doCheckMinutes", "UrlAnchor/checkMinutes?value=5"),
            check("MachineGroup$DescriptorImpl#doCheckName", "machine.group.MachineGroup/checkName?value=a"),
            check(
                    "InventoryFilter$DescriptorImpl#doCheckSoftware",
                    "machine.group.InventoryFilter/checkSoftware?value=a&os="),
            check("GroupTarget$DescriptorImpl#doFillGroupItems", "machine.group.GroupTarget/fillGroupItems"),
            action("MachineSelection#doCreateGroup", SELECTION + "createGroup?name=g", 200, 403, 403, 403, 404),
            action("MachineSelection#doRestart", SELECTION + "restart", 200, 403, 403, 403, 404),
            page("MachineSelection/index", SELECTION, 200, 200, 200, 200, 404),
            get("MachineSelection#doCsv", SELECTION + "csv", 200, 200, 200, 200, 404),
            get("MachinesAction#doIndex", "machines/", 200, 200, 200, 200, 200),
            page("MachineHistory/index", "machines/m1/", 200, 200, 200, 200, 404),
            page("MachineHistory/index", "machines/nowhere/", 404, 404, 404, 404, 404),
            page("MachineGroupsAction/index", "machine-groups/", 200, 200, 200, 200, 200),
            page("MachineGroupPage/index", "machine-groups/group/g/", 200, 200, 200, 200, 200),
            page("MachineGroupsAction/new", "machine-groups/new", 200, 403, 403, 403, 403),
            page("MachineGroupPage/configure", "machine-groups/group/g/configure", 200, 403, 403, 403, 403),
            action("MachineGroupsAction#doCreate", "machine-groups/create", 400, 403, 403, 403, 403),
            action("MachineGroupPage#doConfigSubmit", "machine-groups/group/g/configSubmit", 400, 403, 403, 403, 403),
            get("MachineGroupsAction#doList", "machine-groups/list", 200, 200, 200, 200, 200),
            get("MachineGroupPage#doList", "machine-groups/group/g/list", 200, 200, 200, 200, 200),
            action("MachineGroupsAction#doAdd", "machine-groups/add", 400, 403, 403, 403, 403),
            action("MachineGroupPage#doReplace", "machine-groups/group/g/replace", 400, 403, 403, 403, 403),
            action("MachineGroupsAction#doDelete", "machine-groups/delete?name=g", 200, 403, 403, 403, 403),
            check(
                    "PackageReference$DescriptorImpl#doFillNameItems",
                    "deployment.catalogue.PackageReference/fillNameItems?name=a"),
            check(
                    "PackageReference$DescriptorImpl#doFillVersionItems",
                    "deployment.catalogue.PackageReference/fillVersionItems?name=a&version="),
            page("PackagesLink/index", PACKAGES, 200, 403, 403, 403, 403),
            page("PackagesLink/new", PACKAGES + "new", 200, 403, 403, 403, 403),
            page("PackagePage/index", PACKAGES + "package/p/version/1/", 200, 403, 403, 403, 403),
            page("PackagePage/configure", PACKAGES + "package/p/version/1/configure", 200, 403, 403, 403, 403),
            get("PackagesLink#doList", PACKAGES + "list", 200, 403, 403, 403, 403),
            action("PackagesLink#doCreate", PACKAGES + "create", 400, 403, 403, 403, 403),
            action("PackagesLink#doAdd", PACKAGES + "add", 400, 403, 403, 403, 403),
            action(
                    "PackagePage#doConfigSubmit",
                    PACKAGES + "package/p/version/1/configSubmit",
                    400,
                    403,
                    403,
                    403,
                    403),
            post("PackagePage#doDelete", PACKAGES + "package/p/version/2/delete", 200, 403, 403, 403, 403),
            check("Team$DescriptorImpl#doCheckName", "team.Team/checkName?value=a"),
            get("TaskBoard#doList", "tasks/board/list", 200, 200, 200, 200, 200),
            get("TaskBoard#doCsv", "tasks/board/csv", 200, 200, 200, 200, 200),
            action("TaskBoard#doRefresh", "tasks/board/refresh?seconds=60", 200, 200, 200, 200, 200, 403),
            action("TaskBoard#doCancel", "tasks/board/cancel?job=deploy", 200, 200, 403, 403, 404),
            action("TaskBoard#doWithdraw", "tasks/board/withdraw?launch=0", 404, 404, 404, 404, 404, 404),
            action("TasksView#doCreateItem", "view/tasks/createItem?name=x" + NEW_ITEM, 200, 403, 403, 403, 403),
            get("TasksView/board", "view/tasks/board/list", 200, 200, 200, 200, 200),
            page("TasksView/index", "view/tasks/", 200, 200, 200, 200, 200),
            page("TasksAction/index", "tasks/", 200, 200, 200, 200, 200),
            page("TaskBoard#doLive", "tasks/board/live", 200, 200, 200, 200, 200),
            get("MachineTable#doIndex", "job/deploy/1/machines/", 200, 200, 200, 200, 404),
            get("MachineDeployment#doLog", "job/deploy/1/machine/m1/log", 200, 200, 200, 200, 404),
            post("DeploymentJob#doConfigSubmit", "job/deploy/configSubmit", 400, 400, 403, 403, 404),
            action("DeploymentRun#doStop", "job/deploy/1/stop", 200, 403, 200, 403, 404),
            action("DeploymentRun#doAbort", "job/deploy/1/abort", 200, 403, 200, 403, 404),
            page("MachineTable/live", "job/deploy/1/machines/live", 200, 200, 200, 200, 404),
            page("MachineDeployment/index", "job/deploy/1/machine/m1/", 200, 200, 200, 200, 404),
            page("MachineDeployment/live", "job/deploy/1/machine/m1/live", 200, 200, 200, 200, 404),
            page("RecentRuns/live", "job/deploy/recent/live", 200, 200, 200, 200, 404),
            check("DeploymentJobDescriptor#doCheckConcurrency", "deployment.DeploymentJob/checkConcurrency?value=5"),
            check(
                    "DeploymentJobDescriptor#doCheckReconnectMinutes",
                    "deployment.DeploymentJob/checkReconnectMinutes?value=5"),
            check("OptionChecks#doCheckBatches", OPTIONS + "checkBatches?value=1"),
            check("OptionChecks#doCheckMaxFailures", OPTIONS + "checkMaxFailures?value=1"),
            check("OptionChecks#doCheckSuccessThreshold", OPTIONS + "checkSuccessThreshold?value=1"),
            check("OptionChecks#doCheckHours", OPTIONS + "checkHours?value=1"),
            check("OptionChecks#doCheckSendRetries", OPTIONS + "checkSendRetries?value=1"),
            check("OptionChecks#doCheckExecuteRetries", OPTIONS + "checkExecuteRetries?value=1"),
            check("OptionChecks#doCheckInventoryRetries", OPTIONS + "checkInventoryRetries?value=1"),
            check("OptionChecks#doCheckRetryDelaySeconds", OPTIONS + "checkRetryDelaySeconds?value=1"),
            check("OptionChecks#doCheckOffline", OPTIONS + "checkOffline?value=WAIT&endAfterHours=1"),
            check("OptionChecks#doCheckEndAfterHours", OPTIONS + "checkEndAfterHours?value=1&hours="),
            check("OptionChecks#doFillOfflineItems", OPTIONS + "fillOfflineItems"),
            check("OptionChecks#doFillTimeZoneItems", OPTIONS + "fillTimeZoneItems"),
            check(
                    "DeploymentPackage$DescriptorImpl#doCheckName",
                    "deployment.payload.DeploymentPackage/checkName?value=a"),
            check(
                    "DeploymentPackage$DescriptorImpl#doCheckVersion",
                    "deployment.payload.DeploymentPackage/checkVersion?value=1"),
            check(
                    "DeploymentPackage$DescriptorImpl#doCheckSuccessExitCodes",
                    "deployment.payload.DeploymentPackage/checkSuccessExitCodes?value=0"),
            check(
                    "DeploymentPackage$DescriptorImpl#doCheckRebootExitCodes",
                    "deployment.payload.DeploymentPackage/checkRebootExitCodes?value=0"),
            check(
                    "DeploymentPackage$DescriptorImpl#doCheckTimeoutMinutes",
                    "deployment.payload.DeploymentPackage/checkTimeoutMinutes?value=1"),
            check(
                    "DetectionRule$DescriptorImpl#doCheckSoftware",
                    "deployment.payload.DetectionRule/checkSoftware?value=a&file=&command="),
            check("DeployStep$DescriptorImpl#doCheckDeployment", "pipeline.DeployStep/checkDeployment?value=a"),
            check(
                    "DeployStep$DescriptorImpl#doCheckMachines",
                    "pipeline.DeployStep/checkMachines?value=a&label=&group="),
            check(
                    "DeployStep$DescriptorImpl#doCheckSuccessThreshold",
                    "pipeline.DeployStep/checkSuccessThreshold?value=1"),
            check(
                    "DeployStep$DescriptorImpl#doAutoCompleteDeployment",
                    "pipeline.DeployStep/autoCompleteDeployment?value=a"),
            check(
                    "ConvergeStep$DescriptorImpl#doAutoCompleteDeployment",
                    "pipeline.ConvergeStep/autoCompleteDeployment?value=a"),
            check("ConvergeStep$DescriptorImpl#doCheckShare", "pipeline.ConvergeStep/checkShare?value=1"),
            check("LaunchSchedule$DescriptorImpl#doCheckStartAt", "schedule.LaunchSchedule/checkStartAt?value=a"),
            check(
                    "StandingOrder$StandingOrderDescriptor#doCheckExpireAt",
                    "schedule.LaunchSchedule/checkExpireAt?value=a"),
            check(
                    "StandingOrder$StandingOrderDescriptor#doFillTimeZoneItems",
                    "convergence.ConvergenceProperty/fillTimeZoneItems"),
            check("LaunchSchedule$DescriptorImpl#doCheckCron", "schedule.LaunchSchedule/checkCron?value=a&timeZone="),
            check(
                    "ConvergenceProperty$DescriptorImpl#doCheckEveryHours",
                    "convergence.ConvergenceProperty/checkEveryHours?value=1"),
            check(
                    "ConvergenceProperty$DescriptorImpl#doCheckMostFailures",
                    "convergence.ConvergenceProperty/checkMostFailures?value=1"),
            check(
                    "ConvergenceProperty$DescriptorImpl#doCheckMostPerHour",
                    "convergence.ConvergenceProperty/checkMostPerHour?value=1"),
            check(
                    "ConvergenceProperty$DescriptorImpl#doCheckExcluded",
                    "convergence.ConvergenceProperty/checkExcluded?value=a"),
            action("ConvergencePage#doPause", "job/deploy/convergence/pause", 200, 200, 403, 403, 404),
            action("ConvergencePage#doResume", "job/deploy/convergence/resume", 200, 200, 403, 403, 404),
            action("ConvergencePage#doReset", "job/deploy/convergence/reset", 200, 200, 403, 403, 404),
            action("ConvergencePage#doLook", "job/deploy/convergence/look", 200, 403, 403, 403, 404),
            get("MemberTable#doIndex", "job/deploy/convergence/members/", 200, 200, 200, 200, 404),
            get("MemberTable#doCsv", "job/deploy/convergence/members/csv", 200, 200, 200, 200, 404),
            page("ConvergencePage/index", "job/deploy/convergence/", 200, 200, 200, 200, 404),
            check("InstallCommand$DescriptorImpl#doFillOsItems", "deployment.payload.InstallCommand/fillOsItems"),
            check(
                    "InstallCommand$DescriptorImpl#doCheckCommand",
                    "deployment.payload.InstallCommand/checkCommand?value=a"),
            check(
                    "UploadedBinary$DescriptorImpl#doCheckSha256",
                    "deployment.payload.UploadedBinary/checkSha256?value=a"),
            check("UrlBinary$DescriptorImpl#doCheckUrl", "deployment.payload.UrlBinary/checkUrl?value=a"),
            check("UrlBinary$DescriptorImpl#doCheckSha256", "deployment.payload.UrlBinary/checkSha256?value=a"),
            check(
                    "BuildArtifactBinary$DescriptorImpl#doCheckJob",
                    "deployment.payload.BuildArtifactBinary/checkJob?value=a"),
            check(
                    "BuildArtifactBinary$DescriptorImpl#doAutoCompleteJob",
                    "deployment.payload.BuildArtifactBinary/autoCompleteJob?value=a"),
            check("LabelTarget$DescriptorImpl#doCheckLabel", "machine.target.LabelTarget/checkLabel?value=a"),
            check(
                    "LabelTarget$DescriptorImpl#doAutoCompleteLabel",
                    "machine.target.LabelTarget/autoCompleteLabel?value=a"),
            check(
                    "MachineListTarget$DescriptorImpl#doCheckNames",
                    "machine.target.MachineListTarget/checkNames?value=a"));

    @Test
    void everyWebMethodStandsInTheTable() {
        Set<String> found = new TreeSet<>();
        List<String> withoutVerb = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT)) {
            for (JavaMethod method : type.getMethods()) {
                if (isWebMethod(method)) {
                    String name = type.getName().substring(type.getPackageName().length() + 1) + "#" + method.getName();
                    found.add(name);
                    if (VERBS.stream().noneMatch(method::isAnnotatedWith)) {
                        withoutVerb.add(name);
                    }
                }
            }
        }
        Set<String> inTable = TABLE.stream()
                .map(Row::method)
                .filter(method -> method.contains("#"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(inTable, found, "Web methods in the table and in the code");
        assertEquals(List.of(), withoutVerb, "Web methods without a verb annotation");
    }

    private static boolean isWebMethod(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && !method.getOwner().isAssignableTo("jakarta.servlet.Filter")
                && (method.getName().matches("do[A-Z].*")
                        || method.getName().matches("js[A-Z].*")
                        || method.isAnnotatedWith("org.kohsuke.stapler.WebMethod")
                        || method.isAnnotatedWith("org.kohsuke.stapler.bind.JavaScriptMethod")
                        || method.getRawParameterTypes().stream()
                                        .anyMatch(type -> type.isEquivalentTo(StaplerRequest2.class))
                                && method.isAnnotatedWith(GET.class)
                        || method.getParameters().stream()
                                .anyMatch(parameter -> parameter.isAnnotatedWith(QueryParameter.class)));
    }

    @Test
    void everyRowAnswersAsTheTableSays(JenkinsRule j) throws Exception {
        prepare(j);
        Roles roles = Roles.of(j, ROLES);
        List<Executable> checks = new ArrayList<>();
        for (Row row : TABLE) {
            for (int i = 0; i < ROLES.size(); i++) {
                String role = ROLES.get(i);
                int expected = row.status(i);
                int actual = roles.ask(role, row.verb(), row.path());
                checks.add(() -> assertEquals(expected, actual, row.method() + " " + row.verb() + " as " + role));
            }
            if (row.otherVerb() != 0) {
                HttpMethod other = row.verb() == HttpMethod.GET ? HttpMethod.POST : HttpMethod.GET;
                int actual = roles.ask("admin", other, row.path());
                checks.add(() -> assertEquals(row.otherVerb(), actual, row.method() + " with " + other));
            }
        }
        assertAll(checks);
    }

    /** What a page hands to its own form, with all that is in it, has no address, not even for who may see the page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "machine-groups/form/help",
                "machine-groups/group/g/group/config",
                "machine-groups/group/g/group/descriptor/help",
                PACKAGES + "form/help",
                PACKAGES + "package/p/version/1/described/config",
                PACKAGES + "package/p/version/1/described/descriptor/help",
                PACKAGES + "package/p/version/1/form/help"
            })
    void whatOnlyAFormNeedsHasNoAddress(String path, JenkinsRule j) throws Exception {
        prepare(j);
        Roles roles = Roles.of(j, List.of("admin"));
        assertEquals(200, roles.ask("admin", HttpMethod.POST, SELECTION + "createGroup?name=g"));
        assertEquals(200, roles.ask("admin", HttpMethod.GET, "machine-groups/group/g/configure"));
        assertEquals(200, roles.ask("admin", HttpMethod.GET, PACKAGES + "package/p/version/1/configure"));
        assertEquals(404, roles.ask("admin", HttpMethod.GET, path));
    }

    /** What forms ask for is left out: it changes with the forms. */
    @Test
    void whatAnswersWithJsonStandsInTheDescriptionOfTheRestInterface(JenkinsRule j) throws Exception {
        prepare(j);
        JsonNode paths = new ObjectMapper(new YAMLFactory())
                .readTree(new File("docs/openapi.yaml"))
                .path("paths");
        Roles roles = Roles.of(j, List.of("admin"));
        Set<String> found = new TreeSet<>();
        for (Row row : TABLE) {
            if (!row.path().contains("descriptorByName/")) {
                String type = roles.answer("admin", row.verb(), row.path()).getContentType();
                if (type.equals("application/json")) {
                    found.add(row.method());
                    assertTrue(isDescribed(paths, row), row.verb() + " " + row.path() + " is not in docs/openapi.yaml");
                }
            }
        }
        assertTrue(found.containsAll(Set.of("PackagesLink#doAdd", "TaskBoard#doList")), found::toString);
    }

    private static boolean isDescribed(JsonNode paths, Row row) {
        String asked = "/" + row.path().replaceAll("\\?.*", "").replaceFirst("^view/tasks/", "tasks/");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            String below = path.getValue().has("servers") ? "" : "/audit-trail";
            String pattern = Stream.of((below + path.getKey()).split("\\{[^}]+}", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".+"));
            if (asked.matches(pattern) && path.getValue().has(row.verb().name().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static void prepare(JenkinsRule j) throws Exception {
        j.createSlave("m1", "m", null);
        j.jenkins.addView(new TasksView("tasks"));
        for (String version : List.of("1", "2")) {
            PackageCatalogue.get()
                    .add(new DeploymentPackage(
                            "p",
                            version,
                            TestDeployments.upload("p"),
                            List.of(new InstallCommand(InstallCommand.UNIX, "exit 0"))));
        }
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("m"));
        job.addProperty(new ConvergenceProperty());
        DeploymentRun run = job.scheduleBuild2(0).get();
        assertEquals(1, run.getMachines().getTotal());
    }
}
