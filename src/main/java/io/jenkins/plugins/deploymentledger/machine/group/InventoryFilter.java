package io.jenkins.plugins.deploymentledger.machine.group;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.core.fleet.InventoryCondition;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Leaves of a group's machines those whose latest inventory shows something. A machine without an inventory is left out: nobody knows
 * what it has.
 */
public final class InventoryFilter implements Describable<InventoryFilter> {

    private static final Logger LOGGER = Logger.getLogger(InventoryFilter.class.getName());

    private String software;
    private String minimumVersion;
    private boolean absent;
    private String os;

    /** What is known of machines already; not saved. */
    private transient KnownAnswers answers;

    /** Asks for nothing yet: a software or a system is to be set. */
    @DataBoundConstructor
    public InventoryFilter() {
        // Every part has a setter.
    }

    /** The name of a software; null where none matters. */
    @CheckForNull
    public String getSoftware() {
        return software;
    }

    /** Sets the name of a software; {@code *} stands for any characters. */
    @DataBoundSetter
    public void setSoftware(@CheckForNull String software) {
        this.software = Util.fixEmptyAndTrim(software);
    }

    /** The oldest version that counts; null for any. */
    @CheckForNull
    public String getMinimumVersion() {
        return minimumVersion;
    }

    /** Sets the oldest version that counts. */
    @DataBoundSetter
    public void setMinimumVersion(@CheckForNull String minimumVersion) {
        this.minimumVersion = Util.fixEmptyAndTrim(minimumVersion);
    }

    /** Whether the machines are meant that have not the software. */
    public boolean isAbsent() {
        return absent;
    }

    /** Sets whether the machines are meant that have not the software. */
    @DataBoundSetter
    public void setAbsent(boolean absent) {
        this.absent = absent;
    }

    /** A part of the operating system's name and version; null for any. */
    @CheckForNull
    public String getOs() {
        return os;
    }

    /** Sets a part of the operating system's name and version. */
    @DataBoundSetter
    public void setOs(@CheckForNull String os) {
        this.os = Util.fixEmptyAndTrim(os);
    }

    /** The condition itself. */
    @NonNull
    public InventoryCondition toCondition() {
        return new InventoryCondition(Util.fixNull(software), Util.fixNull(minimumVersion), absent, Util.fixNull(os));
    }

    /** Whether the latest inventory of a machine shows it. */
    boolean has(@NonNull String machine) {
        try {
            return answers().of(machine, toCondition());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The inventory of " + machine + " cannot be read");
            return false;
        }
    }

    private synchronized KnownAnswers answers() {
        if (answers == null) {
            answers = new KnownAnswers();
        }
        return answers;
    }

    /** It in a few words. */
    @NonNull
    public String describe() {
        String system = Util.fixNull(os);
        if (software == null) {
            return Messages.InventoryFilter_os(system);
        }
        String what = (software + " " + Util.fixNull(minimumVersion)).trim();
        String having = absent ? Messages.InventoryFilter_without(what) : Messages.InventoryFilter_with(what);
        return system.isEmpty() ? having : having + ", " + Messages.InventoryFilter_os(system);
    }

    /** Describes {@link InventoryFilter}. */
    @Extension
    @Symbol("inventoryFilter")
    public static final class DescriptorImpl extends Descriptor<InventoryFilter> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.InventoryFilter_displayName();
        }

        /** Requires a software or a system; it looks at nothing but its arguments, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckSoftware(@QueryParameter String value, @QueryParameter String os) {
            return Util.fixEmptyAndTrim(value) == null && Util.fixEmptyAndTrim(os) == null
                    ? FormValidation.error(Messages.InventoryFilter_nothing())
                    : FormValidation.ok();
        }
    }
}
