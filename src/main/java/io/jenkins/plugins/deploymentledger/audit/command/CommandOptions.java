package io.jenkins.plugins.deploymentledger.audit.command;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.cli.CLICommand;
import java.io.Writer;
import java.util.ResourceBundle;
import org.jvnet.localizer.LocaleProvider;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.args4j.CmdLineParser;
import org.kohsuke.args4j.OptionHandlerFilter;
import org.kohsuke.args4j.ParserProperties;

/** The options of a command, of which the help is in the language of who asks: their usage texts are keys of a bundle. */
final class CommandOptions extends CmdLineParser {

    CommandOptions(@NonNull CLICommand command) {
        // As for every command of Jenkins: an argument must not name a file of the controller to be read.
        super(command, ParserProperties.defaults().withAtSyntax(false).withShowDefaults(false));
    }

    @Override
    public void printUsage(@NonNull Writer out, @CheckForNull ResourceBundle texts, OptionHandlerFilter filter) {
        super.printUsage(out, ResourceBundleHolder.get(CommandOptions.class).get(LocaleProvider.getLocale()), filter);
    }
}
