package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Looks at each convergence when its time has come; or earlier, where something has changed since it was looked at last: a machine
 * has come online that was not as it should be, the group has other machines, the package another version, a rest after a
 * failure is over.
 */
@Extension
public final class ConvergenceKeeper extends AsyncPeriodicWork {

    /** However often things change: a convergence is not looked at again before this. */
    static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    private static final Logger LOGGER = Logger.getLogger(ConvergenceKeeper.class.getName());

    /** That a machine came online earlier is no news to any convergence. */
    private static final Duration NEWS = Duration.ofDays(1);

    /** When agents came online, by machine. */
    private final Map<String, Instant> backAt = new ConcurrentHashMap<>();

    /** Starts with Jenkins. */
    public ConvergenceKeeper() {
        super("Convergences of deployments");
    }

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    /** Notes that an agent is back, so that its machine need not wait for the next look. */
    void agentBack(@NonNull String machine, @NonNull Instant at) {
        backAt.values().removeIf(before -> before.isBefore(at.minus(NEWS)));
        backAt.put(machine, at);
    }

    @Override
    protected void execute(TaskListener listener) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            for (DeploymentJob job : Jenkins.get().allItems(DeploymentJob.class)) {
                ConvergenceProperty property = job.getProperty(ConvergenceProperty.class);
                if (property != null && !job.isDisabled() && !job.isBuilding() && !job.isInQueue()) {
                    lookIfDue(job, property);
                }
            }
        }
    }

    private void lookIfDue(DeploymentJob job, ConvergenceProperty property) {
        try {
            Instant now = Instant.now();
            Keeping keeping = new Keeping(job, property);
            ConvergenceFile.Content content = keeping.content();
            Instant last = Instant.ofEpochMilli(content.lookedAt());
            boolean due = !now.isBefore(next(property, last));
            if (due || !now.isBefore(last.plus(BETWEEN_LOOKS)) && isNews(job, property, keeping, content, now)) {
                keeping.look(now);
            }
        } catch (IOException | RuntimeException e) {
            // One that cannot be looked at must not keep the others waiting.
            LOGGER.log(Level.WARNING, e, () -> "The convergence " + job.getFullName() + " cannot be looked at");
            ConvergenceListener.fireUnable(job, e);
        }
    }

    private boolean isNews(
            DeploymentJob job,
            ConvergenceProperty property,
            Keeping keeping,
            ConvergenceFile.Content content,
            Instant now) {
        Instant last = Instant.ofEpochMilli(content.lookedAt());
        // What was mended in the meantime need not wait for a day.
        return content.couldNotLook()
                || content.states().entrySet().stream()
                        .anyMatch(member -> member.getValue() != MemberState.CONVERGED
                                && backAt.getOrDefault(member.getKey(), Instant.MIN)
                                        .isAfter(last))
                || new Convergence(property.rules(job.getPolarity()), content.memory())
                        .nextRetry(last)
                        .filter(retry -> !now.isBefore(retry))
                        .isPresent()
                || keeping.isOutOfDate(content)
                || ConvergenceListener.anyAwaits(job);
    }

    /** When a convergence is looked at the next time, if nothing changes before. */
    @NonNull
    static Instant next(@NonNull ConvergenceProperty property, @NonNull Instant last) {
        return last.plus(Duration.ofHours(property.getEveryHours()));
    }
}
