package io.jenkins.plugins.deploymentledger.security;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import hudson.model.Item;
import hudson.model.User;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentRun;
import io.jenkins.plugins.deploymentledger.deployment.TestDeployments;
import io.jenkins.plugins.deploymentledger.machine.target.LabelTarget;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
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

    /** Who asks: an administrator, who may configure, who may stop, who may only read, and who sees nothing. */
    private static final List<String> ROLES = List.of("admin", "author", "operator", "reader", "stranger");

    private static final List<Class<? extends Annotation>> VERBS = List.of(GET.class, POST.class, RequirePOST.class);

    private static final String DESCRIPTOR = "job/deploy/descriptorByName/" + ROOT + ".";

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
    private record Row(String method, HttpMethod verb, String path, List<Integer> statuses, int otherVerb) {}

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

    private static final List<Row> TABLE = List.of(
            setting("doFillDurabilityItems", "fillDurabilityItems"),
            setting("doCheckWaitMillis", "checkWaitMillis?value=1"),
            setting("doCheckRetentionDays", "checkRetentionDays?value=1"),
            setting("doCheckTrustedProxies", "checkTrustedProxies?value=10.0.0.1"),
            setting("doCheckNotRecorded", "checkNotRecorded?value=a"),
            get("MachineTable#doIndex", "job/deploy/1/machines/", 200, 200, 200, 200, 404),
            get("MachineDeployment#doLog", "job/deploy/1/machine/m1/log", 200, 200, 200, 200, 404),
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
                    "DeploymentPackage$DescriptorImpl#doCheckTimeoutMinutes",
                    "deployment.payload.DeploymentPackage/checkTimeoutMinutes?value=1"),
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
        Map<String, JenkinsRule.WebClient> clients = new LinkedHashMap<>();
        for (String role : ROLES) {
            clients.put(
                    role,
                    j.createWebClient()
                            .withThrowExceptionOnFailingStatusCode(false)
                            .login(role));
        }
        List<Executable> checks = new ArrayList<>();
        for (Row row : TABLE) {
            for (int i = 0; i < ROLES.size(); i++) {
                String role = ROLES.get(i);
                int expected = row.statuses().get(i);
                int actual = ask(j, clients.get(role), row.verb(), row.path());
                checks.add(() -> assertEquals(expected, actual, row.method() + " " + row.verb() + " as " + role));
            }
            if (row.otherVerb() != 0) {
                HttpMethod other = row.verb() == HttpMethod.GET ? HttpMethod.POST : HttpMethod.GET;
                int actual = ask(j, clients.get("admin"), other, row.path());
                checks.add(() -> assertEquals(row.otherVerb(), actual, row.method() + " with " + other));
            }
        }
        assertAll(checks);
    }

    private static int ask(JenkinsRule j, JenkinsRule.WebClient client, HttpMethod verb, String path) throws Exception {
        WebRequest request = new WebRequest(new URL(j.getURL(), path), verb);
        if (verb == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    private static void prepare(JenkinsRule j) throws Exception {
        j.createSlave("m1", "m", null);
        DeploymentJob job = TestDeployments.create("deploy", "exit 0", new LabelTarget("m"));
        DeploymentRun run = job.scheduleBuild2(0).get();
        assertEquals(1, run.getMachines().getTotal());
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("author", "operator", "reader")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("author")
                .grant(Item.CANCEL)
                .everywhere()
                .to("operator"));
        for (String role : ROLES) {
            User.getById(role, true);
        }
    }
}
