package io.jenkins.plugins.deploymentledger.audit.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.audit.shadow.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps of a command's arguments what is certainly no secret.
 *
 * <p>Of options the name, as far as it certainly is one: a value may stand in the same argument ({@code -pHunter2}), and what follows a
 * script is an argument of that, whatever it looks like. Of other arguments the value, if the command is one of core that takes names of
 * objects there; otherwise only that there was one.
 */
final class CommandArguments {

    private static final int MAX = 20;
    private static final int MAX_LENGTH = 100;
    private static final String HIDDEN = "…";

    /** The commands of core whose arguments are names of jobs, nodes, views, builds and plugins. */
    private static final Set<String> NAMING = Set.of(
            "add-job-to-view",
            "build",
            "cancel-quiet-down",
            "clear-queue",
            "connect-node",
            "console",
            "copy-job",
            "create-job",
            "create-node",
            "create-view",
            "delete-builds",
            "delete-job",
            "delete-node",
            "delete-view",
            "disable-job",
            "disable-plugin",
            "disconnect-node",
            "enable-job",
            "enable-plugin",
            "get-job",
            "get-node",
            "get-view",
            "help",
            "keep-build",
            "list-changes",
            "list-jobs",
            "list-plugins",
            "offline-node",
            "online-node",
            "reload-job",
            "remove-job-from-view",
            "set-build-display-name",
            "stop-builds",
            "update-job",
            "update-node",
            "update-view",
            "wait-node-offline",
            "wait-node-online");

    /** The commands of core that hand their arguments on to a script. */
    private static final Set<String> RUN_SCRIPTS = Set.of("groovy", "groovysh");

    private static final Pattern LONG_OPTION = Pattern.compile("--[a-z][a-z-]{0,30}");
    private static final Set<String> WORD_OPTIONS = Set.of(
            "-all",
            "-block",
            "-count",
            "-deploy",
            "-force",
            "-name",
            "-quiet",
            "-restart",
            "-size",
            "-strategy",
            "-timeout");

    private CommandArguments() {}

    @NonNull
    static String of(@NonNull String command, @NonNull List<String> arguments) {
        boolean naming = NAMING.contains(command);
        boolean script = RUN_SCRIPTS.contains(command);
        boolean ofScript = false;
        List<String> kept = new ArrayList<>();
        boolean afterOption = false;
        for (String argument : arguments.subList(0, Math.min(MAX, arguments.size()))) {
            if (argument.startsWith("-") && !ofScript) {
                int equals = argument.indexOf('=');
                kept.add(equals < 0 ? option(argument) : option(argument.substring(0, equals)) + "=" + HIDDEN);
                afterOption = equals < 0;
            } else {
                ofScript |= script;
                boolean plain = naming && !afterOption && argument.indexOf('=') < 0;
                kept.add(plain ? Redaction.typed(argument, MAX_LENGTH) : HIDDEN);
                afterOption = false;
            }
        }
        if (arguments.size() > MAX) {
            kept.add(HIDDEN);
        }
        return String.join(" ", kept);
    }

    /** The name of an option; only its letter, if a value may follow that. */
    private static String option(String argument) {
        boolean certain = argument.length() <= 2
                || WORD_OPTIONS.contains(argument)
                || LONG_OPTION.matcher(argument).matches();
        return certain ? argument : argument.substring(0, 2) + HIDDEN;
    }
}
