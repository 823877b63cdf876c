package io.jenkins.plugins.deploymentledger.core.ledger.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEvent;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an anchor's file holds after writing, torn writing, and writing where something else stands. */
class AnchorFileTest {

    @TempDir
    private Path temp;

    private Ledger ledger;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<byte[]> notes = new ArrayList<>();

    @BeforeEach
    void openLedger() throws IOException {
        ledger = Ledger.open(temp.resolve("ledger"), LedgerOptions.DEFAULTS);
        for (int i = 0; i < 3; i++) {
            ledger.record(AuditEvent.of(EventType.of("user.deleted"))
                    .by("alice", "Alice")
                    .build());
            checkpoints.add(ledger.checkpoint());
            notes.add(ledger.sign(checkpoints.get(i)));
        }
    }

    @AfterEach
    void closeLedger() throws IOException {
        ledger.close();
    }

    @Test
    void everyCheckpointStaysInAFileThatIsAppendedTo() throws IOException {
        Path file = temp.resolve("checkpoints");
        AnchorFile anchor = new AnchorFile(file, true);
        assertEquals(Optional.empty(), anchor.newest(ledger.verifier()));
        for (int i = 0; i < 3; i++) {
            anchor.write(notes.get(i));
            assertEquals(Optional.of(checkpoints.get(i)), anchor.newest(ledger.verifier()));
        }
        List<byte[]> found = NoteSequence.of(Files.readAllBytes(file)).notes();
        assertEquals(3, found.size());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(notes.get(i), found.get(i));
        }
    }

    @Test
    void onlyTheNewestStandsInAFileThatIsReplaced() throws IOException {
        Path file = temp.resolve("checkpoint");
        AnchorFile anchor = new AnchorFile(file, false);
        for (byte[] note : notes) {
            anchor.write(note);
            assertArrayEquals(note, Files.readAllBytes(file));
        }
    }

    @Test
    void whatWasNotWrittenToItsEndIsCut() throws IOException {
        Path file = temp.resolve("checkpoints");
        AnchorFile anchor = new AnchorFile(file, true);
        for (int torn = 1; torn < notes.get(1).length; torn++) {
            Files.write(file, notes.get(0));
            Files.write(file, Arrays.copyOf(notes.get(1), torn), StandardOpenOption.APPEND);
            assertEquals(Optional.of(checkpoints.get(0)), anchor.newest(ledger.verifier()), "torn at " + torn);
            anchor.write(notes.get(2));
            assertEquals(Optional.of(checkpoints.get(2)), anchor.newest(ledger.verifier()), "torn at " + torn);
            assertEquals(2, NoteSequence.of(Files.readAllBytes(file)).notes().size());
        }
    }

    @Test
    void manyCheckpointsAreReadFromTheEnd() throws IOException {
        Path file = temp.resolve("checkpoints");
        AnchorFile anchor = new AnchorFile(file, true);
        for (int i = 0; i < 1_000; i++) {
            Files.write(file, notes.get(0), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        anchor.write(notes.get(1));
        assertEquals(Optional.of(checkpoints.get(1)), anchor.newest(ledger.verifier()));
        assertEquals(1_001, NoteSequence.of(Files.readAllBytes(file)).notes().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"root:x:0:0:root\n", "a\n1\nb\n\n\u2014 other AAAAAAAA\n", "\n"})
    void anotherFileIsNoAnchor(String content) throws IOException {
        Path file = temp.resolve("passwd");
        Files.writeString(file, content);
        for (boolean append : List.of(true, false)) {
            IOException refused =
                    assertThrows(IOException.class, () -> new AnchorFile(file, append).newest(ledger.verifier()));
            assertTrue(refused.getMessage().contains("passwd"), refused::getMessage);
        }
        assertEquals(content, Files.readString(file, UTF_8));
    }

    @Test
    void aDirectoryThatIsNotThereIsAnError() {
        AnchorFile anchor = new AnchorFile(temp.resolve("unmounted/checkpoints"), true);
        assertThrows(IOException.class, () -> anchor.write(notes.get(0)));
        assertThrows(IOException.class, () -> new AnchorFile(temp.resolve("unmounted/c"), false).write(notes.get(0)));
    }
}
