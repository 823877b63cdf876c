package io.jenkins.plugins.deploymentledger.audit.reading;

import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Keeps the indexes of the trail up to what was recorded, so that whoever reads it does not wait for them: neither the first reader after a
 * start, nor one who goes back over months that nobody looked at before.
 */
@Restricted(NoExternalUse.class)
@Extension
public final class IndexUpkeep extends AsyncPeriodicWork {

    private static final long FIRST_SECONDS = 15;

    /** Jenkins runs it every minute. */
    public IndexUpkeep() {
        super("Indexes of the audit trail");
    }

    @Override
    protected void execute(TaskListener listener) throws IOException {
        try (OpenTrail trail = TrailReading.open()) {
            trail.prepare();
        } catch (TrailUnavailableException e) {
            listener.getLogger().println(e.getMessage());
        }
    }

    @Override
    public long getInitialDelay() {
        return TimeUnit.SECONDS.toMillis(FIRST_SECONDS);
    }

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }
}
