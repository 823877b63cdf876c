package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding.Kind;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.LedgerAlarmException;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of a bit over 550 entries in six segments for a test to lay hands on. */
abstract class TamperedLedger {

    @TempDir
    Path temp;

    Path ledger;

    @BeforeEach
    void create() throws Exception {
        ledger = temp.resolve("ledger");
        try (Ledger fresh = Ledger.open(ledger, SampleLedger.OPTIONS)) {
            SampleLedger.append(fresh, 0, 549);
        }
        // Entry 0 is audit.started, 1 to 549 are the events, 550 is audit.stopped.
        assertEquals(List.of(), verify().findings());
        assertEquals(List.of(new SequenceRange(0, 550)), verify().proved());
    }

    VerificationReport verify() throws Exception {
        return LedgerVerifier.verify(ledger, VerificationOptions.ALL);
    }

    Path segment(int first) {
        return ledger.resolve("log").resolve(String.format("%012d.seg", first));
    }

    static boolean has(VerificationReport report, Kind kind, String file, long from, long to) {
        return report.findings().stream()
                .anyMatch(finding -> finding.kind() == kind
                        && finding.file().equals(file)
                        && finding.from() == from
                        && finding.to() == to);
    }

    static void assertHas(VerificationReport report, Kind kind, String file, long from, long to) {
        assertTrue(has(report, kind, file, from, to), report.findings().toString());
    }

    void assertAlarm(Kind kind) {
        LedgerAlarmException alarm =
                assertThrows(LedgerAlarmException.class, () -> Ledger.open(ledger, SampleLedger.OPTIONS)
                        .close());
        assertTrue(alarm.findings().stream().anyMatch(finding -> finding.kind() == kind), alarm.getMessage());
    }

    NoteVerifier key() throws Exception {
        return NoteVerifier.parse(
                Files.readString(ledger.resolve("keys").resolve("ledger.pub")).strip());
    }
}
