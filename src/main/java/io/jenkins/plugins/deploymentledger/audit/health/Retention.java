package io.jenkins.plugins.deploymentledger.audit.health;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import io.jenkins.plugins.deploymentledger.audit.archive.ArchiveSettings;
import io.jenkins.plugins.deploymentledger.audit.record.Recorder;
import io.jenkins.plugins.deploymentledger.audit.settings.AuditSettings;
import io.jenkins.plugins.deploymentledger.core.ledger.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Lets entries leave that are older than the settings say; the ledger itself records what left. */
@Restricted(NoExternalUse.class)
@Extension
public final class Retention extends AsyncPeriodicWork {

    /** Jenkins runs it twice a day. */
    public Retention() {
        super("Audit trail retention");
    }

    @Override
    protected void execute(TaskListener listener) throws IOException {
        int days = AuditSettings.get().getRetentionDays();
        Optional<Ledger> ledger =
                Recorder.find().flatMap(recorder -> recorder.trail().ledger());
        if (days > 0 && ledger.isPresent()) {
            long left = ledger.get()
                    .retain(
                            Instant.now().minus(Duration.ofDays(days)),
                            ArchiveSettings.get().destination());
            listener.getLogger().println(left + " entries left the audit trail");
        }
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.HOURS.toMillis(12);
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }
}
