package io.jenkins.plugins.deploymentledger.audit.command;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.cli.CLICommand;
import java.io.PrintStream;
import org.kohsuke.args4j.CmdLineParser;

/** A command of the trail, whose help is in the language of who asks and says what its exit codes mean. */
abstract class AuditCommand extends CLICommand {

    @Override
    protected final CmdLineParser getCmdLineParser() {
        return new CommandOptions(this);
    }

    @Override
    protected final void printUsageSummary(PrintStream out) {
        out.println(getShortDescription());
        out.println(exits());
    }

    /** What the exit codes mean, in the language of the current request. */
    @NonNull
    abstract String exits();
}
