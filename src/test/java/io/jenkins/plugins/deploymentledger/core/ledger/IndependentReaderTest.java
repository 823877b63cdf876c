package io.jenkins.plugins.deploymentledger.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.tree.Hash;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SampleLedger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader in another language, written from docs/ledger-format.md alone, reads and proves what this code writes. */
class IndependentReaderTest {

    @TempDir
    private static Path temp;

    private Path ledger;

    /** How the reader ended, and what it said. */
    private record Answer(int status, String text) {}

    @BeforeAll
    static void writeReader() throws Exception {
        boolean python = false;
        try {
            Process process = new ProcessBuilder("python3", "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            python = process.waitFor() == 0;
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("python3"), e.getMessage());
        }
        assumeTrue(python, "python3 is not installed: the format was not checked by an independent reader");
        try (InputStream script = Objects.requireNonNull(
                IndependentReaderTest.class.getResourceAsStream("read_ledger.py"), "read_ledger.py")) {
            Files.copy(script, temp.resolve("read_ledger.py"));
        }
    }

    @BeforeEach
    void create(@TempDir Path fresh) throws Exception {
        ledger = fresh.resolve("ledger");
        SampleLedger.create(ledger);
        try (Ledger open = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            open.record(AuditEvent.of(EventType.of("user.renamed"))
                    .by("björn", "Björn \"\\\t\n\u0001\u001f\u007f\u2028 \uD83D\uDE00")
                    .detail("\uFB33", "sorted by UTF-16")
                    .detail("b", "\u20ac")
                    .build());
            open.record(AuditEvent.of(EventType.of("item.updated"))
                    .detail("diff", "y".repeat(70_000))
                    .build());
        }
    }

    private Answer read(Path directory) throws Exception {
        Path out = Files.createTempFile(temp, "answer", ".txt");
        Process process = new ProcessBuilder(
                        "python3", temp.resolve("read_ledger.py").toString(), directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the reader hangs");
        return new Answer(process.exitValue(), Files.readString(out, UTF_8));
    }

    @Test
    void itProvesWhatWasWritten() throws Exception {
        Answer answer = read(ledger);
        assertEquals(0, answer.status(), answer.text());
        JsonNode read = new ObjectMapper().readTree(answer.text());
        Checkpoint checkpoint;
        try (Ledger open = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            checkpoint = open.checkpoint();
            assertTrue(open.consistencyProof(read.get("size").asLong(), checkpoint.size())
                    .proves(Hash.ofHex(read.get("root").asText()), checkpoint.root()));
        }
        assertEquals("ledger.example.org", read.get("origin").asText());
        assertEquals(100, read.get("first").asLong());
        assertEquals(read.get("size").asLong(), 100 + read.get("entries").asLong());
        assertEquals(0, read.get("unsigned").asLong());
        assertEquals(2, read.get("blobs").asLong());
        assertEquals(1, read.get("erased").asLong());
        assertTrue(read.get("tiles").asLong() >= 4);
    }

    @Test
    void itSeesWhatWeSee() throws Exception {
        for (String name :
                List.of("checkpoint", "ledger", "retained", "keys/ledger.pub", "tile/0/001", "log/000000000200.seg")) {
            Path file = ledger.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            byte[] changed = bytes.clone();
            changed[bytes.length / 2] ^= 4;
            Files.write(file, changed);
            Answer answer = read(ledger);
            assertNotEquals(0, answer.status(), name + ": " + answer.text());
            Files.write(file, bytes);
        }
        assertEquals(0, read(ledger).status());
    }

    @Test
    void itReadsWhatACrashLeaves() throws Exception {
        Path crashed = ledger.resolveSibling("crashed");
        try (Ledger open = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            open.checkpoint();
            open.record(SampleLedger.event(1));
            SampleLedger.copy(ledger, crashed);
        }
        Path last;
        try (Stream<Path> segments = Files.list(crashed.resolve("log"))) {
            last = segments.sorted().reduce((a, b) -> b).orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length - 7));
        Answer answer = read(crashed);
        assertEquals(0, answer.status(), answer.text());
        assertFalse(new ObjectMapper().readTree(answer.text()).get("incomplete").asLong() == 0, answer.text());
    }

    /** The signature once more with another tool, if it is there. */
    @Test
    void opensslVerifiesTheCheckpoint(@TempDir Path work) throws Exception {
        boolean openssl = false;
        try {
            Process process = new ProcessBuilder("openssl", "version")
                    .redirectErrorStream(true)
                    .start();
            String version = new String(process.getInputStream().readAllBytes(), UTF_8);
            openssl = process.waitFor() == 0 && version.startsWith("OpenSSL 3");
        } catch (IOException e) {
            assertTrue(e.getMessage().contains("openssl"), e.getMessage());
        }
        assumeTrue(openssl, "OpenSSL 3 is not installed: the signature was not checked with it");
        String note = Files.readString(ledger.resolve("checkpoint"), UTF_8);
        int end = note.lastIndexOf("\n\n");
        byte[] both = Base64.getDecoder()
                .decode(note.substring(note.lastIndexOf(' ') + 1).strip());
        String line = Files.readString(ledger.resolve("keys").resolve("ledger.pub"), UTF_8)
                .strip();
        byte[] typed = Base64.getDecoder().decode(line.substring(line.indexOf('+', line.indexOf('+') + 1) + 1));
        byte[] der = new byte[44];
        System.arraycopy(HexFormat.of().parseHex("302a300506032b6570032100"), 0, der, 0, 12);
        System.arraycopy(typed, 1, der, 12, 32);
        Files.write(work.resolve("key.der"), der);
        Files.writeString(work.resolve("text"), note.substring(0, end + 1), UTF_8);
        Files.write(work.resolve("signature"), Arrays.copyOfRange(both, 4, both.length));
        Process process = new ProcessBuilder(
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-keyform",
                        "DER",
                        "-inkey",
                        "key.der",
                        "-rawin",
                        "-in",
                        "text",
                        "-sigfile",
                        "signature")
                .directory(work.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("Verified Successfully"), said);
    }
}
