package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged tool, run as an auditor runs it. The standalone build does this after packaging, by name. */
class PackagedJarCheck {

    @TempDir
    Path temporary;

    @Test
    void provesAndExportsALedgerWithNothingButAJavaRuntime() throws IOException, InterruptedException {
        Path ledger = temporary.resolve("ledger");
        try (Ledger writer = Ledger.open(ledger, LedgerOptions.DEFAULTS)) {
            for (int i = 0; i < 20; i++) {
                writer.append(AuditEvent.of(EventType.of("user.deleted"))
                        .by("ana", "Ana")
                        .on("user", "bob" + i, "Bob")
                        .build());
            }
        }
        assertThat(run(0, "verify", ledger.toString()), containsString("everything proves"));
        assertThat(run(0, "query", ledger.toString(), "--target-id=bob7"), containsString("1 of 1 entries"));
        assertThat(run(0, "stats", ledger.toString()), containsString("20  user.deleted"));
        Path rows = temporary.resolve("rows.csv");
        assertThat(
                run(0, "export", ledger.toString(), "--output=" + rows, "--event=user.*"),
                containsString("20 entries"));
        assertThat(
                run(0, "verify", ledger.toString(), "--export=" + rows), containsString("exactly what the ledger has"));
        Files.writeString(rows, Files.readString(rows).replace("bob7", "bob8"));
        assertThat(run(1, "verify", ledger.toString(), "--export=" + rows), containsString("it was changed"));
        assertThat(
                run(2, "query", ledger.toString(), "--from=never"), containsString("--from: 'never' is not a time."));
    }

    private String run(int status, String... arguments) throws IOException, InterruptedException {
        Path jar = Path.of(System.getProperty("ledger.jar"));
        assertTrue(Files.isRegularFile(jar), jar + " is not there: package first");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(temporary, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "The tool hangs");
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(status, process.exitValue(), text);
        return text;
    }
}
