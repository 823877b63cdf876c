package io.jenkins.plugins.deploymentledger.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.deploymentledger.core.rollout.BatchPlan;
import io.jenkins.plugins.deploymentledger.core.rollout.OfflinePolicy;
import io.jenkins.plugins.deploymentledger.core.rollout.Quantity;
import io.jenkins.plugins.deploymentledger.core.rollout.Retries;
import io.jenkins.plugins.deploymentledger.core.rollout.RolloutOptions;
import io.jenkins.plugins.deploymentledger.core.schedule.DailyWindows;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * By which rules a deployment reaches its machines, as they are configured.
 *
 * <p>What stands in a file may be anything: numbers are taken to the nearest bound, texts are refused at launch by
 * {@link #toRollout}.
 */
public final class DeploymentOptions implements Describable<DeploymentOptions>, Serializable {

    private static final long serialVersionUID = 1;

    private String batches;
    private String maxFailures;
    private Integer successThreshold;
    private OfflinePolicy offline;
    private Integer endAfterHours;
    private String hours;
    private String timeZone;
    private Integer sendRetries;
    private Integer executeRetries;
    private Integer inventoryRetries;
    private Integer retryDelaySeconds;

    /** All machines at once, at any hour, without a second try. */
    @DataBoundConstructor
    public DeploymentOptions() {
        // Every option has a setter.
    }

    /** See {@link BatchPlan}; null means all machines at once. */
    @CheckForNull
    public String getBatches() {
        return batches;
    }

    /** Sets in which steps the machines are reached, such as {@code 1, 10%, 50%, 100%}. */
    @DataBoundSetter
    public void setBatches(@CheckForNull String batches) {
        this.batches = Util.fixEmptyAndTrim(batches);
    }

    /** How many machines may fail, as a number or in percent of all; null means any number. */
    @CheckForNull
    public String getMaxFailures() {
        return maxFailures;
    }

    /** Sets how many machines may fail before nothing further begins, such as {@code 5} or {@code 10%}. */
    @DataBoundSetter
    public void setMaxFailures(@CheckForNull String maxFailures) {
        this.maxFailures = Util.fixEmptyAndTrim(maxFailures);
    }

    /** How many of the machines must succeed for the run to be a success, in percent. */
    public int getSuccessThreshold() {
        return OptionNumber.SUCCESS_THRESHOLD.bounded(successThreshold);
    }

    /** Sets how many of the machines must succeed, in percent from 1 to 100. */
    @DataBoundSetter
    public void setSuccessThreshold(int successThreshold) {
        this.successThreshold = OptionNumber.SUCCESS_THRESHOLD.kept(successThreshold);
    }

    /** The same with another share of machines that must succeed, in percent from 1 to 100. */
    @NonNull
    DeploymentOptions withSuccessThreshold(int percent) {
        DeploymentOptions other = new DeploymentOptions();
        other.batches = batches;
        other.maxFailures = maxFailures;
        other.offline = offline;
        other.endAfterHours = endAfterHours;
        other.hours = hours;
        other.timeZone = timeZone;
        other.sendRetries = sendRetries;
        other.executeRetries = executeRetries;
        other.inventoryRetries = inventoryRetries;
        other.retryDelaySeconds = retryDelaySeconds;
        other.setSuccessThreshold(percent);
        return other;
    }

    /** What becomes of a machine whose agent is not connected. */
    @NonNull
    public OfflinePolicy getOffline() {
        return offline == null ? OfflinePolicy.FAIL : offline;
    }

    /** Sets what becomes of a machine whose agent is not connected. */
    @DataBoundSetter
    public void setOffline(@CheckForNull OfflinePolicy offline) {
        this.offline = offline == OfflinePolicy.FAIL ? null : offline;
    }

    /** How long after the launch nothing begins any more, in hours; 0 means never. */
    public int getEndAfterHours() {
        return OptionNumber.END_AFTER_HOURS.bounded(endAfterHours);
    }

    /** Sets how long after the launch nothing begins any more, in hours from 0, which means never, to 720. */
    @DataBoundSetter
    public void setEndAfterHours(int endAfterHours) {
        this.endAfterHours = OptionNumber.END_AFTER_HOURS.kept(endAfterHours);
    }

    /** See {@link DailyWindows}; null means at any hour. */
    @CheckForNull
    public String getHours() {
        return hours;
    }

    /** Sets at which hours of the day something may begin, such as {@code 20:00-06:00}. */
    @DataBoundSetter
    public void setHours(@CheckForNull String hours) {
        this.hours = Util.fixEmptyAndTrim(hours);
    }

    /** Whose clocks the hours are read from, as a name of the IANA database; null means the controller's. */
    @CheckForNull
    public String getTimeZone() {
        return timeZone;
    }

    /** Sets whose clocks the hours are read from, such as {@code Europe/Paris}. */
    @DataBoundSetter
    public void setTimeZone(@CheckForNull String timeZone) {
        this.timeZone = Util.fixEmptyAndTrim(timeZone);
    }

    /** How often a failed send stage is tried again. */
    public int getSendRetries() {
        return OptionNumber.SEND_RETRIES.bounded(sendRetries);
    }

    /** Sets how often a failed send stage is tried again, from 0 to {@value Retries#MAX}. */
    @DataBoundSetter
    public void setSendRetries(int sendRetries) {
        this.sendRetries = OptionNumber.SEND_RETRIES.kept(sendRetries);
    }

    /** How often a failed execute stage is tried again. */
    public int getExecuteRetries() {
        return OptionNumber.EXECUTE_RETRIES.bounded(executeRetries);
    }

    /** Sets how often a failed execute stage is tried again, from 0 to {@value Retries#MAX}. */
    @DataBoundSetter
    public void setExecuteRetries(int executeRetries) {
        this.executeRetries = OptionNumber.EXECUTE_RETRIES.kept(executeRetries);
    }

    /** How often a failed inventory stage is tried again. */
    public int getInventoryRetries() {
        return OptionNumber.INVENTORY_RETRIES.bounded(inventoryRetries);
    }

    /** Sets how often a failed inventory stage is tried again, from 0 to {@value Retries#MAX}. */
    @DataBoundSetter
    public void setInventoryRetries(int inventoryRetries) {
        this.inventoryRetries = OptionNumber.INVENTORY_RETRIES.kept(inventoryRetries);
    }

    /** How long after the first failure a stage is tried again, in seconds; twice as long after each further one. */
    public int getRetryDelaySeconds() {
        return OptionNumber.RETRY_DELAY_SECONDS.bounded(retryDelaySeconds);
    }

    /** Sets how long after the first failure a stage is tried again, in seconds from 1 to six hours. */
    @DataBoundSetter
    public void setRetryDelaySeconds(int retryDelaySeconds) {
        this.retryDelaySeconds = OptionNumber.RETRY_DELAY_SECONDS.kept(retryDelaySeconds);
    }

    /**
     * Checks what does not depend on when it begins.
     *
     * @throws IllegalArgumentException if something cannot be read or contradicts itself; the message names the field
     */
    public void validate() {
        rules(null, windows());
    }

    /**
     * The rules of a rollout.
     *
     * @param launch when it is opened
     * @throws IllegalArgumentException if something cannot be read or contradicts itself, or nothing could ever begin; the
     *     message names the field
     */
    @NonNull
    public RolloutOptions toRollout(@NonNull Instant launch) {
        Instant endBy = getEndAfterHours() == 0 ? null : launch.plus(Duration.ofHours(getEndAfterHours()));
        DailyWindows windows = windows();
        Instant opens = windows.nextOpening(launch).orElse(Instant.MAX);
        if (endBy != null && !opens.isBefore(endBy)) {
            throw new IllegalArgumentException(Messages.DeploymentOptions_neverOpens(hours, getEndAfterHours()));
        }
        return rules(endBy, windows);
    }

    /**
     * When something can begin: the first moment at or after one that lies within the hours of the day.
     *
     * @return the moment itself if there is none in the days that follow
     * @throws IllegalArgumentException if the hours cannot be read; the message names the field
     */
    @NonNull
    public Instant nextOpening(@NonNull Instant from) {
        return windows().nextOpening(from).orElse(from);
    }

    /**
     * Requires that something can begin of what is launched at a moment.
     *
     * @param launch when it is opened
     * @param expiry from when on nothing is to begin any more, besides its own end; null for never
     * @throws IllegalArgumentException if something cannot be read or contradicts itself, or nothing could ever begin; the
     *     message names the field
     */
    public void checkOpens(@NonNull Instant launch, @CheckForNull Instant expiry) {
        toRollout(launch);
        Instant opens = windows().nextOpening(launch).orElse(Instant.MAX);
        if (expiry != null && !opens.isBefore(expiry)) {
            throw new IllegalArgumentException(
                    Messages.DeploymentOptions_opensTooLate(hours, StandingOrder.text(expiry, zone(timeZone))));
        }
    }

    private RolloutOptions rules(@CheckForNull Instant endBy, DailyWindows windows) {
        if (getOffline() == OfflinePolicy.WAIT && getEndAfterHours() == 0) {
            throw new IllegalArgumentException(Messages.DeploymentOptions_waitWithoutEnd());
        }
        return new RolloutOptions(
                batches(batches),
                getSuccessThreshold(),
                failures(maxFailures),
                new Retries(getSendRetries(), getExecuteRetries(), getInventoryRetries(), getRetryDelaySeconds()),
                endBy == null && getOffline() == OfflinePolicy.WAIT ? OfflinePolicy.FAIL : getOffline(),
                windows,
                endBy);
    }

    static BatchPlan batches(@CheckForNull String text) {
        try {
            return BatchPlan.parse(Util.fixNull(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.DeploymentOptions_badBatches(e.getMessage()), e);
        }
    }

    @CheckForNull
    static Quantity failures(@CheckForNull String text) {
        try {
            return Util.fixEmptyAndTrim(text) == null ? null : Quantity.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.DeploymentOptions_badMaxFailures(e.getMessage()), e);
        }
    }

    private DailyWindows windows() {
        return windows(hours, zone(timeZone));
    }

    static DailyWindows windows(@CheckForNull String hours, ZoneId zone) {
        try {
            return DailyWindows.parse(Util.fixNull(hours), zone);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.DeploymentOptions_badHours(e.getMessage()), e);
        }
    }

    static ZoneId zone(@CheckForNull String name) {
        try {
            String given = Util.fixEmptyAndTrim(name);
            return given == null ? ZoneId.systemDefault() : ZoneId.of(given);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(Messages.DeploymentOptions_badTimeZone(name), e);
        }
    }

    /** Describes {@link DeploymentOptions}; the checks of its fields stand in {@link OptionChecks}. */
    @Extension
    @Symbol("deploymentOptions")
    public static final class DescriptorImpl extends OptionChecks {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DeploymentOptions_displayName();
        }
    }
}
