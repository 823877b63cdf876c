package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.List;

/** The entry point of {@code java -jar deployment-ledger.jar}. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the process with its exit status: 0 when everything proves, 1 when something does not, 2 when
     * the command line is wrong.
     *
     * @param arguments the command line
     */
    public static void main(@NonNull String[] arguments) {
        int status = run(
                List.of(arguments),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.console() != null);
        System.exit(status);
    }

    /**
     * Runs a command without ending the process.
     *
     * @param arguments the command line
     * @param out takes the answer
     * @param err takes errors and progress
     * @param interactive whether somebody watches
     * @return the exit status
     */
    public static int run(
            @NonNull List<String> arguments,
            @NonNull OutputStream out,
            @NonNull OutputStream err,
            boolean interactive) {
        Terminal terminal = new Terminal(out, err, interactive);
        int status = new CommandLine(terminal).run(arguments);
        return terminal.finish() || status != 0 ? status : 1;
    }
}
