package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentledger.core.rollout.OfflinePolicy;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TreeSet;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Checks the fields of {@link DeploymentOptions} while they are filled in.
 *
 * <p>Each looks at nothing but its arguments, so none asks for a permission.
 */
public abstract class OptionChecks extends Descriptor<DeploymentOptions> {

    OptionChecks() {
        super(DeploymentOptions.class);
    }

    /** What a number is where nothing is said, for the form. */
    @Restricted(DoNotUse.class) // used by Jelly
    public int usual(@NonNull String number) {
        return OptionNumber.valueOf(number).usual();
    }

    /** The least that a number can be, for the form. */
    @Restricted(DoNotUse.class) // used by Jelly
    public int least(@NonNull String number) {
        return OptionNumber.valueOf(number).min();
    }

    /** The most that a number can be, for the form. */
    @Restricted(DoNotUse.class) // used by Jelly
    public int most(@NonNull String number) {
        return OptionNumber.valueOf(number).max();
    }

    /** Requires steps that grow up to 100 %. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckBatches(@QueryParameter String value) {
        return check(() -> DeploymentOptions.batches(value));
    }

    /** Requires a number of machines, or a share. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckMaxFailures(@QueryParameter String value) {
        return check(() -> DeploymentOptions.failures(value));
    }

    /** Requires a percentage. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckSuccessThreshold(@QueryParameter String value) {
        return check(OptionNumber.SUCCESS_THRESHOLD, value);
    }

    /** Requires an end where machines are waited for. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckOffline(@QueryParameter String value, @QueryParameter String endAfterHours) {
        boolean noEnd = endAfterHours.isBlank() || endAfterHours.strip().equals("0");
        return OfflinePolicy.WAIT.name().equals(value) && noEnd
                ? FormValidation.error(Messages.DeploymentOptions_waitWithoutEnd())
                : FormValidation.ok();
    }

    /** Requires hours in range; warns where the daily hours might not come before the end. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckEndAfterHours(@QueryParameter String value, @QueryParameter String hours) {
        FormValidation range = check(OptionNumber.END_AFTER_HOURS, value);
        if (range.kind != FormValidation.Kind.OK || value.isBlank()) {
            return range;
        }
        int end = Integer.parseInt(value.strip());
        return end > 0 && end < 24 && !hours.isBlank()
                ? FormValidation.warning(Messages.DeploymentOptions_mayNotOpen(end))
                : range;
    }

    /** Requires windows of the day. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckHours(@QueryParameter String value) {
        return check(() -> DeploymentOptions.windows(value, ZoneOffset.UTC));
    }

    /** Requires a number of tries. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckSendRetries(@QueryParameter String value) {
        return check(OptionNumber.SEND_RETRIES, value);
    }

    /** Requires a number of tries. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckExecuteRetries(@QueryParameter String value) {
        return check(OptionNumber.EXECUTE_RETRIES, value);
    }

    /** Requires a number of tries. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckInventoryRetries(@QueryParameter String value) {
        return check(OptionNumber.INVENTORY_RETRIES, value);
    }

    /** Requires seconds in range. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public FormValidation doCheckRetryDelaySeconds(@QueryParameter String value) {
        return check(OptionNumber.RETRY_DELAY_SECONDS, value);
    }

    /** The policies for machines that are offline. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public ListBoxModel doFillOfflineItems() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.DeploymentOptions_offlineFail(), OfflinePolicy.FAIL.name());
        items.add(Messages.DeploymentOptions_offlineSkip(), OfflinePolicy.SKIP.name());
        items.add(Messages.DeploymentOptions_offlineWait(), OfflinePolicy.WAIT.name());
        return items;
    }

    /** The time zones, the controller's first. */
    @POST
    @Restricted(DoNotUse.class) // used by the form
    public ListBoxModel doFillTimeZoneItems() {
        return timeZones();
    }

    static ListBoxModel timeZones() {
        ListBoxModel items = new ListBoxModel();
        items.add(
                Messages.DeploymentOptions_controllersZone(
                        ZoneId.systemDefault().getId()),
                "");
        new TreeSet<>(ZoneId.getAvailableZoneIds()).forEach(items::add);
        return items;
    }

    private static FormValidation check(OptionNumber number, String value) {
        return value.isBlank()
                ? FormValidation.ok()
                : FormValidation.validateIntegerInRange(value.strip(), number.min(), number.max());
    }

    private static FormValidation check(Runnable reading) {
        try {
            reading.run();
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
