package io.jenkins.plugins.deploymentledger.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
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

    /** How many saves the one controller gets before it is the other's turn. */
    private static final int TURN = Integer.getInteger("audit.cost.turn", 1);

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

    private static AuditClient client(RealJenkinsExtension controller) throws Throwable {
        String token = controller.runRemotely(SaveCostCampaign::secure);
        AuditClient client = new AuditClient(controller.getUrl(), "admin", token);
        assertEquals(200, client.postXml("createItem?name=job", job(0)));
        return client;
    }

    private static String secure(JenkinsRule j) throws Throwable {
        return Administrators.token(j);
    }

    private static long save(AuditClient client, int number) throws IOException {
        String xml = job(number);
        long begin = System.nanoTime();
        int status = client.postXml("job/job/config.xml", xml);
        long nanos = System.nanoTime() - begin;
        assertEquals(200, status);
        return nanos;
    }

    /** A job as it often is: some parameters, some steps, two kilobytes. */
    private static String job(int number) {
        StringBuilder xml = new StringBuilder("<project><description>Number ")
                .append(number)
                .append("</description><properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>");
        for (int i = 0; i < 5; i++) {
            xml.append("<hudson.model.StringParameterDefinition><name>P")
                    .append(i)
                    .append("</name><description>What it is for</description><defaultValue>value</defaultValue>")
                    .append("</hudson.model.StringParameterDefinition>");
        }
        xml.append("</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties><builders>");
        for (int i = 0; i < 3; i++) {
            xml.append("<hudson.tasks.Shell><command>set -e\nmake clean\nmake all VERSION=$P1\nmake test ")
                    .append(i)
                    .append("\n</command></hudson.tasks.Shell>");
        }
        return xml.append("</builders></project>").toString();
    }

    private static void print(String name, long[] audited, long[] plain, double quantile, String wanted) {
        double with = audited[(int) (quantile * (SAVES - 1))] / 1e6;
        double without = plain[(int) (quantile * (SAVES - 1))] / 1e6;
        System.out.printf(
                Locale.ROOT, "| %s | %.2f ms | %.2f ms | %.2f | %s |%n", name, without, with, with / without, wanted);
    }
}
