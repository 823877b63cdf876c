package io.jenkins.plugins.deploymentledger.audit.settings;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.PersistentDescriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventCatalogue;
import io.jenkins.plugins.deploymentledger.audit.catalogue.EventDescription;
import io.jenkins.plugins.deploymentledger.core.address.TrustedProxies;
import io.jenkins.plugins.deploymentledger.core.ledger.entry.EventType;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import jenkins.model.GlobalConfigurationCategory;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The settings of the audit trail, on the page of security settings. */
@Extension
@Symbol("auditTrail")
public final class AuditSettings extends GlobalConfiguration implements PersistentDescriptor {

    private static final Logger LOGGER = Logger.getLogger(AuditSettings.class.getName());
    private static final int DEFAULT_WAIT_MILLIS = 2_000;
    private static final int MAX_WAIT_MILLIS = 60_000;
    private static final int MAX_RETENTION_DAYS = 36_500;
    private static final int MAX_WORDS = 1_000;

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
    public GlobalConfigurationCategory getCategory() {
        return GlobalConfigurationCategory.get(GlobalConfigurationCategory.Security.class);
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

    /** How long a request waits for its entries, in milliseconds. */
    public int getWaitMillis() {
        return waitMillis;
    }

    /** Decides how long a request waits for its entries. */
    @DataBoundSetter
    public void setWaitMillis(int waitMillis) {
        this.waitMillis = Math.max(0, Math.min(MAX_WAIT_MILLIS, waitMillis));
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

    /** Decides which proxies are trusted. */
    @DataBoundSetter
    public void setTrustedProxies(@CheckForNull String trustedProxies) {
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
            return TrustedProxies.parse(getTrustedProxies(), TrustedProxies.Header.X_FORWARDED_FOR, proxiesOnlyWay);
        } catch (IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "No proxy is trusted, because the setting cannot be read", e);
            return TrustedProxies.NONE;
        }
    }

    /** How many days entries stay in the trail; 0 for ever. */
    public int getRetentionDays() {
        return retentionDays;
    }

    /** Decides how long entries stay in the trail. */
    @DataBoundSetter
    public void setRetentionDays(int retentionDays) {
        this.retentionDays = Math.max(0, Math.min(MAX_RETENTION_DAYS, retentionDays));
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
                || !words(getNotRecorded()).contains(event.type().name());
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        // Every setter saves; the form is one change.
        try (BulkChange change = new BulkChange(this)) {
            request.bindJSON(this, form);
            change.commit();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Failed to save the settings of the audit trail", e);
        }
        return true;
    }

    @Override
    public synchronized void save() {
        proxies = null;
        if (!BulkChange.contains(this)) {
            super.save();
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .toList();
    }

    /** Offers the three ways to wait. */
    @POST
    public ListBoxModel doFillDurabilityItems() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        ListBoxModel items = new ListBoxModel();
        for (Durability one : Durability.values()) {
            items.add(one.getDisplayName(), one.name());
        }
        return items;
    }

    /** Checks that the bound is a number in range. */
    @POST
    public FormValidation doCheckWaitMillis(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return FormValidation.validateIntegerInRange(value, 0, MAX_WAIT_MILLIS);
    }

    /** Checks that the retention is a number of days. */
    @POST
    public FormValidation doCheckRetentionDays(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return FormValidation.validateIntegerInRange(value, 0, MAX_RETENTION_DAYS);
    }

    /** Checks that every word is an address or a network. */
    @POST
    public FormValidation doCheckTrustedProxies(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            TrustedProxies read =
                    TrustedProxies.parse(Util.fixNull(value), TrustedProxies.Header.X_FORWARDED_FOR, false);
            return read.networks().isEmpty()
                    ? FormValidation.warning(Messages.AuditSettings_noProxies())
                    : FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Checks that every word is an event type that may be left out. */
    @POST
    public FormValidation doCheckNotRecorded(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        Set<String> unknown = new TreeSet<>(words(Util.fixNull(value)));
        for (EventDescription event : EventCatalogue.all()) {
            EventType type = event.type();
            if (unknown.remove(type.name()) && event.isAdministrative()) {
                return FormValidation.error(Messages.AuditSettings_administrative(type.name()));
            }
        }
        return unknown.isEmpty()
                ? FormValidation.ok()
                : FormValidation.error(
                        Messages.AuditSettings_unknownEvent(unknown.iterator().next()));
    }
}
