package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * What the trail costs: saving the configuration of a job over HTTP, with this plugin and without it.
 *
 * <p>Two controllers at once, as administrators run them, of which now the one is asked and now the other, so that whatever else the
 * machine does concerns both alike. No part of the tests, since it judges nothing; it tells its figures on the standard output.
 */
class SaveCostCampaign {

    private static final int WARM_UP = Integer.getInteger("audit.cost.warmup", 5_000);
    private static final int SAVES = Integer.getInteger("audit.cost.saves", 1_000);

    /** As people do it, with the form and a session; otherwise as tools do it, with the whole file and an API token. */
    private static final boolean FORM = Boolean.getBoolean("audit.cost.form");

    /** How many saves the one controller gets before it is the other's turn. */
    private static final int TURN = Integer.getInteger("audit.cost.turn", 1);

    private static final int PARAMETERS = 5;
    private static final int STEPS = 3;

    @RegisterExtension
    private final RealJenkinsExtension with = controller();

    @RegisterExtension
    private final RealJenkinsExtension without = controller().omitPlugins("deployment-ledger");

    /** The assertions and checks of a test are no part of what a user waits for. */
    private static RealJenkinsExtension controller() {
        return Boolean.getBoolean("audit.cost.test")
                ? new RealJenkinsExtension()
                : new RealJenkinsExtension().javaOptions("-da", "-Dhudson.Main.development=false");
    }

    @Test
    void savingAJob() throws Throwable {
        with.startJenkins();
        without.startJenkins();
        AuditClient audited = client(with);
        AuditClient plain = client(without);
        long[] auditedNanos = new long[SAVES];
        long[] plainNanos = new long[SAVES];
        for (int i = -WARM_UP; i < SAVES; i += TURN) {
            boolean auditedFirst = i / TURN % 2 == 0;
            turn(auditedFirst ? audited : plain, i, auditedFirst ? auditedNanos : plainNanos);
            turn(auditedFirst ? plain : audited, i, auditedFirst ? plainNanos : auditedNanos);
        }
        assertSaved(audited);
        assertSaved(plain);
        Arrays.sort(auditedNanos);
        Arrays.sort(plainNanos);
        System.out.println("| | without | with | ratio | wanted at most |\n|---|---:|---:|---:|---:|");
        print("median", auditedNanos, plainNanos, 0.5, "1.15");
        print("p90", auditedNanos, plainNanos, 0.9, "");
        print("p99", auditedNanos, plainNanos, 0.99, "1.50");
    }

    private static void turn(AuditClient client, int first, long[] nanos) throws IOException {
        for (int i = first; i < Math.min(first + TURN, SAVES); i++) {
            long one = save(client, i);
            if (i >= 0) {
                nanos[i] = one;
            }
        }
    }

    private static void assertSaved(AuditClient client) throws IOException {
        String saved =
                client.exchange("GET", "job/job/config.xml", "text/plain", "").body();
        assertTrue(saved.contains("Number " + (SAVES - 1)) && saved.contains("P" + (PARAMETERS - 1)), saved);
        assertTrue(saved.contains("make test " + (STEPS - 1)), saved);
    }

    private static AuditClient client(RealJenkinsExtension controller) throws Throwable {
        String token = controller.runRemotely(SaveCostCampaign::secure);
        AuditClient client = new AuditClient(controller.getUrl(), "admin", token);
        assertEquals(200, client.postXml("createItem?name=job", job(0)));
        return FORM ? session(client.as(null, null)) : client;
    }

    /** Somebody who has logged in with a browser. */
    private static AuditClient session(AuditClient nobody) throws IOException {
        List<String> cookies = new ArrayList<>();
        AuditClient listening = nobody.heardBy(headers -> headers.allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("JSESSIONID"))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .forEach(cookies::add));
        listening.get("login");
        withCrumb(listening.with("Cookie", cookies.get(0)))
                .post("j_spring_security_check", "j_username", "admin", "j_password", "admin-password");
        return withCrumb(nobody.with("Cookie", cookies.get(cookies.size() - 1)));
    }

    private static AuditClient withCrumb(AuditClient client) throws IOException {
        JSONObject crumb = JSONObject.fromObject(
                client.exchange("GET", "crumbIssuer/api/json", "text/plain", "").body());
        return client.with(crumb.getString("crumbRequestField"), crumb.getString("crumb"));
    }

    private static String secure(JenkinsRule j) throws Throwable {
        return Administrators.token(j);
    }

    private static long save(AuditClient client, int number) throws IOException {
        String sent = FORM ? form(number) : job(number);
        long begin = System.nanoTime();
        int status = FORM
                ? client.post("job/job/configSubmit", "description", "Number " + number, "json", sent)
                : client.postXml("job/job/config.xml", sent);
        long nanos = System.nanoTime() - begin;
        assertEquals(FORM ? 302 : 200, status);
        return nanos;
    }

    /** What the page of the same job sends. */
    private static String form(int number) {
        JSONArray parameters = new JSONArray();
        for (int i = 0; i < PARAMETERS; i++) {
            parameters.add(new JSONObject()
                    .element("name", "P" + i)
                    .element("defaultValue", "value")
                    .element("description", "What it is for")
                    .element("trim", false)
                    .element("stapler-class", "hudson.model.StringParameterDefinition")
                    .element("$class", "hudson.model.StringParameterDefinition"));
        }
        JSONArray steps = new JSONArray();
        for (int i = 0; i < STEPS; i++) {
            steps.add(new JSONObject()
                    .element("command", command(i))
                    .element("unstableReturn", "")
                    .element("stapler-class", "hudson.tasks.Shell")
                    .element("$class", "hudson.tasks.Shell"));
        }
        JSONObject properties = new JSONObject()
                .element("stapler-class-bag", "true")
                .element(
                        "hudson-model-ParametersDefinitionProperty",
                        new JSONObject()
                                .element("parameterDefinitions", parameters)
                                .element("specified", true));
        return new JSONObject()
                .element("name", "job")
                .element("description", "Number " + number)
                .element("enable", true)
                .element("properties", properties)
                .element("concurrentBuild", false)
                .element("hasCustomQuietPeriod", false)
                .element("quiet_period", "5")
                .element("hasCustomScmCheckoutRetryCount", false)
                .element("blockBuildWhenUpstreamBuilding", false)
                .element("blockBuildWhenDownstreamBuilding", false)
                .element("hasCustomWorkspace", false)
                .element("displayNameOrNull", "")
                .element("scm", new JSONObject().element("value", "0").element("$class", "hudson.scm.NullSCM"))
                .element("builder", steps)
                .element("core:apply", "")
                .toString();
    }

    /** A job as it often is: some parameters, some steps, two kilobytes. */
    private static String job(int number) {
        StringBuilder xml = new StringBuilder("<project><description>Number ")
                .append(number)
                .append("</description><properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>");
        for (int i = 0; i < PARAMETERS; i++) {
            xml.append("<hudson.model.StringParameterDefinition><name>P")
                    .append(i)
                    .append("</name><description>What it is for</description><defaultValue>value</defaultValue>")
                    .append("</hudson.model.StringParameterDefinition>");
        }
        xml.append("</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties><builders>");
        for (int i = 0; i < STEPS; i++) {
            xml.append("<hudson.tasks.Shell><command>").append(command(i)).append("</command></hudson.tasks.Shell>");
        }
        return xml.append("</builders></project>").toString();
    }

    private static String command(int step) {
        return "set -e\nmake clean\nmake all VERSION=$P1\nmake test " + step + "\n";
    }

    private static void print(String name, long[] audited, long[] plain, double quantile, String wanted) {
        double with = audited[(int) (quantile * (SAVES - 1))] / 1e6;
        double without = plain[(int) (quantile * (SAVES - 1))] / 1e6;
        System.out.printf(
                Locale.ROOT, "| %s | %.2f ms | %.2f ms | %.2f | %s |%n", name, without, with, with / without, wanted);
    }
}
