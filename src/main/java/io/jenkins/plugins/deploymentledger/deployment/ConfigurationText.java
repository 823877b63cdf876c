package io.jenkins.plugins.deploymentledger.deployment;

import com.thoughtworks.xstream.XStreamException;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Items;
import java.io.IOException;
import java.util.regex.Pattern;

/** Reads a job's configuration from text into an object of its own, writes it, and tells what of it only describes. */
final class ConfigurationText {

    /** Elements right below the root; what stands in them is escaped, so that their ends are found. */
    private static final Pattern DESCRIPTIONS =
            Pattern.compile("(?ms)^ {2}<(description|displayName)(?:/>|>.*?</\\1>)\\R");

    private ConfigurationText() {}

    /**
     * Reads a configuration; no job is changed by that.
     *
     * @param job of which it is, for the message
     * @throws IOException if it cannot be read
     */
    @NonNull
    static Object read(@NonNull DeploymentJob job, @NonNull String xml) throws IOException {
        try {
            return Items.XSTREAM2.fromXML(xml);
        } catch (XStreamException e) {
            throw new IOException("Cannot read the configuration of " + job.getFullName(), e);
        }
    }

    /** Writes what was read. */
    @NonNull
    static String write(@NonNull Object configuration) {
        return "<?xml version='1.1' encoding='UTF-8'?>\n" + Items.XSTREAM2.toXML(configuration) + '\n';
    }

    /** Whether two configurations that were read do the same, whatever they are called and described as. */
    static boolean doTheSame(@NonNull Object one, @NonNull Object other) {
        return withoutDescriptions(one).equals(withoutDescriptions(other));
    }

    private static String withoutDescriptions(Object configuration) {
        return DESCRIPTIONS.matcher(write(configuration)).replaceAll("");
    }
}
