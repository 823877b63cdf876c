package io.jenkins.plugins.deploymentledger.core.ledger.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.LedgerOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.append.AppendMode;
import io.jenkins.plugins.deploymentledger.core.ledger.append.WriterOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.segment.SegmentNames;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.LedgerVerifier;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SampleLedger;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.SequenceRange;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationOptions;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that is killed at any step of retention: the ledger proves, nothing is lost that was to be kept in an archive, and the next
 * retention finishes what was begun.
 */
@Timeout(120)
class RetentionCrashTest {

    private static final LedgerOptions OPTIONS = LedgerOptions.DEFAULTS
            .withCloseAtMost(Duration.ofMillis(20))
            .withWriting(WriterOptions.DEFAULTS
                    .withMode(AppendMode.STRICT)
                    .withSegments(20, 1 << 20, Duration.ofDays(30))
                    .withCheckpointEvery(Duration.ofHours(1)));

    /** Later than everything that the tests record. */
    private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKillAtAnyStepIsSurvived(boolean archived) throws Exception {
        Path whole = temp.resolve("whole");
        try (Ledger ledger = Ledger.open(whole, OPTIONS)) {
            SampleLedger.append(ledger, 0, 50);
        }
        boolean finished = false;
        for (int step = 0; !finished; step++) {
            Path ledger = SampleLedger.copy(whole, temp.resolve("ledger-" + step));
            Path archive = archived ? temp.resolve("archive-" + step) : null;
            finished = DyingStorage.dieAt(step, ledger, OPTIONS, open -> open.retain(LATER, archive));
            // On a copy, since the lock is held until the process is really at its end.
            Path left = SampleLedger.copy(ledger, temp.resolve("left-" + step));
            prove(left, archive, "killed at step " + step);
            try (Ledger again = Ledger.open(left, OPTIONS)) {
                again.retain(LATER, archive);
                SampleLedger.append(again, 50, 53);
            }
            prove(left, archive, "retained again after step " + step);
            List<Path> segments = SegmentNames.list(left.resolve("log"));
            assertEquals(1, segments.size(), "step " + step + " " + segments);
            assertTrue(step < 100, "retention never came to its end");
        }
    }

    private static void prove(Path ledger, Path archive, String when) throws IOException {
        boolean any = archive != null
                && Files.exists(archive)
                && !SegmentNames.list(archive).isEmpty();
        VerificationOptions all = VerificationOptions.ALL.withContents(true);
        VerificationReport report = LedgerVerifier.verify(ledger, any ? all.withArchive(archive) : all);
        assertEquals(List.of(), report.findings(), when);
        if (archive != null) {
            SequenceRange proved = report.proved().get(0);
            assertEquals(0, proved.first(), when + ": entries are neither here nor in the archive");
            assertEquals(report.checkpoint().size(), proved.last() + 1, when);
        }
    }
}
