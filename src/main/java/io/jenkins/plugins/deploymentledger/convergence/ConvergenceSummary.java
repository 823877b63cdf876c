package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.deploymentledger.core.analysis.BarPart;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jvnet.localizer.ResourceBundleHolder;

/**
 * How a convergence stands, in one row of a list.
 *
 * @param percent the share of machines that had the package when they were seen last
 * @param parts how many machines stood how then; empty where none was seen yet
 * @param next when it is looked at the next time
 * @param paused whether nothing is tried until somebody says so
 * @param changed the last look that launched a run; null if none did
 * @param problem why the last look came to nothing; null if it did not
 */
public record ConvergenceSummary(
        int percent,
        @NonNull List<BarPart<MemberState>> parts,
        @NonNull Instant next,
        boolean paused,
        @CheckForNull Cycle changed,
        @CheckForNull String problem) {

    /**
     * How the convergence of a job stands; reads a small file.
     *
     * @return empty if the job is not kept up
     * @throws IOException if what is known of it cannot be read
     */
    @NonNull
    public static Optional<ConvergenceSummary> of(@NonNull DeploymentJob job) throws IOException {
        ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
        if (property == null) {
            return Optional.empty();
        }
        ConvergenceFile.Content content = new Keeping(job, property).content();
        Cycle last = content.cycles().isEmpty() ? null : content.cycles().get(0);
        Cycle seen = content.seen();
        return Optional.of(new ConvergenceSummary(
                seen == null ? 0 : seen.percent(),
                seen == null ? List.of() : parts(seen.counts()),
                ConvergenceKeeper.next(property, content),
                content.memory().paused(),
                content.cycles().stream()
                        .filter(cycle -> cycle.run() != null)
                        .findFirst()
                        .orElse(null),
                last == null ? null : last.problem()));
    }

    private static List<BarPart<MemberState>> parts(Map<MemberState, Integer> counts) {
        return counts.isEmpty() ? List.of() : BarPart.of(new EnumMap<>(counts));
    }

    /** A state in the reader's language. */
    @NonNull
    public static String text(@NonNull MemberState state) {
        return ResourceBundleHolder.get(Messages.class).format("MemberState." + state.name());
    }

    /** What a look led to, in the reader's language. */
    @NonNull
    public static String text(@NonNull Cycle.Kind kind) {
        return ResourceBundleHolder.get(Messages.class).format("Cycle." + kind.name());
    }
}
