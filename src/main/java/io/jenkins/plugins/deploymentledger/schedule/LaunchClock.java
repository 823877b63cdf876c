package io.jenkins.plugins.deploymentledger.schedule;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.CauseAction;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.Outcome;
import io.jenkins.plugins.deploymentledger.core.schedule.Occurrence;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Looks once a minute which deployments are to begin by their schedules, and launches them in their owners' names. */
@Extension
public final class LaunchClock extends AsyncPeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(LaunchClock.class.getName());

    /** Starts with Jenkins. */
    public LaunchClock() {
        super("Scheduled deployments");
    }

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected void execute(TaskListener listener) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (DeploymentJob job : Jenkins.get().allItems(DeploymentJob.class)) {
                LaunchSchedule schedule = job.getProperty(LaunchSchedule.class);
                if (schedule != null && !job.isDisabled()) {
                    look(job, schedule, Instant.now());
                }
            }
        }
    }

    /** Launches a job if its time has come. */
    static void look(@NonNull DeploymentJob job, @NonNull LaunchSchedule schedule, @NonNull Instant now) {
        try {
            ScheduleTimes times = schedule.times(job);
            DealtWith dealtWith = DealtWith.of(job, schedule, now);
            Occurrence occurrence =
                    Occurrence.of(times.latest(now), dealtWith.until(), times.expiry(), schedule.isMakeUp(), now);
            // A start waits for the security realm until it counts as missed.
            if (occurrence == Occurrence.NONE || occurrence == Occurrence.LAUNCH && !schedule.isOwnerKnowable()) {
                return;
            }
            // On disk first: a crash may cost a start, and never makes a second one.
            dealtWith.advance(now);
            if (occurrence == Occurrence.LAUNCH) {
                String refusal = refusal(job, schedule, now, times.expiry());
                if (refusal != null) {
                    LOGGER.log(Level.WARNING, "The scheduled start of {0} is refused: {1}", new Object[] {
                        job.getFullName(), refusal
                    });
                    dealtWith.refused(now, refusal);
                    record(job, Outcome.DENIED, refusal);
                }
            } else {
                LOGGER.log(Level.INFO, "The scheduled start of {0} did not take place: {1}", new Object[] {
                    job.getFullName(), occurrence
                });
                dealtWith.refused(now, Messages.LaunchClock_missed());
                record(job, Outcome.FAILURE, Messages.LaunchClock_missed());
            }
        } catch (IOException | RuntimeException e) {
            // One that cannot be followed must not keep the others waiting.
            LOGGER.log(Level.WARNING, e, () -> "The schedule of " + job.getFullName() + " cannot be followed");
        }
    }

    /** Launches a job; why that did not take place, or null. */
    @CheckForNull
    private static String refusal(
            DeploymentJob job, LaunchSchedule schedule, Instant now, @CheckForNull Instant expiry) {
        try {
            return launch(job, schedule, now, expiry);
        } catch (RuntimeException e) {
            // Whatever other plugins have to say about what comes into the queue.
            LOGGER.log(Level.WARNING, e, () -> "The scheduled start of " + job.getFullName() + " failed");
            return Messages.LaunchClock_failed(e.getMessage());
        }
    }

    private static void record(DeploymentJob job, Outcome outcome, String because) {
        AuditTrail.record(
                AuditTrail.begin(Event.SCHEDULE_REFUSED, job).outcome(outcome).detail("because", because));
    }

    /** Launches a job; why that was refused, or null. */
    @CheckForNull
    private static String launch(
            DeploymentJob job, LaunchSchedule schedule, Instant now, @CheckForNull Instant expiry) {
        String owner = schedule.getOwner();
        String refusal = schedule.refusal(job);
        if (owner == null || refusal != null) {
            return refusal;
        }
        try {
            job.getOptions().checkOpens(now, expiry);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        return job.scheduleBuild2(0, new CauseAction(new ScheduleCause(owner))) == null
                ? Messages.LaunchClock_notConfigured()
                : null;
    }
}
