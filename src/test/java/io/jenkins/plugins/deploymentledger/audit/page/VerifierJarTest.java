package io.jenkins.plugins.deploymentledger.audit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.audit.TestTrail;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The verifier that auditors download runs by itself, and knows the ledger of the controller that gave it. */
@WithJenkins
class VerifierJarTest {

    @TempDir
    private Path temp;

    @Test
    void whatIsDownloadedProvesTheLedgerAndMakesExports(JenkinsRule j) throws Exception {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        TrailClient client = new TrailClient(j.getURL(), "admin");
        TestTrail.end();
        Ledger ledger = Recorder.find().orElseThrow().trail().ledger().orElseThrow();
        ledger.checkpoint();
        assertTrue(client.get("integrity").contains("/audit-trail/deployment-ledger.jar\""));
        Path jar = temp.resolve("deployment-ledger.jar");
        try (InputStream in = client.open("deployment-ledger.jar")) {
            Files.copy(in, jar);
        }
        Path key = temp.resolve("ledger.pub");
        Files.writeString(key, client.get("ledger.pub"));
        Path checkpoint = temp.resolve("checkpoint.txt");
        Files.writeString(checkpoint, client.get("checkpoint"));
        String directory = ledger.directory().root().toString();
        String verified = run(jar, "verify", directory, "--key", key.toString(), "--checkpoint", checkpoint.toString());
        assertTrue(verified.contains("everything proves"), verified);
        Path rows = temp.resolve("rows.csv");
        run(jar, "export", directory, "--output", rows.toString());
        assertTrue(Files.readString(rows).contains("audit.started"));
        assertTrue(run(jar, "query", directory, "--json").contains("audit.started"));
    }

    /** Without the class path of this test: what is in the file has to do. */
    private String run(Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(temp, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "The tool hangs");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), Files.readString(output));
        return Files.readString(output);
    }
}
