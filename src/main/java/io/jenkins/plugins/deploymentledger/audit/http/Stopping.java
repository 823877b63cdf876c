package io.jenkins.plugins.deploymentledger.audit.http;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Executor;
import hudson.model.Run;
import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import java.time.Instant;
import java.util.Set;

/** Tells a request that stops what runs from one that finds nothing to stop, which core answers alike. */
final class Stopping {

    private static final Set<Event> STOPS =
            Set.of(Event.BUILD_ABORTED, Event.DEPLOYMENT_STOPPED, Event.DEPLOYMENT_ABORTED);

    private Stopping() {}

    /**
     * Whether there was nothing to stop: the build had ended before the request began, or the executor has not executed anything.
     *
     * @param event what the request is to have done; any but a stop is not in question
     * @param object what it was done to
     * @param began when the request began
     */
    static boolean hadNothingToStop(@NonNull Event event, @NonNull Object object, @NonNull Instant began) {
        if (!STOPS.contains(event)) {
            return false;
        }
        if (object instanceof Run<?, ?> run) {
            return !run.isBuilding() && run.getStartTimeInMillis() + run.getDuration() < began.toEpochMilli();
        }
        return object instanceof Executor executor && executor.getState() == Thread.State.NEW;
    }
}
