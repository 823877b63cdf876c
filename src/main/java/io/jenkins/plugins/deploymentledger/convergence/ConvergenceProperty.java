package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.JobProperty;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.core.convergence.Cadence;
import io.jenkins.plugins.deploymentledger.core.convergence.ConvergenceRules;
import io.jenkins.plugins.deploymentledger.core.convergence.Findings;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.StandingOrder;
import io.jenkins.plugins.deploymentledger.deployment.catalogue.PackageReference;
import io.jenkins.plugins.deploymentledger.deployment.payload.DeploymentPackage;
import io.jenkins.plugins.deploymentledger.deployment.payload.DetectionRule;
import io.jenkins.plugins.deploymentledger.machine.target.MachineListTarget;
import jakarta.servlet.ServletException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import jenkins.model.Jenkins;
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

/**
 * Makes a deployment a convergence: its target is looked at again and again, and the machines that lack the package get it, or
 * those that have it lose it where the deployment uninstalls.
 */
public final class ConvergenceProperty extends StandingOrder {

    /** The longest time between two looks, in hours: a week. */
    public static final int MAX_HOURS = 168;

    /** The most failures in a row that can be allowed a machine. */
    public static final int MAX_FAILURES = 20;

    /** The most machines that can be tried within an hour. */
    public static final int MAX_PER_HOUR = 20_000;

    private int everyHours = 24;
    private int mostFailures = ConvergenceRules.USUAL.mostFailures();
    private int mostPerHour = ConvergenceRules.USUAL.mostPerHour();
    private boolean dryRun;
    private String excluded;
    private transient Findings findings;
    private transient ConvergenceFile file;

    /** Looks once a day. */
    @DataBoundConstructor
    public ConvergenceProperty() {
        // Every part has a setter.
    }

    /** A file that was written by hand may leave out what is as by default. */
    private Object readResolve() {
        everyHours = everyHours == 0 ? 24 : everyHours;
        mostFailures = mostFailures == 0 ? ConvergenceRules.USUAL.mostFailures() : mostFailures;
        mostPerHour = mostPerHour == 0 ? ConvergenceRules.USUAL.mostPerHour() : mostPerHour;
        return this;
    }

    /** How long it is between two looks, in hours. */
    public int getEveryHours() {
        return Math.min(Math.max(everyHours, 1), MAX_HOURS);
    }

    /** Sets how long it is between two looks, in hours from 1 to {@value #MAX_HOURS}. */
    @DataBoundSetter
    public void setEveryHours(int everyHours) {
        this.everyHours = everyHours;
    }

    /** After how many failures in a row a machine is tried no more. */
    public int getMostFailures() {
        return Math.min(Math.max(mostFailures, 1), MAX_FAILURES);
    }

    /** Sets after how many failures in a row a machine is tried no more, from 1 to {@value #MAX_FAILURES}. */
    @DataBoundSetter
    public void setMostFailures(int mostFailures) {
        this.mostFailures = mostFailures;
    }

    /** How many machines are tried within an hour at most. */
    public int getMostPerHour() {
        return Math.min(Math.max(mostPerHour, 1), MAX_PER_HOUR);
    }

    /** Sets how many machines are tried within an hour at most, from 1 to {@value #MAX_PER_HOUR}. */
    @DataBoundSetter
    public void setMostPerHour(int mostPerHour) {
        this.mostPerHour = mostPerHour;
    }

    /** Whether it only tells what it would do. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** Sets whether it only tells what it would do. */
    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** The machines that are left alone, as they were written; null for none. */
    @CheckForNull
    public String getExcluded() {
        return excluded;
    }

    /** Sets the machines that are left alone, by their names, separated by line breaks or commas. */
    @DataBoundSetter
    public void setExcluded(@CheckForNull String excluded) {
        this.excluded = Util.fixEmptyAndTrim(excluded);
    }

    @Override
    protected void check(@NonNull DeploymentJob job, @NonNull Instant now) {
        requireNumber("everyHours", everyHours, MAX_HOURS);
        requireNumber("mostFailures", mostFailures, MAX_FAILURES);
        requireNumber("mostPerHour", mostPerHour, MAX_PER_HOUR);
        Instant expiry = expiry();
        if (expiry == null || expiry.isAfter(now)) {
            checkEverOpens(job, now);
        }
        PackageReference reference = job.getPackageReference();
        // One of the catalogue may come later; until then the looks say that it is not there.
        if (reference == null || reference.find().isPresent()) {
            requireKept(job.deployedPackage().orElse(null), job.getPolarity());
        }
    }

    private static void requireNumber(String field, int number, int most) {
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(Messages.ConvergenceProperty_number(field, number, most));
        }
    }

    /**
     * Requires that a run could begin at some time of the day before the end.
     *
     * @throws IllegalArgumentException if none could; the message names the field
     */
    void checkEverOpens(@NonNull DeploymentJob job, @NonNull Instant now) {
        job.getOptions().checkOpens(job.getOptions().nextOpening(now), expiry());
    }

    /** Requires that it can be known who has a package, and that it can be brought there, or taken off. */
    private static void requireKept(@CheckForNull DeploymentPackage kept, @NonNull Polarity polarity) {
        DetectionRule rule = kept == null ? null : kept.getDetection();
        if (kept == null || rule == null || rule.getSoftware() == null) {
            throw new IllegalArgumentException(Messages.Keeping_noDetection());
        }
        kept.validate(polarity);
    }

    /** What the inventories say of a package, as far as it was asked for. */
    @NonNull
    synchronized Findings findings(@NonNull Detection detection) {
        Findings known = findings;
        if (known == null || !known.detection().equals(detection)) {
            known = new Findings(detection);
            findings = known;
        }
        return known;
    }

    /** The file in which a convergence is remembered. */
    @NonNull
    synchronized ConvergenceFile file(@NonNull DeploymentJob job) {
        Path directory = job.getRootDir().toPath();
        if (file == null || !file.isIn(directory)) {
            file = new ConvergenceFile(directory);
        }
        return file;
    }

    /** When it is looked at. */
    @NonNull
    Cadence cadence() {
        return new Cadence(Duration.ofHours(getEveryHours()));
    }

    /** How hard it tries what its deployment does. An inventory counts for two looks, and for two days at least. */
    @NonNull
    ConvergenceRules rules(@NonNull Polarity polarity) {
        ConvergenceRules usual = ConvergenceRules.USUAL;
        Duration twoLooks = Duration.ofHours(2L * getEveryHours());
        return new ConvergenceRules(
                getMostFailures(),
                usual.firstDelay(),
                getMostPerHour(),
                usual.failureShare(),
                twoLooks.compareTo(usual.inventoryAge()) > 0 ? twoLooks : usual.inventoryAge(),
                polarity,
                new HashSet<>(MachineListTarget.parse(Util.fixNull(excluded))));
    }

    /** Describes {@link ConvergenceProperty}. */
    @Extension
    @Symbol("convergence")
    public static final class DescriptorImpl extends StandingOrderDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ConvergenceProperty_displayName();
        }

        @Override
        public JobProperty<?> newInstance(@CheckForNull StaplerRequest2 request, JSONObject form)
                throws Descriptor.FormException {
            JSONObject described = form.optJSONObject("convergence");
            if (request == null || described == null) {
                return null;
            }
            number(described, "everyHours", 24, MAX_HOURS);
            number(described, "mostFailures", ConvergenceRules.USUAL.mostFailures(), MAX_FAILURES);
            number(described, "mostPerHour", ConvergenceRules.USUAL.mostPerHour(), MAX_PER_HOUR);
            ConvergenceProperty property = request.bindJSON(ConvergenceProperty.class, described);
            try {
                Instant expiry = property.expiry();
                if (expiry != null && expiry.isBefore(Instant.now())) {
                    throw new Descriptor.FormException(Messages.ConvergenceProperty_expired(), "expireAt");
                }
                requireKept(request, request.getSubmittedForm());
                // What is launched again and again need not begin at this time of the day.
                checkOpens(request, options -> options.nextOpening(Instant.now()), property);
            } catch (IllegalArgumentException e) {
                throw new Descriptor.FormException(e.getMessage(), e, "convergence");
            } catch (ServletException e) {
                throw new Descriptor.FormException(e, "convergence");
            }
            own(property);
            return property;
        }

        /** The package stands elsewhere in the same form. */
        private static void requireKept(StaplerRequest2 request, JSONObject form) {
            JSONObject choice = form.optJSONObject("packageFrom");
            JSONObject deployed = choice == null ? form : choice;
            JSONObject reference = deployed.optJSONObject("packageReference");
            JSONObject described = deployed.optJSONObject("deploymentPackage");
            DeploymentPackage kept = described == null ? null : request.bindJSON(DeploymentPackage.class, described);
            if (reference != null) {
                kept = new PackageReference(reference.optString("name"), reference.optString("version")).resolve();
            }
            ConvergenceProperty.requireKept(kept, form.optBoolean("uninstall") ? Polarity.UNINSTALL : Polarity.INSTALL);
        }

        private static void number(JSONObject form, String field, int usual, int most) throws Descriptor.FormException {
            String text = form.optString(field, "").trim();
            try {
                int number = text.isEmpty() ? usual : Integer.parseInt(text);
                if (number >= 1 && number <= most) {
                    form.put(field, number);
                    return;
                }
            } catch (NumberFormatException e) {
                throw new Descriptor.FormException(Messages.ConvergenceProperty_number(field, text, most), e, field);
            }
            throw new Descriptor.FormException(Messages.ConvergenceProperty_number(field, text, most), field);
        }

        /** Tells which of the machines that are left alone no node is, to those who may configure the deployment. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckExcluded(@AncestorInPath Item item, @QueryParameter String value) {
            if (item == null ? !Jenkins.get().hasPermission(Jenkins.ADMINISTER) : !item.hasPermission(Item.CONFIGURE)) {
                return FormValidation.ok();
            }
            String names = Util.fixNull(value);
            return names.isBlank() ? FormValidation.ok() : MachineListTarget.check(names);
        }

        /** Requires hours in range; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckEveryHours(@QueryParameter String value) {
            return FormValidation.validateIntegerInRange(value, 1, MAX_HOURS);
        }

        /** Requires a number in range; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckMostFailures(@QueryParameter String value) {
            return FormValidation.validateIntegerInRange(value, 1, MAX_FAILURES);
        }

        /** Requires a number in range; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckMostPerHour(@QueryParameter String value) {
            return FormValidation.validateIntegerInRange(value, 1, MAX_PER_HOUR);
        }
    }
}
