package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An export is whole, and can be held against the ledger later. */
class ExportCommandTest extends OnALedger {

    @Test
    void anExportIsHeldAgainstTheLedgerLater() throws IOException {
        for (String ending : List.of("csv", "jsonl")) {
            Path rows = temporary.resolve("rows." + ending);
            Outcome export =
                    run("export", ledger, "--output", rows, "--event", "item.updated", "--to", "2026-11-01T12:00");
            assertEquals(0, export.status(), export.toString());
            assertThat(export.out(), containsString("162 entries to "));
            try (Ledger writer = open(ledger)) {
                append(writer, EVENTS, EVENTS + 3);
            }
            Outcome whole = run("verify", ledger, "--export", rows);
            assertEquals(0, whole.status(), whole.toString());
            assertThat(whole.out(), containsString("exactly what the ledger has"));
            assertThat(whole.out(), containsString("says: 162 rows, of the first "));
            assertThat(whole.out(), containsString("\"event\":[\"item.updated\"]"));

            List<String> lines = List.of(Files.readString(rows).split("(?<=\n)"));
            Files.writeString(
                    rows, String.join("", lines.subList(0, 10)) + String.join("", lines.subList(11, lines.size())));
            Outcome changed = run("verify", ledger, "--export", rows);
            assertEquals(1, changed.status());
            assertThat(changed.out(), containsString("it was changed"));

            // A manifest that was made to fit does not help.
            fitManifest(rows);
            Outcome fitted = run("verify", ledger, "--export", rows);
            assertEquals(1, fitted.status());
            assertThat(fitted.out(), containsString("line 11 is not what the ledger has"));
        }
    }

    private static void fitManifest(Path rows) throws IOException {
        Path manifest = rows.resolveSibling(rows.getFileName() + ".manifest.json");
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
        byte[] bytes = Files.readAllBytes(rows);
        try {
            json.put("bytes", bytes.length);
            json.put(
                    "sha256",
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
        Files.write(manifest, new ObjectMapper().writeValueAsBytes(json));
    }

    @Test
    void anExportOverwritesNothingAndLeavesNoHalf() throws IOException {
        Path rows = temporary.resolve("rows.csv");
        Files.writeString(rows, "mine");
        Outcome there = run("export", ledger, "--output", rows);
        assertEquals(2, there.status());
        assertThat(there.err(), containsString("is there already"));
        assertEquals("mine", Files.readString(rows));
        Outcome inside = run("export", ledger, "--output", ledger.resolve("rows.csv"));
        assertEquals(2, inside.status());
        Path unknown = temporary.resolve("unknown.csv");
        Outcome none = run("export", ledger, "--output", unknown, "--event=user.deletd");
        assertEquals(2, none.status());
        assertThat(
                none.err(),
                containsString("--event: There is no type of event 'user.deletd'. Did you mean 'user.deleted'?"));
        assertFalse(Files.exists(unknown));
    }
}
