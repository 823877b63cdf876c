package io.jenkins.plugins.deploymentledger.deployment.payload;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deploymentledger.core.fleet.OsFamily;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The command that installs or uninstalls a package on the machines of one operating system, or of all that speak {@code sh}. */
public final class InstallCommand implements Describable<InstallCommand> {

    /** Stands for every system but Windows. */
    public static final String UNIX = "unix";

    private static final Map<String, List<OsFamily>> FAMILIES = Map.of(
            UNIX,
            List.of(OsFamily.LINUX, OsFamily.MACOS, OsFamily.OTHER),
            "linux",
            List.of(OsFamily.LINUX),
            "macos",
            List.of(OsFamily.MACOS),
            "windows",
            List.of(OsFamily.WINDOWS));

    private final String os;
    private final String command;

    /**
     * Tells how to install on some machines.
     *
     * @param os {@code unix} (all but Windows), {@code linux}, {@code macos} or {@code windows}
     * @param command a script for {@code sh}, or for {@code cmd} on Windows
     * @throws IllegalArgumentException if the system is none of these
     */
    @DataBoundConstructor
    public InstallCommand(String os, String command) {
        String known = os == null || os.isBlank() ? UNIX : os.trim().toLowerCase(Locale.ROOT);
        if (!FAMILIES.containsKey(known)) {
            throw new IllegalArgumentException(Messages.InstallCommand_badOs(os));
        }
        this.os = known;
        this.command = Util.fixNull(command);
    }

    /** The operating system: {@code unix}, {@code linux}, {@code macos} or {@code windows}. */
    @NonNull
    public String getOs() {
        return Util.fixNull(os);
    }

    /** The operating system as people call it. */
    @NonNull
    public String getSystem() {
        return switch (getOs()) {
            case "linux" -> Messages.InstallCommand_linux();
            case "macos" -> Messages.InstallCommand_macos();
            case "windows" -> Messages.InstallCommand_windows();
            default -> Messages.InstallCommand_unix();
        };
    }

    /** The script. */
    @NonNull
    public String getCommand() {
        return Util.fixNull(command);
    }

    /**
     * The script for each operating system family that has one: one for the very family goes before one for all.
     *
     * @param commands as configured
     */
    @NonNull
    public static Map<OsFamily, String> byFamily(@NonNull List<InstallCommand> commands) {
        Map<OsFamily, String> scripts = new EnumMap<>(OsFamily.class);
        for (boolean general : new boolean[] {false, true}) {
            for (InstallCommand command : commands) {
                if (command.getOs().equals(UNIX) == general
                        && !command.getCommand().isBlank()) {
                    FAMILIES.getOrDefault(command.getOs(), List.of())
                            .forEach(family -> scripts.putIfAbsent(family, command.getCommand()));
                }
            }
        }
        return scripts;
    }

    /** Describes {@link InstallCommand}. */
    @Extension
    @Symbol("installCommand")
    public static final class DescriptorImpl extends Descriptor<InstallCommand> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.InstallCommand_displayName();
        }

        /** The operating systems to choose from: the same for everybody, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public ListBoxModel doFillOsItems() {
            ListBoxModel systems = new ListBoxModel();
            systems.add(Messages.InstallCommand_unix(), UNIX);
            systems.add(Messages.InstallCommand_linux(), "linux");
            systems.add(Messages.InstallCommand_macos(), "macos");
            systems.add(Messages.InstallCommand_windows(), "windows");
            return systems;
        }

        /** Requires a command; it looks at nothing but its argument, so it asks for no permission. */
        @POST
        @Restricted(DoNotUse.class) // used by the form
        public FormValidation doCheckCommand(@QueryParameter String value) {
            return value == null || value.isBlank()
                    ? FormValidation.error(Messages.InstallCommand_empty())
                    : FormValidation.ok();
        }
    }
}
