package io.jenkins.plugins.deploymentledger.audit.verification;

import hudson.Extension;
import hudson.model.PeriodicWork;
import java.util.concurrent.TimeUnit;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Has the ledger verified once a day; the first time some hours after Jenkins started, when that is less in a hurry. */
@Restricted(NoExternalUse.class)
@Extension
public final class DailyVerification extends PeriodicWork {

    private static final long FIRST_HOURS = 3;

    @Override
    public long getInitialDelay() {
        return TimeUnit.HOURS.toMillis(FIRST_HOURS);
    }

    @Override
    public long getRecurrencePeriod() {
        return DAY;
    }

    @Override
    protected void doRun() {
        Verifications.get().begin();
    }
}
