package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.OsFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.security.MasterToSlaveCallable;

/** Looks on the machine for what a detection rule names beside the inventory: a file, and a command that succeeds. */
final class LookForTraces extends MasterToSlaveCallable<Traces, IOException> {

    /** How long the command of a rule may take; one that takes longer has not succeeded. */
    static final Duration COMMAND_LIMIT = Duration.ofMinutes(1);

    private static final long serialVersionUID = 1;

    private final String root;
    private final String file;
    private final String command;

    /**
     * Says what to look for.
     *
     * @param root the agent's root directory
     * @param file a file or directory, a relative one below the root; blank for none
     * @param command a script for {@code sh}, or for {@code cmd} on Windows; blank for none
     */
    LookForTraces(String root, String file, String command) {
        this.root = root;
        this.file = file;
        this.command = command;
    }

    @Override
    public Traces call() throws IOException {
        return new Traces(file.isBlank() || isThere(), command.isBlank() || succeeds());
    }

    private boolean isThere() {
        try {
            return Files.exists(Path.of(root).resolve(file));
        } catch (InvalidPathException e) {
            // Of another operating system: it cannot be there.
            return false;
        }
    }

    private boolean succeeds() throws IOException {
        boolean windows = OsFamily.of(System.getProperty("os.name")) == OsFamily.WINDOWS;
        List<String> line =
                windows ? List.of("cmd", "/d", "/c", command) : List.of("/bin/sh", "-c", command.replace("\r\n", "\n"));
        Process process = new ProcessBuilder(line)
                .directory(Path.of(root).toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        try {
            return process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
