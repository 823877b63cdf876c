package io.jenkins.plugins.deploymentledger.dashboard.plan;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.deploymentledger.core.history.PlannedTask;
import io.jenkins.plugins.deploymentledger.deployment.DeploymentJob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jenkins.model.Jenkins;

/**
 * What is still to come on this controller: every launch that waits in Jenkins' queue, every job's next scheduled start, and every
 * convergence.
 *
 * <p>It is gathered from the queue and from the configurations of jobs; see {@link Gathered}. Safe for use by several threads.
 */
@Extension
public final class Plans {

    private static final Logger LOGGER = Logger.getLogger(Plans.class.getName());

    private final AtomicLong changes = new AtomicLong();
    private final Gathered configured = new Gathered(changes::get, Plans::ofJobs);
    private final Gathered waiting = new Gathered(WaitingLaunches::state, new WaitingLaunches()::planned);

    /** The plans of this controller. */
    @NonNull
    public static Plans get() {
        return ExtensionList.lookupSingleton(Plans.class);
    }

    /** Everything that is still to come: what waits, then the rest, the soonest first; whoever shows it must ask who may see it. */
    @NonNull
    public List<PlannedTask> all() {
        List<PlannedTask> launched = waiting.all();
        if (launched.isEmpty()) {
            return configured.all();
        }
        List<PlannedTask> all = new ArrayList<>(launched);
        all.addAll(configured.all());
        return all;
    }

    /** Grows whenever something else is to come than before; to be asked before {@link #all}. Waits as that does. */
    public long version() {
        return waiting.version() + configured.version();
    }

    /** Begins to gather, so that the first page need not wait. */
    void prepare() {
        changed();
        configured.prepare();
        waiting.prepare();
    }

    /** Something was configured that may be planned. */
    void changed() {
        changes.incrementAndGet();
    }

    private static List<PlannedTask> ofJobs() {
        return StreamSupport.stream(Jenkins.get().allItems(DeploymentJob.class).spliterator(), false)
                .flatMap(Plans::of)
                .toList();
    }

    private static Stream<PlannedTask> of(DeploymentJob job) {
        try {
            return PlanFacts.of(job).stream();
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "Nobody can tell what is still to come of " + job.getFullName());
            return Stream.empty();
        }
    }
}
