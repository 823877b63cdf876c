package io.jenkins.plugins.deploymentledger.audit.actor;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows the build of a thread that runs the script of a pipeline, by the name that Pipeline gives to the thread: it is no executor's, and is
 * told to nobody in another way that does not depend on how pipelines are written.
 */
final class PipelineThread {

    /** The name of a job has none of these signs. */
    private static final Pattern NAME =
            Pattern.compile("Running CpsFlowExecution\\[(?<build>[^\\[\\]#]+#[0-9]{1,9})\\]");

    private PipelineThread() {}

    /** The build that runs on a thread of this name; empty if none does, or it is not there. */
    @NonNull
    static Optional<Run<?, ?>> build(@NonNull String thread) {
        Matcher name = NAME.matcher(thread);
        if (!name.matches()) {
            return Optional.empty();
        }
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return Optional.ofNullable(Run.fromExternalizableId(name.group("build")));
        }
    }
}
