package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.File;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Knows the files that look like configurations and are none: Jenkins and its plugins keep there what they are doing, write them all the
 * time, and most of them tell no listener.
 */
public final class StateFiles {

    /** What lies in the home itself. */
    private static final Set<String> OF_HOME = Set.of(
            "queue.xml",
            "hudson.model.UsageStatistics.xml",
            "jenkins.telemetry.Correlator.xml",
            "org.jenkinsci.plugins.pipeline.milestone.MilestoneStep.xml",
            "org.jenkinsci.plugins.resourcedisposer.AsyncResourceDisposer.xml",
            "org.jenkinsci.plugins.workflow.flow.FlowExecutionList.xml",
            "org.jenkinsci.plugins.workflow.support.steps.StageStep.xml");

    /** What lies in the directory of a user. */
    private static final String OF_USER = "apiTokenStats.xml";

    private static final Pattern USER = Pattern.compile("users/[^/]+");

    private StateFiles() {}

    /** Whether a file is one of them, by its path below the home: others may be called so, such as a log recorder. */
    public static boolean contains(@NonNull File file) {
        String name = file.getName();
        if (name.equals(OF_USER)) {
            return ConfigFile.key(file.getParentFile())
                    .filter(directory -> USER.matcher(directory).matches())
                    .isPresent();
        }
        return OF_HOME.contains(name)
                && ConfigFile.key(file).filter(name::equals).isPresent();
    }
}
