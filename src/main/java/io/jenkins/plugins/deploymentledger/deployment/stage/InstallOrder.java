package io.jenkins.plugins.deploymentledger.deployment.stage;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.fleet.Detection;
import io.jenkins.plugins.deploymentledger.core.fleet.FailureCause;
import io.jenkins.plugins.deploymentledger.core.fleet.OsFamily;
import io.jenkins.plugins.deploymentledger.core.fleet.Polarity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the stages of one run are to do, the same on every machine; immutable.
 *
 * @param id of the run, unique among all runs of all controllers, since machines keep it; letters, digits and hyphens
 * @param name of the package
 * @param version of the package
 * @param binary what is sent
 * @param polarity what is done with the package
 * @param commands the command that does it, for each operating system that has one
 * @param architectures the processor architectures that the package is for; empty for all
 * @param successCodes the exit codes that mean success
 * @param rebootCodes the exit codes that mean success once the machine was restarted
 * @param timeout how long the install command may run
 * @param reconnect how long a machine whose connection was lost is waited for
 * @param variables what the install command finds in its environment, besides what this plugin tells it of the machine
 *     and the package; may hold secrets
 * @param secrets texts that no message may show
 * @param detection by what a machine shows that it has the package; null where the exit code alone counts
 */
public record InstallOrder(
        @NonNull String id,
        @NonNull String name,
        @NonNull String version,
        @NonNull Binary binary,
        @NonNull Polarity polarity,
        @NonNull Map<OsFamily, String> commands,
        @NonNull Set<String> architectures,
        @NonNull Set<Integer> successCodes,
        @NonNull Set<Integer> rebootCodes,
        @NonNull Duration timeout,
        @NonNull Duration reconnect,
        @NonNull Map<String, String> variables,
        @NonNull Set<String> secrets,
        @CheckForNull Detection detection) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if the id could not stand in the name of a directory
     */
    public InstallOrder {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("No id of a run: " + id);
        }
        commands = Map.copyOf(commands);
        architectures = Set.copyOf(architectures);
        successCodes = Set.copyOf(successCodes);
        rebootCodes = Set.copyOf(rebootCodes);
        variables = Map.copyOf(variables);
        secrets = Set.copyOf(secrets);
    }

    /** A text with stars in place of the secrets in it. */
    @NonNull
    String withoutSecrets(@NonNull String text) {
        String shown = text;
        // The longest first: one secret may be a part of another.
        for (String secret : secrets.stream()
                .filter(each -> !each.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            shown = shown.replace(secret, "****");
        }
        return shown;
    }

    /** The name of this run's work on one machine, on that machine. */
    String keyOf(int ordinal) {
        return id + '-' + ordinal;
    }

    /**
     * The name of one attempt to install on one machine, on that machine; it begins with {@link #keyOf(int)}.
     *
     * @param attempt from 1
     */
    String keyOf(int ordinal, int attempt) {
        return attempt == 1 ? keyOf(ordinal) : keyOf(ordinal) + '.' + attempt;
    }

    /** What is sent to the machines. */
    public sealed interface Binary {

        /** A binary that lies on the controller. */
        @NonNull
        static Binary available(@NonNull String fileName, @NonNull String sha256, long sizeBytes, @NonNull Path file) {
            return new Available(fileName, sha256, sizeBytes, file);
        }

        /** A binary that could not be had; every send stage ends with this. */
        @NonNull
        static Binary unavailable(@CheckForNull FailureCause cause, @CheckForNull String message) {
            return new Unavailable(
                    cause == null ? FailureCause.BINARY_MISSING : cause,
                    message == null ? Messages.SendStage_missing() : message);
        }
    }

    /**
     * A binary that lies on the controller.
     *
     * @param fileName its name on the machines, without any directory
     * @param sha256 of its content, 64 lower-case hexadecimal digits
     * @param sizeBytes its length
     * @param file where it lies
     */
    record Available(
            @NonNull String fileName,
            @NonNull String sha256,
            long sizeBytes,
            @NonNull Path file) implements Binary {}

    /**
     * A binary that could not be had.
     *
     * @param cause why
     * @param message why, and what to do about it
     */
    record Unavailable(@NonNull FailureCause cause, @NonNull String message) implements Binary {}
}
