package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A versioned piece of software: a binary, and the commands that install it. */
public final class DeploymentPackage implements Describable<DeploymentPackage> {

    /** How long an install command may run unless said otherwise, in minutes. */
    public static final int DEFAULT_TIMEOUT_MINUTES = 60;

    /** The longest time an install command may be given, in minutes: a week. */
    public static final int MAX_TIMEOUT_MINUTES = 7 * 24 * 60;

    private static final String DEFAULT_SUCCESS_CODES = "0";

    private final String name;
    private final String version;
    private final BinarySource source;
    private final ArrayList<InstallCommand> commands;
    private String successExitCodes;
    private ArrayList<InstallCommand> uninstallCommands;
    private String rebootExitCodes;
    private String architectures;
    private Integer timeoutMinutes;
    private DetectionRule detection;

    /**
     * Describes a package.
     *
     * @param name such as {@code agent-tools}; not blank
     * @param version such as {@code 2.4.1}; not blank
     * @param source where the binary comes from
     * @param commands how it is installed; the first that fits a machine's operating system counts
     */
    @DataBoundConstructor
    public DeploymentPackage(String name, String version, BinarySource source, List<InstallCommand> commands) {
        this.name = Util.fixNull(name).trim();
        this.version = Util.fixNull(version).trim();
        this.source = source;
        this.commands = commands == null ? new ArrayList<>() : new ArrayList<>(commands);
    }

    /** The package's name. */
    @NonNull
    public String getName() {
        return Util.fixNull(name);
    }

    /** The package's version. */
    @NonNull
    public String getVersion() {
        return Util.fixNull(version);
    }

    /** Where the binary comes from; null where the configuration lacks it. */
    @CheckForNull
    public BinarySource getSource() {
        return source;
    }

    /** The SHA-256 of the content that its source names; null where there is none. */
    @CheckForNull
    public String content() {
        return source == null ? null : source.content();
    }

    /**
     * The same package with another version or binary.
     *
     * @param otherVersion null for the same
     * @param otherSource null for the same
     */
    @NonNull
    public DeploymentPackage with(@CheckForNull String otherVersion, @CheckForNull BinarySource otherSource) {
        DeploymentPackage other = new DeploymentPackage(
                name,
                otherVersion == null ? version : otherVersion,
                otherSource == null ? source : otherSource,
                commands);
        other.successExitCodes = successExitCodes;
        other.uninstallCommands = uninstallCommands;
        other.rebootExitCodes = rebootExitCodes;
        other.architectures = architectures;
        other.timeoutMinutes = timeoutMinutes;
        other.detection = detection;
        return other;
    }

    /** How the package is installed. */
    @NonNull
    public List<InstallCommand> getCommands() {
        return commands == null ? List.of() : List.copyOf(commands);
    }

    /** How the package is taken off again; empty where that is not known. */
    @NonNull
    public List<InstallCommand> getUninstallCommands() {
        return uninstallCommands == null ? List.of() : List.copyOf(uninstallCommands);
    }

    /** Sets how the package is taken off again. */
    @DataBoundSetter
    public void setUninstallCommands(@CheckForNull List<InstallCommand> uninstallCommands) {
        this.uninstallCommands =
                uninstallCommands == null || uninstallCommands.isEmpty() ? null : new ArrayList<>(uninstallCommands);
    }

    /** The commands that do what is asked for. */
    @NonNull
    public List<InstallCommand> commands(@NonNull Polarity polarity) {
        return polarity == Polarity.INSTALL ? getCommands() : getUninstallCommands();
    }

    /** The exit codes that mean success once the machine was restarted, as they were written; null for none. */
    @CheckForNull
    public String getRebootExitCodes() {
        return rebootExitCodes;
    }

    /** Sets the exit codes that mean success once the machine was restarted, written as the others are. */
    @DataBoundSetter
    public void setRebootExitCodes(@CheckForNull String rebootExitCodes) {
        this.rebootExitCodes = Util.fixEmptyAndTrim(rebootExitCodes);
    }

    /** The processor architectures that the package is for, as they were written; null for all. */
    @CheckForNull
    public String getArchitectures() {
        return architectures;
    }

    /** Sets the processor architectures that the package is for, separated by commas or blanks, such as {@code x86_64}. */
    @DataBoundSetter
    public void setArchitectures(@CheckForNull String architectures) {
        this.architectures = Util.fixEmptyAndTrim(architectures);
    }

    /** The exit codes that mean success, as they were written. */
    @NonNull
    public String getSuccessExitCodes() {
        return successExitCodes == null ? DEFAULT_SUCCESS_CODES : successExitCodes;
    }

    /**
     * Sets the exit codes that mean success.
     *
     * @param successExitCodes whole numbers separated by commas or blanks; 0 by default
     */
    @DataBoundSetter
    public void setSuccessExitCodes(String successExitCodes) {
        String trimmed = Util.fixEmptyAndTrim(successExitCodes);
        this.successExitCodes = DEFAULT_SUCCESS_CODES.equals(trimmed) ? null : trimmed;
    }

    /** How long an install command may run, in minutes. */
    public int getTimeoutMinutes() {
        // What stands in config.xml may be anything.
        return timeoutMinutes == null
                ? DEFAULT_TIMEOUT_MINUTES
                : Math.min(Math.max(timeoutMinutes, 1), MAX_TIMEOUT_MINUTES);
    }

    /**
     * Sets how long an install command may run.
     *
     * @param timeoutMinutes in minutes, from 1 to {@value #MAX_TIMEOUT_MINUTES}; a value outside is taken to the
     *     nearest bound
     */
    @DataBoundSetter
    public void setTimeoutMinutes(int timeoutMinutes) {
        int bounded = Math.min(Math.max(timeoutMinutes, 1), MAX_TIMEOUT_MINUTES);
        this.timeoutMinutes = bounded == DEFAULT_TIMEOUT_MINUTES ? null : Integer.valueOf(bounded);
    }

    /** By what a machine shows that it has the package; null where the install command's exit code alone counts. */
    @CheckForNull
    public DetectionRule getDetection() {
        return detection;
    }

    /** Sets by what a machine shows that it has the package. */
    @DataBoundSetter
    public void setDetection(@CheckForNull DetectionRule detection) {
        this.detection = detection;
    }

    /**
     * The exit codes that mean success, as numbers.
     *
     * @throws IllegalArgumentException if they cannot be read; the message says what to do
     */
    @NonNull
    public Set<Integer> successCodes() {
        return parseCodes(getSuccessExitCodes(), Messages::DeploymentPackage_badCode);
    }

    /**
     * The exit codes that mean success once the machine was restarted, as numbers.
     *
     * @throws IllegalArgumentException if they cannot be read; the message says what to do
     */
    @NonNull
    public Set<Integer> rebootCodes() {
        return rebootExitCodes == null
                ? Set.of()
                : parseCodes(rebootExitCodes, Messages::DeploymentPackage_badRebootCode);
    }

    /** The processor architectures that the package is for; empty for all. */
    @NonNull
    public Set<String> requiredArchitectures() {
        return architectures == null ? Set.of() : new LinkedHashSet<>(List.of(architectures.split("[\\s,;]+")));
    }

    /**
     * Checks that everything is there that a deployment needs.
     *
     * @throws IllegalArgumentException if something is missing or malformed; the message names the field
     */
    public void validate() {
        if (getName().isEmpty()) {
            throw new IllegalArgumentException(Messages.DeploymentPackage_noName());
        }
        if (getVersion().isEmpty()) {
            throw new IllegalArgumentException(Messages.DeploymentPackage_noVersion());
        }
        if (source == null) {
            throw new IllegalArgumentException(Messages.DeploymentPackage_noSource());
        }
        if (getCommands().stream().allMatch(command -> command.getCommand().isBlank())) {
            throw new IllegalArgumentException(Messages.DeploymentPackage_noCommand());
        }
        successCodes();
        rebootCodes();
        if (detection != null) {
            detection.toDetection();
        }
    }

    /**
     * Checks also that it can be taken off.
     *
     * @throws IllegalArgumentException if something is missing or malformed; the message names the field
     */
    public void validate(@NonNull Polarity polarity) {
        validate();
        if (commands(polarity).stream().allMatch(command -> command.getCommand().isBlank())) {
            throw new IllegalArgumentException(Messages.DeploymentPackage_noUninstallCommand());
        }
    }

    private static Set<Integer> parseCodes(String text, Function<Object, String> problem) {
        Set<Integer> codes = new LinkedHashSet<>();
        for (String code : text.trim().split("[\\s,;]+")) {
            try {
                codes.add(Integer.valueOf(code));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(problem.apply(code), e);
            }
        }
        return codes;
    }

    /** Describes {@link DeploymentPackage}. */
    @Extension
    @Symbol("deploymentPackage")
    public static final class DescriptorImpl extends Descriptor<DeploymentPackage> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.DeploymentPackage_displayName();
        }

        /** The default timeout, for the form. */
        @Restricted(DoNotUse.class) // used by Jelly
        public int getDefaultTimeoutMinutes() {
            return DEFAULT_TIMEOUT_MINUTES;
        }

        /** The longest timeout, for the form. */
        @Restricted(DoNotUse.class) // used by Jelly
        public int getMaxTimeoutMinutes() {
            return MAX_TIMEOUT_MINUTES;
        }

        /** A new package's first install command. */
        @Restricted(DoNotUse.class) // used by Jelly
        public List<InstallCommand> getDefaultCommands() {
            return List.of(new InstallCommand(InstallCommand.UNIX, ""));
        }

        /** Requires a name; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckName(@QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.DeploymentPackage_noName())
                    : FormValidation.ok();
        }

        /** Requires a version; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckVersion(@QueryParameter String value) {
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.DeploymentPackage_noVersion())
                    : FormValidation.ok();
        }

        /** Requires whole numbers; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckSuccessExitCodes(@QueryParameter String value) {
            return checkCodes(value, Messages::DeploymentPackage_badCode);
        }

        /** Requires whole numbers; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckRebootExitCodes(@QueryParameter String value) {
            return checkCodes(value, Messages::DeploymentPackage_badRebootCode);
        }

        private static FormValidation checkCodes(String value, Function<Object, String> problem) {
            if (Util.fixEmptyAndTrim(value) == null) {
                return FormValidation.ok();
            }
            try {
                parseCodes(value, problem);
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        /** Requires minutes in range; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckTimeoutMinutes(@QueryParameter String value) {
            return FormValidation.validateIntegerInRange(value, 1, MAX_TIMEOUT_MINUTES);
        }
    }
}
