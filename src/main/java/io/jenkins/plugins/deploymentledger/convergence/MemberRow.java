package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import hudson.model.Node;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.machine.Machines;
import java.time.Instant;
import java.util.Date;

/**
 * How one member of a convergence stood at the last look.
 *
 * @param name of the machine
 * @param state how it stood
 * @param failures in a row
 * @param mostFailures how many of these it is allowed
 * @param retry from when on it may be tried again; null unless it is failing
 * @param problem why it is unknown how it stands, or why it is left alone, in words; null where there is nothing to say
 */
public record MemberRow(
        @NonNull String name,
        @NonNull MemberState state,
        int failures,
        int mostFailures,
        @CheckForNull Instant retry,
        @CheckForNull String problem) {

    /** The page with all that it has seen: its URL below the root of Jenkins. */
    @NonNull
    public String getUrl() {
        return Machines.pageUrl(name);
    }

    /** How it stood, in words. */
    @NonNull
    public String getText() {
        String words = ConvergenceSummary.text(state);
        if (problem != null) {
            return Messages.ConvergencePage_because(words, problem);
        }
        return failures == 0 ? words : Messages.ConvergencePage_failures(words, failures, mostFailures);
    }

    /** Whether nothing can be done there now; what is asked is the present, not the last look. */
    public boolean isOffline() {
        Node node = Machines.find(name);
        Computer computer = node == null ? null : node.toComputer();
        return !Machines.BUILT_IN.equals(name) && (computer == null || computer.isOffline());
    }

    /** From when on it may be tried again; null unless it is failing. */
    @CheckForNull
    public Date getRetry() {
        return retry == null ? null : Date.from(retry);
    }
}
