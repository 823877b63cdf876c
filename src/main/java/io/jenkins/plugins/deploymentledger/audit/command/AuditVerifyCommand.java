package io.jenkins.plugins.deploymentledger.audit.command;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.verification.Verifications;
import io.jenkins.plugins.deploymentledger.core.ledger.cli.Json;
import io.jenkins.plugins.deploymentledger.core.ledger.note.NoteSequence;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import io.jenkins.plugins.deploymentledger.core.ledger.verify.VerificationReport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/**
 * {@code audit-verify}: verifies the whole ledger on the controller, against checkpoints kept elsewhere where they are given, for
 * holders of Audit trail/View. One verification at a time; each is recorded.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class AuditVerifyCommand extends AuditCommand {

    /** The exit code when something does not prove; those below it are Jenkins' own. */
    static final int NOT_PROVED = 16;

    /** Of some 20,000 checkpoints. */
    private static final int LONGEST = 1 << 22;

    @Option(name = "--checkpoint", usage = "verify.checkpoint")
    private boolean checkpoint;

    @Option(name = "--json", usage = "verify.json")
    private boolean json;

    @Override
    public String getShortDescription() {
        return Messages.AuditVerifyCommand_short();
    }

    @Override
    @NonNull
    String exits() {
        return Messages.AuditVerifyCommand_exits(NOT_PROVED);
    }

    @Override
    protected int run() throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        List<byte[]> kept = checkpoint ? checkpoints() : List.of();
        VerificationReport report = Verifications.get()
                .verify(kept)
                .orElseThrow(() -> new IllegalStateException(Messages.AuditVerifyCommand_running()));
        if (json) {
            stdout.println(Json.text(Json.of(report)));
        } else {
            print(report, kept.size());
        }
        return report.ok() ? 0 : NOT_PROVED;
    }

    private List<byte[]> checkpoints() throws IOException {
        byte[] content = stdin.readNBytes(LONGEST + 1);
        List<byte[]> notes = NoteSequence.of(content).notes();
        if (notes.isEmpty() || content.length > LONGEST) {
            throw new IllegalArgumentException("--checkpoint: " + Messages.AuditVerifyCommand_noCheckpoint());
        }
        return notes;
    }

    private void print(@NonNull VerificationReport report, int kept) {
        stdout.println(String.format(Locale.ROOT, "Entries     %,d read", report.entries()));
        stdout.println("Proved      "
                + (report.proved().isEmpty() ? "none" : report.proved().toString()));
        stdout.println(
                "Elsewhere   held against " + kept + (kept == 1 ? " checkpoint" : " checkpoints") + " kept elsewhere");
        report.notices().forEach(notice -> stdout.println("Notice      " + Shown.plain(notice)));
        report.findings().forEach(finding -> stdout.println("Finding     " + Shown.plain(finding.toString())));
        stdout.println("Result      " + (report.ok() ? "everything proves" : "NOT EVERYTHING PROVES"));
    }
}
