package io.jenkins.plugins.deploymentledger.deployment.stage;

import io.jenkins.plugins.deploymentledger.core.fleet.Architecture;
import io.jenkins.plugins.deploymentledger.core.fleet.OsFamily;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.security.MasterToSlaveCallable;

/** Starts the install command on the machine, detached from the agent, unless it may have been started before. */
final class LaunchInstaller extends MasterToSlaveCallable<Launched, IOException> {

    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(LaunchInstaller.class.getName());

    private final InstallSpec spec;
    private final CacheEntry binary;
    private final boolean mayStart;

    /**
     * Says what to install.
     *
     * @param binary what the send stage brought
     * @param mayStart whether to start it if it has not been started; otherwise only looks
     */
    LaunchInstaller(InstallSpec spec, CacheEntry binary, boolean mayStart) {
        this.spec = spec;
        this.binary = binary;
        this.mayStart = mayStart;
    }

    @Override
    public Launched call() throws IOException {
        RunDirectory directory = new RunDirectory(spec.root(), spec.key());
        if (directory.exists()) {
            return Launched.FOUND;
        }
        String command = spec.commands().get(OsFamily.of(System.getProperty("os.name")));
        if (command == null || command.isBlank()) {
            return Launched.NO_COMMAND;
        }
        if (!Architecture.suits(spec.architectures(), System.getProperty("os.arch"))) {
            return Launched.OTHER_ARCHITECTURE;
        }
        if (!mayStart) {
            return Launched.ABSENT;
        }
        try {
            directory.create();
        } catch (FileAlreadyExistsException e) {
            return Launched.FOUND;
        } catch (IOException e) {
            throw MachineFailureException.of(e, directory.path());
        }
        Process process;
        try {
            process = start(directory, command);
        } catch (IOException e) {
            // Nothing has been started, so that nothing is lost with the directory.
            remove(directory);
            throw MachineFailureException.of(e, directory.path());
        } catch (RuntimeException e) {
            remove(directory);
            throw e;
        }
        if (isWindows()) {
            writePid(directory, process);
        }
        return Launched.STARTED;
    }

    private Process start(RunDirectory directory, String command) throws IOException {
        Path file = new MachineCache(binary).file().toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new java.nio.file.NoSuchFileException(file.toString());
        }
        spec.variables().put("DEPLOYMENT_BINARY", file.toString());
        directory.write("started", Long.toString(System.currentTimeMillis()));
        ProcessBuilder builder = isWindows()
                ? WindowsInstaller.prepare(directory, command)
                : UnixInstaller.prepare(directory, command, spec.keptBytes());
        for (Map.Entry<String, String> variable : spec.variables().entrySet()) {
            builder.environment().put(variable.getKey(), variable.getValue());
        }
        return builder.start();
    }

    private static boolean isWindows() {
        return OsFamily.of(System.getProperty("os.name")) == OsFamily.WINDOWS;
    }

    /** On Unix the wrapper does so itself. Without it the processes are found by their environment. */
    private static void writePid(RunDirectory directory, Process process) {
        try {
            directory.write("pid", Long.toString(process.pid()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot write the number of the process in " + directory.path());
        }
    }

    private static void remove(RunDirectory directory) {
        try {
            directory.remove();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot remove " + directory.path());
        }
    }
}
