package io.jenkins.plugins.deploymentledger.core.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.change.secret.Decryption;
import io.jenkins.plugins.deploymentledger.core.change.secret.Fingerprint;
import io.jenkins.plugins.deploymentledger.core.change.secret.Redactor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A configuration of 1 MiB is compared in less time than anybody notices. */
class ComparisonSpeedTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final long BOUND_MILLIS = 200;

    /** Counted in the thread's own time, and of several runs the fastest: the machine may have other things to do. */
    @Test
    void aMebibyteWithinBounds() {
        ConfigComparison comparison = new ConfigComparison(new Redactor(
                new Fingerprint("a key for the tests only".getBytes(StandardCharsets.UTF_8)), Decryption.NONE));
        StringBuilder jobs = new StringBuilder("<hudson><jobs>");
        for (int i = 0; jobs.length() < MEBIBYTE; i++) {
            jobs.append("<project plugin=\"workflow-job@1400.v7fd111b_ec82f\">\n  <name>job-").append(i).append("</name>\n");
            jobs.append("  <description>Builds the component number ").append(i).append("</description>\n");
            jobs.append("  <keepDependencies>false</keepDependencies>\n  <credentialsId>deploy-key</credentialsId>\n");
            jobs.append("  <builders>\n    <hudson.tasks.Shell>\n      <command>#!/bin/sh\nset -eu\nexport DB_PASSWORD=hunter")
                    .append(i)
                    .append("\nmvn -B -ntp clean verify -Dfile.encoding=UTF-8\ncurl -fsS -o out https://example.com/x?a=b\n")
                    .append("</command>\n    </hudson.tasks.Shell>\n  </builders>\n</project>\n");
        }
        String before = jobs.append("</jobs></hudson>").toString();
        String after = before.replace("number 77<", "number 78<");
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 30 && (run < 6 || best >= BOUND_MILLIS); run++) {
            long start = threads.getCurrentThreadCpuTime();
            Difference difference = comparison.compare(bytes(before), bytes(after));
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / 1_000_000);
            assertEquals(1, difference.size());
        }
        assertTrue(best < BOUND_MILLIS, "Comparing 1 MiB took " + best + " ms; the bound is " + BOUND_MILLIS + " ms");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
