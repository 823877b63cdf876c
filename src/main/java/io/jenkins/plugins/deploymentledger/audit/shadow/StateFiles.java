package io.jenkins.plugins.deploymentledger.audit.shadow;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.File;
import java.util.Set;

/**
 * Knows the files that look like configurations and are none: Jenkins and its plugins keep there what they are doing, write them all the
 * time, and most of them tell no listener.
 */
public final class StateFiles {

    private static final Set<String> NAMES = Set.of(
            "queue.xml",
            "apiTokenStats.xml",
            "hudson.model.UsageStatistics.xml",
            "jenkins.telemetry.Correlator.xml",
            "org.jenkinsci.plugins.pipeline.milestone.MilestoneStep.xml",
            "org.jenkinsci.plugins.resourcedisposer.AsyncResourceDisposer.xml",
            "org.jenkinsci.plugins.workflow.flow.FlowExecutionList.xml",
            "org.jenkinsci.plugins.workflow.support.steps.StageStep.xml");

    private StateFiles() {}

    /** Whether a file is one of them, by its name. */
    public static boolean contains(@NonNull File file) {
        return NAMES.contains(file.getName());
    }
}
