package io.jenkins.plugins.deploymentledger.schedule;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.JobProperty;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.core.schedule.Occurrence;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.StandingOrder;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** When a deployment begins by itself: once, or by a cron expression. */
public final class LaunchSchedule extends StandingOrder {

    private String startAt;
    private String cron;
    private boolean makeUp;
    private Long since;

    /** Nothing is scheduled yet: a time or a cron expression is to be set. */
    @DataBoundConstructor
    public LaunchSchedule() {
        // Every part has a setter.
    }

    /** When the deployment begins once, on the clocks of its time zone, as {@code 2026-12-24 20:00}; null for never. */
    @CheckForNull
    public String getStartAt() {
        return startAt;
    }

    /** Sets when the deployment begins once. */
    @DataBoundSetter
    public void setStartAt(@CheckForNull String startAt) {
        this.startAt = Util.fixEmptyAndTrim(startAt);
    }

    /** When the deployment begins again and again, in Jenkins' cron syntax with {@code H}; null for never. */
    @CheckForNull
    public String getCron() {
        return cron;
    }

    /** Sets when the deployment begins again and again. */
    @DataBoundSetter
    public void setCron(@CheckForNull String cron) {
        this.cron = Util.fixEmptyAndTrim(cron);
    }

    /** Whether a start that was missed, since the controller was down, is made up for. */
    public boolean isMakeUp() {
        return makeUp;
    }

    /** Sets whether a missed start is made up for; it is left out by default. */
    @DataBoundSetter
    public void setMakeUp(boolean makeUp) {
        this.makeUp = makeUp;
    }

    /** From when on its times count: when it was saved in the form, or otherwise a moment at which it is first seen. */
    @NonNull
    Instant since(@NonNull Instant firstSeen) {
        return since == null ? firstSeen : Instant.ofEpochMilli(since);
    }

    /**
     * The times that this means for a job.
     *
     * @throws IllegalArgumentException if they cannot be read or contradict each other; the message names the field
     */
    @NonNull
    ScheduleTimes times(@NonNull Job<?, ?> job) {
        return ScheduleTimes.of(this, job.getFullName());
    }

    @Override
    protected void check(@NonNull DeploymentJob job, @NonNull Instant now) {
        // Only read: at which minutes of an hour it begins changes nothing of what is asked.
        Optional<Instant> next = ScheduleTimes.of(this, "").next(now);
        if (next.isPresent()) {
            job.getOptions().checkOpens(next.get(), expiry());
        }
    }

    /** When a job's deployment begins by itself the next time; empty if it never does, or its schedule cannot be read. */
    @NonNull
    public static Optional<Instant> next(@NonNull DeploymentJob job) {
        LaunchSchedule schedule = job.getProperty(LaunchSchedule.class);
        if (schedule == null || schedule.getOwner() == null || job.isDisabled()) {
            return Optional.empty();
        }
        try {
            return schedule.times(job).next(Instant.now());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** When a job's deployment should have begun that is about to begin; empty if none is. Reads a small file. */
    @NonNull
    public static Optional<Instant> due(@NonNull DeploymentJob job) {
        LaunchSchedule schedule = job.getProperty(LaunchSchedule.class);
        return schedule == null || schedule.getOwner() == null || job.isDisabled()
                ? Optional.empty()
                : schedule.due(job, Instant.now());
    }

    @NonNull
    Optional<Instant> due(@NonNull DeploymentJob job, @NonNull Instant now) {
        try {
            ScheduleTimes times = times(job);
            Instant latest = times.latest(now);
            // Nearly always there is none, and nothing to be read.
            if (latest == null || latest.plus(Occurrence.LATE).isBefore(now)) {
                return Optional.empty();
            }
            Instant until = DealtWith.until(job, this, now);
            return Occurrence.of(latest, until, times.expiry(), makeUp, now) == Occurrence.LAUNCH
                    ? Optional.of(latest)
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // The clock says so in the log.
            return Optional.empty();
        }
    }

    /** Describes {@link LaunchSchedule}. */
    @Extension
    @Symbol("launchSchedule")
    public static final class DescriptorImpl extends StandingOrderDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.LaunchSchedule_displayName();
        }

        @Override
        public JobProperty<?> newInstance(@CheckForNull StaplerRequest2 request, JSONObject form)
                throws Descriptor.FormException {
            JSONObject described = form.optJSONObject("schedule");
            if (request == null || described == null) {
                return null;
            }
            LaunchSchedule schedule = request.bindJSON(LaunchSchedule.class, described);
            try {
                ScheduleTimes times = ScheduleTimes.of(schedule, getDisplayName());
                Instant now = Instant.now();
                times.checkAhead(now);
                checkOpens(request, options -> times.next(now).orElse(now), schedule);
            } catch (IllegalArgumentException e) {
                throw new Descriptor.FormException(e.getMessage(), e, "schedule");
            }
            own(schedule);
            schedule.since = System.currentTimeMillis();
            return schedule;
        }

        /** Requires a time that can be read; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckStartAt(@QueryParameter String value) {
            return checkTime(value);
        }

        /** Requires a cron expression, and tells the next times, to who may configure the job. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckCron(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String timeZone) {
            if (item == null || !item.hasPermission(Item.CONFIGURE) || value.isBlank()) {
                return FormValidation.ok();
            }
            try {
                LaunchSchedule written = new LaunchSchedule();
                written.setCron(value);
                written.setTimeZone(timeZone);
                return ScheduleTimes.of(written, item.getFullName())
                        .next(Instant.now())
                        .map(next -> FormValidation.ok(Messages.LaunchSchedule_next(text(next, written.zone()))))
                        .orElseGet(FormValidation::ok);
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
