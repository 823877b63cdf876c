package io.jenkins.plugins.deploymentledger.core.ledger.verify;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.finding.Finding;
import io.jenkins.plugins.deploymentledger.core.ledger.note.Checkpoint;
import java.util.List;

/**
 * What a verification found.
 *
 * @param checkpoint the checkpoint that the entries were held against; null if it could not be read
 * @param entries how many entries were read
 * @param proved which of them are the ones that the checkpoint covers, in ascending order; unmodifiable
 * @param unsigned how many entries at the end no checkpoint covers yet; they are only chained to each other
 * @param findings what is wrong; unmodifiable
 * @param notices what is worth knowing but not wrong; unmodifiable
 */
public record VerificationReport(
        @CheckForNull Checkpoint checkpoint,
        long entries,
        @NonNull List<SequenceRange> proved,
        long unsigned,
        @NonNull List<Finding> findings,
        @NonNull List<String> notices) {

    /** Copies the lists. */
    public VerificationReport {
        proved = List.copyOf(proved);
        findings = List.copyOf(findings);
        notices = List.copyOf(notices);
    }

    /** Of a ledger that is such that no entry could be read. */
    @NonNull
    public static VerificationReport of(@NonNull List<Finding> findings) {
        return new VerificationReport(null, 0, List.of(), 0, findings, List.of());
    }

    /** Whether nothing is wrong. */
    public boolean ok() {
        return findings.isEmpty();
    }
}
