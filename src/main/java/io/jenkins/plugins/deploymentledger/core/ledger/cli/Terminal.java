package io.jenkins.plugins.deploymentledger.core.ledger.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where a command speaks: answers to one stream, everything else to another. In UTF-8 whatever the platform. */
final class Terminal {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean interactive;

    /**
     * A terminal.
     *
     * @param out takes answers
     * @param err takes errors and progress
     * @param interactive whether somebody watches, so that progress is worth drawing
     */
    Terminal(OutputStream out, OutputStream err, boolean interactive) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.interactive = interactive;
    }

    /** Says a line of the answer; texts of others must have gone through {@code Shown}. */
    void say(String line) {
        out.print(line);
        out.print('\n');
    }

    /** Says a line beside the answer. */
    void note(String line) {
        err.print(line);
        err.print('\n');
    }

    /** Begins to draw the progress of something long. */
    ProgressBar progress(String what, long total) {
        return new ProgressBar(err, interactive, what, total);
    }

    /** Writes out what is held back; returns whether the answer reached its reader. */
    boolean finish() {
        boolean failed = out.checkError();
        return !err.checkError() && !failed;
    }
}
