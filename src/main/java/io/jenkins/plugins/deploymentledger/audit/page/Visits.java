package io.jenkins.plugins.deploymentledger.audit.page;

import io.jenkins.plugins.deploymentledger.audit.catalogue.Event;
import io.jenkins.plugins.deploymentledger.audit.record.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.model.Jenkins;

/**
 * Records who reads the trail, on its pages or through REST: each reader once an hour, so that the trail does not fill with those who read it. At most
 * {@value #MOST} readers are remembered; beyond that the one who has not come for longest is recorded anew.
 */
final class Visits {

    private static final int MOST = 1_000;
    private static final Duration ONCE_IN = Duration.ofHours(1);

    private final Map<String, Instant> recorded = new LinkedHashMap<>();

    /** The current user opens the trail. */
    void note() {
        if (isDue(Jenkins.getAuthentication2().getName(), Instant.now())) {
            AuditTrail.record(AuditTrail.begin(Event.AUDIT_VIEWED).on("audit", "", ""));
        }
    }

    private synchronized boolean isDue(String reader, Instant now) {
        Instant before = recorded.get(reader);
        if (before != null && now.isBefore(before.plus(ONCE_IN))) {
            return false;
        }
        recorded.remove(reader);
        recorded.put(reader, now);
        if (recorded.size() > MOST) {
            recorded.remove(recorded.keySet().iterator().next());
        }
        return true;
    }
}
