package io.jenkins.plugins.deploymentledger.audit.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import io.jenkins.plugins.deploymentledger.core.ledger.blob.BlobException;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.AuditEntry;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.BlobReference;
import io.jenkins.plugins.deploymentledger.core.ledger.query.Shown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The script that is kept beside an entry. Scripts often hold secrets that nothing marks as such, so that reading one takes the
 * permission to run one, which is more than that to read the trail.
 */
@Restricted(NoExternalUse.class)
public final class KeptScript {

    private static final String SCRIPT = "script";

    private final boolean permitted;
    private final String text;

    private KeptScript(boolean permitted, String text) {
        this.permitted = permitted;
        this.text = text;
    }

    /** The script of an entry, as the current user may see it; null if it keeps none. */
    @CheckForNull
    static KeptScript of(@NonNull Ledger ledger, @NonNull AuditEntry entry) throws IOException {
        for (BlobReference blob : entry.blobs()) {
            if (blob.name().equals(SCRIPT)) {
                return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                        ? new KeptScript(true, read(ledger, blob))
                        : new KeptScript(false, "");
            }
        }
        return null;
    }

    private static String read(Ledger ledger, BlobReference blob) throws IOException {
        try {
            return Shown.lines(new String(ledger.blob(blob), StandardCharsets.UTF_8));
        } catch (BlobException e) {
            return Shown.plain(String.valueOf(e.getMessage()));
        }
    }

    /** Whether the current user may read it. */
    public boolean isPermitted() {
        return permitted;
    }

    /** Its text, or why that is gone; empty if the current user may not read it. */
    @NonNull
    public String getText() {
        return text;
    }
}
