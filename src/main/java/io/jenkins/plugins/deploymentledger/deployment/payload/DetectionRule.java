package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** By what a machine shows that it has a package, as it is configured; see {@link Detection}. */
public final class DetectionRule implements Describable<DetectionRule> {

    /** The most characters that the name of the software may have. */
    public static final int MAX_SOFTWARE_LENGTH = 200;

    private String software;
    private String minimumVersion;
    private String file;
    private String command;

    /** Nothing to look for yet: a software's name, a file or a command is to be set. */
    @DataBoundConstructor
    public DetectionRule() {
        // Every part has a setter.
    }

    /** The name in the inventory's list of software; null where the list does not matter. */
    @CheckForNull
    public String getSoftware() {
        return software;
    }

    /** Sets the name in the inventory's list of software; {@code *} stands for any characters. */
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

    /** A file on the machine; null where none matters. */
    @CheckForNull
    public String getFile() {
        return file;
    }

    /** Sets a file or directory that is on the machine; a relative one is looked for below the agent's root. */
    @DataBoundSetter
    public void setFile(@CheckForNull String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    /** A script that ends with exit code 0 on a machine that has the package; null where none matters. */
    @CheckForNull
    public String getCommand() {
        return command;
    }

    /** Sets a script that ends with exit code 0, within a minute, on a machine that has the package. */
    @DataBoundSetter
    public void setCommand(@CheckForNull String command) {
        this.command = Util.fixEmptyAndTrim(command);
    }

    /**
     * The rule itself.
     *
     * @throws IllegalArgumentException if it names nothing, or the name of the software is too long; the message says what to do
     */
    @NonNull
    public Detection toDetection() {
        if (software == null && file == null && command == null) {
            throw new IllegalArgumentException(Messages.DetectionRule_nothing());
        }
        if (isTooLong(Util.fixNull(software))) {
            throw new IllegalArgumentException(Messages.DetectionRule_tooLong(MAX_SOFTWARE_LENGTH));
        }
        return new Detection(
                Util.fixNull(software), Util.fixNull(minimumVersion), Util.fixNull(file), Util.fixNull(command));
    }

    private static boolean isTooLong(String software) {
        return software.length() > MAX_SOFTWARE_LENGTH;
    }

    /** Describes {@link DetectionRule}. */
    @Extension
    @Symbol("detectionRule")
    public static final class DescriptorImpl extends Descriptor<DetectionRule> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DetectionRule_displayName();
        }

        /** Requires a name that is not too long, a file or a command; it looks at nothing but its arguments, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckSoftware(
                @QueryParameter String value, @QueryParameter String file, @QueryParameter String command) {
            if (isTooLong(value.trim())) {
                return FormValidation.error(Messages.DetectionRule_tooLong(MAX_SOFTWARE_LENGTH));
            }
            return value.isBlank()
                            && Util.fixNull(file).isBlank()
                            && Util.fixNull(command).isBlank()
                    ? FormValidation.error(Messages.DetectionRule_nothing())
                    : FormValidation.ok();
        }
    }
}
