package io.jenkins.plugins.deploymentledger.audit.command;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.deploymentledger.audit.archive.RetainedEntries;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.audit.reading.OpenTrail;
import io.jenkins.plugins.deploymentledger.audit.reading.TrailReading;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.append.Receipt;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.LedgerEvents;
import java.io.IOException;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Option;

/**
 * {@code audit-erase}: erases for good what is kept beside an entry, such as a script that held a password, for holders of Audit
 * trail/Configure who may also view. The entry stays, and so does every proof; that it was erased, by whom and why is an entry of its own,
 * which is on disk before the content goes.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class AuditEraseCommand extends AuditCommand {

    private static final int LONGEST_REASON = 500;

    @Option(name = "--entry", metaVar = "NUMBER", usage = "erase.entry", required = true)
    private long number;

    @Option(name = "--attachment", metaVar = "NAME", usage = "erase.attachment")
    private String attachment = "script";

    @Option(name = "--reason", metaVar = "TEXT", usage = "erase.reason", required = true)
    private String reason;

    @Override
    public String getShortDescription() {
        return Messages.AuditEraseCommand_short();
    }

    @Override
    @NonNull
    String exits() {
        return Messages.AuditEraseCommand_exits();
    }

    @Override
    protected int run() throws IOException {
        Jenkins.get().checkPermission(AuditPermissions.VIEW);
        Jenkins.get().checkPermission(AuditPermissions.CONFIGURE);
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("--reason: " + Messages.AuditEraseCommand_noReason(LONGEST_REASON));
        }
        try (OpenTrail trail = TrailReading.open()) {
            BlobReference blob = blob(trail);
            refuseErased(trail.ledger(), blob);
            Receipt receipt = trail.ledger()
                    .eraseBlob(
                            AuditTrail.begin(LedgerEvents.BLOB_ERASED).detail("entry", Long.toString(number)),
                            blob.sha256(),
                            // Whoever explains it may repeat what is erased.
                            Redaction.typed(reason.strip()));
            stdout.println(Messages.AuditEraseCommand_erased(
                    attachment, Long.toString(number), Long.toString(receipt.sequence())));
        }
        return 0;
    }

    @NonNull
    private BlobReference blob(OpenTrail trail) throws IOException {
        AuditEntry entry = RetainedEntries.find(trail, number)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--entry: " + Messages.AuditEraseCommand_noEntry(Long.toString(number))));
        return entry.blobs().stream()
                .filter(blob -> blob.name().equals(attachment))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--attachment: "
                        + Messages.AuditEraseCommand_noAttachment(
                                Long.toString(number),
                                entry.blobs().stream().map(BlobReference::name).collect(Collectors.joining(", ")))));
    }

    private static void refuseErased(Ledger ledger, BlobReference blob) throws IOException {
        try {
            ledger.blob(blob);
        } catch (BlobException e) {
            // What is damaged can still be erased.
            if (e.reason() == BlobException.Reason.ERASED) {
                throw new IllegalArgumentException("--entry: " + e.getMessage(), e);
            }
        }
    }
}
