package io.jenkins.plugins.deploymentledger.convergence;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deploymentledger.core.convergence.Cadence;
import io.jenkins.plugins.deploymentledger.core.convergence.Convergence;
import io.jenkins.plugins.deploymentledger.core.convergence.MemberState;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import io.jenkins.plugins.deploymentledger.deployment.stage.InventoryRefresh;
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
 * has come online that was not as it should be, or whose inventory is old; one look could not ask or try all machines; the
 * group has other machines, the package another version; a rest after a failure is over; the owner may deploy to other machines. Where
 * nothing of that is so, and a run of its own has ended, it is only counted anew how the machines stand.
 */
@Extension
public final class ConvergenceKeeper extends AsyncPeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(ConvergenceKeeper.class.getName());

    /** That a machine came online earlier is no news to any convergence. */
    private static final Duration NEWS = Duration.ofDays(1);

    /** When agents came online, by machine. */
    private final Map<String, Instant> backAt = new ConcurrentHashMap<>();

    /** When it was asked last on which machines the owner of a convergence may deploy, by its full name. */
    private final Map<String, Instant> permissionsSeen = new ConcurrentHashMap<>();

    /** Starts with Jenkins. */
    public ConvergenceKeeper() {
        super("Convergences of deployments");
    }

    @Override
    public long getRecurrencePeriod() {
        return MIN;
    }

    /** When Jenkins has started, its agents are given a minute to come back: one that is offline is not asked. */
    @Override
    public long getInitialDelay() {
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
            boolean round = property.cadence().isRoundDue(content.memory(), now);
            boolean news = !round
                    && Cadence.mayLook(last, now)
                    && (isNews(job, property, keeping, content, now) || arePermissionsNews(job, keeping, content, now));
            boolean ended = !round && !news && Cadence.mayLook(last, now) && isToBeCounted(property, content, now);
            // While the security realm does not answer, what the last look has shown stays.
            if ((round || news || ended) && property.isOwnerKnowable()) {
                keeping.look(now, round ? Reason.ROUND : news ? Reason.NEWS : ended(keeping, content));
            }
        } catch (IOException | RuntimeException e) {
            // One that cannot be looked at must not keep the others waiting.
            LOGGER.log(Level.WARNING, e, () -> "The convergence " + job.getFullName() + " cannot be looked at");
            ConvergenceListener.fireUnable(job, e);
        }
    }

    /** Whether a run has ended that the states do not show yet. */
    private static boolean isToBeCounted(ConvergenceProperty property, ConvergenceFile.Content content, Instant now) {
        return content.hasRunEnded() && !Neighbours.isExpired(property, now);
    }

    /** What would be news a little later is so now: counting anew takes in whom the owner may deploy to. */
    private static Reason ended(Keeping keeping, ConvergenceFile.Content content) {
        return keeping.leavesOthersAlone(content) ? Reason.NEWS : Reason.ENDED;
    }

    /** Asks the security realm, so it is not asked with each minute. */
    private boolean arePermissionsNews(
            DeploymentJob job, Keeping keeping, ConvergenceFile.Content content, Instant now) {
        permissionsSeen.values().removeIf(before -> Cadence.mayLook(before, now));
        return permissionsSeen.putIfAbsent(job.getFullName(), now) == null && keeping.leavesOthersAlone(content);
    }

    private boolean isNews(
            DeploymentJob job,
            ConvergenceProperty property,
            Keeping keeping,
            ConvergenceFile.Content content,
            Instant now)
            throws IOException {
        Convergence convergence = new Convergence(property.rules(job.getPolarity()), content.memory());
        Instant last = Instant.ofEpochMilli(content.lookedAt());
        // What was mended in the meantime need not wait for a day.
        return content.couldNotLook()
                || content.states().entrySet().stream()
                        .anyMatch(member -> member.getValue() != MemberState.CONVERGED
                                && backAt.getOrDefault(member.getKey(), Instant.MIN)
                                        .isAfter(last))
                || convergence
                        .nextRetry(last)
                        .filter(retry -> !now.isBefore(retry))
                        .isPresent()
                || awaitsInventory(convergence, content)
                || content.left() > 0 && keeping.hasRoom(now)
                || keeping.isOutOfDate(content)
                || ConvergenceListener.anyAwaits(job);
    }

    /** Whether the inventory of a member is still to be taken that is not left alone, for whatever reason. */
    private static boolean awaitsInventory(Convergence convergence, ConvergenceFile.Content content) {
        InventoryRefresh refresh = MemberInventories.refresh();
        return convergence.awaitsInventory(
                machine -> content.states().get(machine) != MemberState.EXCLUDED && refresh.isReachable(machine));
    }

    /** When a convergence is looked at the next time, if nothing changes before. */
    @NonNull
    static Instant next(@NonNull ConvergenceProperty property, @NonNull ConvergenceFile.Content content) {
        return content.couldNotLook() || content.unheard() > 0
                ? Instant.ofEpochMilli(content.lookedAt()).plus(Cadence.BETWEEN_LOOKS)
                : property.cadence().nextRound(content.memory());
    }
}
