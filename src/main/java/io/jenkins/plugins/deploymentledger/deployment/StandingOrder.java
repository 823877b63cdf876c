package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.JobProperty;
import hudson.model.JobPropertyDescriptor;
import hudson.model.User;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import jakarta.servlet.ServletException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * What a deployment does by itself, until an end.
 *
 * <p>It has an owner, in whose name it is done; whether the owner may do that is looked at each time. Saving it in the form
 * makes the user its owner; whom a file may name is held by {@link OrderOwners}.
 */
public abstract class StandingOrder extends JobProperty<DeploymentJob> {

    private static final Logger LOGGER = Logger.getLogger(StandingOrder.class.getName());

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private String owner;
    private String expireAt;
    private String timeZone;

    /** The id of the user in whose name it is done; null if nobody answers for it, and nothing is done. */
    @CheckForNull
    public String getOwner() {
        return owner;
    }

    /** Sets the user in whose name it is done. */
    @DataBoundSetter
    public void setOwner(@CheckForNull String owner) {
        this.owner = Util.fixEmptyAndTrim(owner);
    }

    /** Those of a job's properties that are standing orders. */
    @NonNull
    static List<StandingOrder> in(@NonNull Iterable<?> properties) {
        List<StandingOrder> orders = new ArrayList<>();
        for (Object property : properties) {
            if (property instanceof StandingOrder order) {
                orders.add(order);
            }
        }
        return orders;
    }

    /**
     * Requires that it can be carried out.
     *
     * @param job to which it belongs, as it was read; it may not be known to Jenkins yet
     * @throws IllegalArgumentException if something cannot be read or contradicts something else, or nothing could ever begin; the
     *     message names the field
     */
    protected abstract void check(@NonNull DeploymentJob job, @NonNull Instant now);

    /** Makes the current user its owner: whoever is not logged in is <em>anonymous</em>, and Jenkins itself nobody. */
    final void own() {
        User current = User.current();
        if (current != null) {
            owner = current.getId();
        } else {
            owner = ACL.isAnonymous2(Jenkins.getAuthentication2()) ? ACL.ANONYMOUS_USERNAME : null;
        }
    }

    /** From when on nothing is done any more, on the clocks of its time zone, as {@code 2026-12-24 20:00}; null for never. */
    @CheckForNull
    public String getExpireAt() {
        return expireAt;
    }

    /** Sets from when on nothing is done any more. */
    @DataBoundSetter
    public void setExpireAt(@CheckForNull String expireAt) {
        this.expireAt = Util.fixEmptyAndTrim(expireAt);
    }

    /** Whose clocks its times are read from, as a name of the IANA database; null means the controller's. */
    @CheckForNull
    public String getTimeZone() {
        return timeZone;
    }

    /** Sets whose clocks its times are read from, such as {@code Europe/Paris}. */
    @DataBoundSetter
    public void setTimeZone(@CheckForNull String timeZone) {
        this.timeZone = Util.fixEmptyAndTrim(timeZone);
    }

    /**
     * Whose clocks its times are read from.
     *
     * @throws IllegalArgumentException if there is no such time zone; the message names the field
     */
    @NonNull
    public ZoneId zone() {
        return DeploymentOptions.zone(timeZone);
    }

    /**
     * From when on nothing is done any more; null for never.
     *
     * @throws IllegalArgumentException if that cannot be read; the message names the field
     */
    @CheckForNull
    public Instant expiry() {
        return time(expireAt, zone());
    }

    /**
     * Reads a time.
     *
     * @param text as {@code 2026-12-24 20:00}; null or blank for none
     * @param zone on whose clocks
     * @return null where there is nothing to read
     * @throws IllegalArgumentException if it cannot be read
     */
    @CheckForNull
    public static Instant time(@CheckForNull String text, @NonNull ZoneId zone) {
        String written = Util.fixEmptyAndTrim(text);
        try {
            return written == null
                    ? null
                    : LocalDateTime.parse(written.replace('T', ' '), FORMAT)
                            .atZone(zone)
                            .toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(Messages.StandingOrder_badTime(written), e);
        }
    }

    /** A moment as people write it. */
    @NonNull
    public static String text(@NonNull Instant at, @NonNull ZoneId zone) {
        return FORMAT.format(at.atZone(zone));
    }

    /**
     * Why nothing may be launched in the owner's name.
     *
     * @return null if something may
     */
    @CheckForNull
    public String refusal(@NonNull DeploymentJob job) {
        try {
            permittedIdentity(job);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /**
     * As whom machines are looked for and reached: as the owner, who may launch the deployment. Asks the security realm, which may take
     * long: whoever calls this holds no lock.
     *
     * @throws IllegalArgumentException if nothing may be launched in the owner's name, or that is not known; the message says why
     */
    @NonNull
    public Authentication permittedIdentity(@NonNull DeploymentJob job) {
        if (owner == null) {
            throw new IllegalArgumentException(Messages.StandingOrder_nobody());
        }
        String refusal = Messages.StandingOrder_owner(owner);
        try {
            Authentication identity = identity();
            if (job.getACL().hasPermission2(identity, Item.BUILD)) {
                return identity;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal, e);
        } catch (AuthenticationException e) {
            throw new IllegalArgumentException(Messages.StandingOrder_realm(owner), e);
        }
        throw new IllegalArgumentException(refusal);
    }

    /**
     * As the owner, whatever the owner may.
     *
     * @throws IllegalArgumentException if nobody owns it, or the owner is unknown; the message names the owner
     * @throws AuthenticationException if the security realm does not answer
     */
    @NonNull
    public final Authentication identity() {
        if (owner == null) {
            throw new IllegalArgumentException(Messages.StandingOrder_nobody());
        }
        return LaunchIdentity.authentication(owner);
    }

    /**
     * Whether it can be known now who the owner is, and what the owner may: what nobody waits for is put off until then. Asks the
     * security realm, as {@link #permittedIdentity} does.
     */
    public boolean isOwnerKnowable() {
        try {
            identity();
        } catch (IllegalArgumentException e) {
            // That there is none is an answer.
            return true;
        } catch (AuthenticationException e) {
            LOGGER.log(Level.WARNING, e, () -> "The security realm does not say who the owner " + owner + " is");
            return false;
        }
        return true;
    }

    /** Describes a kind of standing orders. */
    public abstract static class StandingOrderDescriptor extends JobPropertyDescriptor {

        @Override
        @SuppressWarnings("rawtypes") // as the superclass has it
        public boolean isApplicable(Class<? extends Job> type) {
            return DeploymentJob.class.isAssignableFrom(type);
        }

        /**
         * Requires that the hours of the day, which stand elsewhere in the same form, let something begin.
         *
         * @param launch when something is launched, by the rules that the form says
         * @throws Descriptor.FormException if they do not
         */
        protected static void checkOpens(
                @NonNull StaplerRequest2 request,
                @NonNull Function<DeploymentOptions, Instant> launch,
                @NonNull StandingOrder order)
                throws Descriptor.FormException {
            try {
                DeploymentOptions options = DeploymentForm.options(request, request.getSubmittedForm());
                options.checkOpens(launch.apply(options), order.expiry());
            } catch (IllegalArgumentException | ServletException e) {
                throw new Descriptor.FormException(e.getMessage(), e, "options");
            }
        }

        /** Makes the current user the owner of what a form says. */
        protected static void own(@NonNull StandingOrder order) {
            order.own();
        }

        /** Requires a time that can be read; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckExpireAt(@QueryParameter String value) {
            return checkTime(value);
        }

        /** Whether a time can be read. */
        @NonNull
        protected static FormValidation checkTime(@CheckForNull String text) {
            try {
                time(text, ZoneId.systemDefault());
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        /** The time zones, the controller's first: the same for everybody, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public ListBoxModel doFillTimeZoneItems() {
            return OptionChecks.timeZones();
        }
    }
}
