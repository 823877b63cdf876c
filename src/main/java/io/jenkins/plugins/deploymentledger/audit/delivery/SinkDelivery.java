package io.jenkins.plugins.deploymentledger.audit.delivery;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.deploymentledger.audit.record.Hook;
import io.jenkins.plugins.deploymentledger.audit.sink.AuditSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Serves the receivers that are configured, each on a lane of its own, from the start of Jenkins to its end. */
@Restricted(NoExternalUse.class)
@Extension
public final class SinkDelivery extends ItemListener {

    private static final Duration STOP = Duration.ofSeconds(2);

    private final Map<String, SinkLane> lanes = new LinkedHashMap<>();

    /** The delivery of this controller; empty while Jenkins is not far enough to have one, or is gone. */
    @NonNull
    static Optional<SinkDelivery> find() {
        return Jenkins.getInstanceOrNull() == null
                ? Optional.empty()
                : ExtensionList.lookup(SinkDelivery.class).stream().findFirst();
    }

    /** Begins to serve what is configured. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void started() {
        Hook.run("the receivers of the trail", () -> find().ifPresent(
                        delivery -> delivery.serve(AuditSinks.get().getSinks())));
    }

    /** Serves these receivers, and no others any more. */
    synchronized void serve(@NonNull List<AuditSink> sinks) {
        Map<String, SinkLane> before = new HashMap<>(lanes);
        lanes.clear();
        for (AuditSink sink : sinks) {
            SinkLane lane = before.get(sink.id());
            if (lane != null && lane.sink() == sink) {
                before.remove(sink.id());
                lanes.put(sink.id(), lane);
            }
        }
        before.values().forEach(SinkLane::stop);
        for (AuditSink sink : sinks) {
            lanes.computeIfAbsent(sink.id(), id -> SinkLane.start(sink, before.get(id)));
        }
    }

    /** How each receiver is, in the order in which they were configured. */
    @NonNull
    public synchronized List<SinkLine> getLines() {
        return lanes.values().stream().map(SinkLane::line).toList();
    }

    @Override
    public void onBeforeShutdown() {
        List<SinkLane> ending;
        synchronized (this) {
            ending = List.copyOf(lanes.values());
            lanes.clear();
        }
        ending.forEach(SinkLane::stop);
        ending.forEach(lane -> lane.await(STOP));
    }
}
