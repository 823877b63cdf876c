package io.jenkins.plugins.deploymentledger.audit.settings;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.audit.permission.AuditPermissions;
import io.jenkins.plugins.deploymentledger.core.address.TrustedProxies;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the trail records, how long it keeps it, what an action waits for, and whose word about addresses it takes. */
@Extension(ordinal = 30)
@Symbol("auditTrail")
public final class AuditSettings extends TrailConfiguration {

    private static final Logger LOGGER = Logger.getLogger(AuditSettings.class.getName());
    private static final String OVERRIDE = "io.jenkins.plugins.deploymentledger.audit.override";
    private static final int DEFAULT_WAIT_MILLIS = 2_000;

    private Durability durability = Durability.DURABLE;
    private int waitMillis = DEFAULT_WAIT_MILLIS;
    private String trustedProxies = "";
    private boolean proxiesOnlyWay;
    private int retentionDays;
    private String notRecorded = "";
    private transient volatile TrustedProxies proxies;

    /** The settings of this controller. */
    @NonNull
    public static AuditSettings get() {
        return ExtensionList.lookupSingleton(AuditSettings.class);
    }

    /** The settings of this controller; empty while Jenkins is not far enough to have any, or is gone. */
    @NonNull
    public static Optional<AuditSettings> find() {
        return Jenkins.getInstanceOrNull() == null
                ? Optional.empty()
                : ExtensionList.lookup(AuditSettings.class).stream().findFirst();
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.AuditSettings_displayName();
    }

    /** What an action waits for. */
    @NonNull
    public Durability getDurability() {
        return durability == null ? Durability.DURABLE : durability;
    }

    /** Decides what an action waits for. */
    @DataBoundSetter
    public void setDurability(@CheckForNull Durability durability) {
        this.durability = durability == null ? Durability.DURABLE : durability;
        save();
    }

    /**
     * Whether someone with access to the machine has overridden the strict mode: requests are then not refused, though the
     * ledger cannot be written. By a system property, since whoever could do that by a request could also do so unrecorded.
     */
    public static boolean isOverridden() {
        return SystemProperties.getBoolean(OVERRIDE);
    }

    /** How long a request waits for its entries, in milliseconds. */
    public int getWaitMillis() {
        return waitMillis;
    }

    /**
     * Decides how long a request waits for its entries.
     *
     * @throws IllegalArgumentException if it is not between 0 and 60,000
     */
    @DataBoundSetter
    public void setWaitMillis(int waitMillis) {
        SettingsProblems.refuse("waitMillis", SettingsProblems.wait(Integer.toString(waitMillis)));
        this.waitMillis = waitMillis;
        save();
    }

    /** How long a request waits for its entries. */
    @NonNull
    public Duration waitAtMost() {
        return Duration.ofMillis(waitMillis);
    }

    /** The proxies whose word about addresses is trusted: addresses and networks, one a line. */
    @NonNull
    public String getTrustedProxies() {
        return Util.fixNull(trustedProxies);
    }

    /**
     * Decides which proxies are trusted.
     *
     * @throws IllegalArgumentException if a line is neither an address nor a network
     */
    @DataBoundSetter
    public void setTrustedProxies(@CheckForNull String trustedProxies) {
        SettingsProblems.refuse("trustedProxies", SettingsProblems.proxies(Util.fixNull(trustedProxies)));
        this.trustedProxies = Util.fixNull(trustedProxies).trim();
        save();
    }

    /** Whether Jenkins can be reached through the trusted proxies alone. */
    public boolean isProxiesOnlyWay() {
        return proxiesOnlyWay;
    }

    /** Says that Jenkins can be reached through the trusted proxies alone. */
    @DataBoundSetter
    public void setProxiesOnlyWay(boolean proxiesOnlyWay) {
        this.proxiesOnlyWay = proxiesOnlyWay;
        save();
    }

    /** The proxies that are believed about addresses; none, if the setting cannot be read. */
    @NonNull
    public TrustedProxies proxies() {
        TrustedProxies known = proxies;
        if (known == null) {
            known = parsed();
            proxies = known;
        }
        return known;
    }

    private TrustedProxies parsed() {
        try {
            return TrustedProxies.parse(getTrustedProxies(), proxiesOnlyWay);
        } catch (IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "No proxy is trusted, because the setting cannot be read", e);
            return TrustedProxies.NONE;
        }
    }

    /** How many days entries stay in the trail; 0 for ever. */
    public int getRetentionDays() {
        return retentionDays;
    }

    /**
     * Decides how long entries stay in the trail.
     *
     * @throws IllegalArgumentException if it is not between 0 and 36,500
     */
    @DataBoundSetter
    public void setRetentionDays(int retentionDays) {
        SettingsProblems.refuse("retentionDays", SettingsProblems.retention(Integer.toString(retentionDays)));
        this.retentionDays = retentionDays;
        save();
    }

    /** The optional event types that are not recorded, by name. */
    @NonNull
    public String getNotRecorded() {
        return Util.fixNull(notRecorded);
    }

    /** Decides which optional event types are not recorded; an administrative one is recorded all the same. */
    @DataBoundSetter
    public void setNotRecorded(@CheckForNull String notRecorded) {
        this.notRecorded = Util.fixNull(notRecorded).trim();
        save();
    }

    /** Whether an event of this type is recorded. */
    public boolean records(@NonNull EventDescription event) {
        return event.isAdministrative()
                || getNotRecorded().isEmpty()
                || !SettingsProblems.words(getNotRecorded())
                        .contains(event.type().name());
    }

    @Override
    protected void check(StaplerRequest2 request, JSONObject form) throws FormException {
        check(form, "durability", SettingsProblems::durability);
        check(form, "waitMillis", SettingsProblems::wait);
        check(form, "trustedProxies", SettingsProblems::proxies);
        check(form, "retentionDays", SettingsProblems::retention);
        check(form, "notRecorded", SettingsProblems::notRecorded);
    }

    @Override
    protected void take(StaplerRequest2 request, JSONObject form) {
        // Every setter saves; the form is one change.
        try (BulkChange change = new BulkChange(this)) {
            request.bindJSON(this, form);
            change.commit();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Failed to save the settings of the audit trail", e);
        }
    }

    private static void check(JSONObject form, String field, Function<String, Optional<String>> check)
            throws FormException {
        if (form.has(field)) {
            Optional<String> problem = check.apply(form.getString(field));
            if (problem.isPresent()) {
                throw new FormException(field + ": " + problem.get(), field);
            }
        }
    }

    @Override
    public synchronized void save() {
        proxies = null;
        if (!BulkChange.contains(this)) {
            super.save();
        }
    }

    /** Offers the three ways to wait. */
    @POST
    public ListBoxModel doFillDurabilityItems() {
        Jenkins.get().checkPermission(AuditPermissions.CONFIGURE);
        ListBoxModel items = new ListBoxModel();
        for (Durability one : Durability.values()) {
            items.add(one.getDisplayName(), one.name());
        }
        return items;
    }

    /** Checks that the bound is a number in range. */
    @POST
    public FormValidation doCheckWaitMillis(@QueryParameter String value) {
        return validation(SettingsProblems.wait(Util.fixNull(value)));
    }

    /** Checks that the retention is a number of days. */
    @POST
    public FormValidation doCheckRetentionDays(@QueryParameter String value) {
        return validation(SettingsProblems.retention(Util.fixNull(value)));
    }

    /** Checks that every word is an address or a network. */
    @POST
    public FormValidation doCheckTrustedProxies(@QueryParameter String value) {
        FormValidation found = validation(SettingsProblems.proxies(Util.fixNull(value)));
        return found.kind == FormValidation.Kind.OK && Util.fixNull(value).isBlank()
                ? FormValidation.warning(Messages.AuditSettings_noProxies())
                : found;
    }

    /** Checks that every word is an event type that may be left out. */
    @POST
    public FormValidation doCheckNotRecorded(@QueryParameter String value) {
        return validation(SettingsProblems.notRecorded(Util.fixNull(value)));
    }

    private static FormValidation validation(Optional<String> problem) {
        Jenkins.get().checkPermission(AuditPermissions.CONFIGURE);
        return problem.map(FormValidation::error).orElseGet(FormValidation::ok);
    }
}
